import Foundation

/// JSON Schema 2020-12 as far as the schemas of this repository use it. A keyword that is not known here is an error: a
/// rule that nobody checks would be worse than none.
struct JSONSchema {
  /// The schemas of a folder by the names of their files, by which they refer to each other.
  private let documents: [String: JSON]

  enum Failure: Error, Equatable {
    case unknownKeyword(String)
    case unresolved(reference: String)
    case malformed(String)
  }

  /// What came of holding a value against a schema: what is wrong, and which members were looked at.
  private struct Outcome {
    var errors: [String] = []
    var evaluated: Set<String> = []

    mutating func add(_ other: Outcome) {
      errors += other.errors
      evaluated.formUnion(other.evaluated)
    }
  }

  init(folder: String) throws {
    var documents: [String: JSON] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".json") {
      documents[name] = try JSON(Data(contentsOf: URL(filePath: folder + "/" + name)))
    }
    self.documents = documents
  }

  init(documents: [String: JSON]) {
    self.documents = documents
  }

  /// What is wrong with a value by one of the schemas; nothing where it is valid.
  func errors(in value: JSON, by document: String) throws -> [String] {
    guard let schema = documents[document] else { throw Failure.unresolved(reference: document) }
    return try check(value, schema, in: document, at: "$").errors
  }

  private func check(_ value: JSON, _ schema: JSON, in document: String, at place: String) throws -> Outcome {
    if case .bool(let allows) = schema {
      return Outcome(errors: allows ? [] : ["\(place) must not be there"])
    }
    guard case .object(let keywords) = schema else { throw Failure.malformed(place) }
    var outcome = Outcome()
    for (keyword, rule) in keywords {
      switch keyword {
      // What the others need is looked up where they stand.
      case "$schema", "title", "description", "$defs", "additionalProperties", "unevaluatedProperties",
        "then", "else":
        break
      case "$ref":
        let (target, home) = try resolve(rule, from: document)
        outcome.add(try check(value, target, in: home, at: place))
      case "type": outcome.errors += try type(value, rule, at: place)
      case "const": if value != rule { outcome.errors.append("\(place) is not \(rule)") }
      case "enum":
        guard case .array(let allowed) = rule else { throw Failure.malformed(keyword) }
        if !allowed.contains(value) { outcome.errors.append("\(place) is \(value), not one of \(allowed)") }
      case "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems":
        outcome.errors += try bound(value, keyword, rule, at: place)
      case "required":
        guard case .array(let names) = rule else { throw Failure.malformed(keyword) }
        if case .object(let members) = value {
          for name in names.compactMap(\.text) where members[name] == nil {
            outcome.errors.append("\(place) has no \(name)")
          }
        }
      case "properties":
        outcome.add(
          try properties(value, rule, others: keywords["additionalProperties"], in: document, at: place))
      case "items":
        guard case .array(let elements) = value else { continue }
        for (position, element) in elements.enumerated() {
          outcome.errors += try check(element, rule, in: document, at: "\(place)[\(position)]").errors
        }
      case "anyOf", "oneOf":
        outcome.add(try choice(value, rule, exactlyOne: keyword == "oneOf", in: document, at: place))
      case "if":
        let holds = try check(value, rule, in: document, at: place).errors.isEmpty
        if let branch = keywords[holds ? "then" : "else"] {
          outcome.add(try check(value, branch, in: document, at: place))
        }
      default: throw Failure.unknownKeyword(keyword)
      }
    }
    if keywords["properties"] == nil, let others = keywords["additionalProperties"] {
      outcome.add(try properties(value, .object([:]), others: others, in: document, at: place))
    }
    if keywords["unevaluatedProperties"] == .bool(false), case .object(let members) = value {
      for name in members.keys.sorted() where !outcome.evaluated.contains(name) {
        outcome.errors.append("\(place).\(name) is in no contract")
      }
    }
    return outcome
  }

  private func resolve(_ reference: JSON, from document: String) throws -> (schema: JSON, document: String) {
    guard let text = reference.text else { throw Failure.malformed("$ref") }
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let home = parts[0].isEmpty ? document : parts[0]
    guard var schema = documents[home] else { throw Failure.unresolved(reference: text) }
    for step in (parts.count > 1 ? parts[1] : "").split(separator: "/") {
      guard let next = schema[String(step)] else { throw Failure.unresolved(reference: text) }
      schema = next
    }
    return (schema, home)
  }

  private func properties(
    _ value: JSON, _ rule: JSON, others: JSON?, in document: String, at place: String
  ) throws -> Outcome {
    guard case .object(let known) = rule else { throw Failure.malformed("properties") }
    guard case .object(let members) = value else { return Outcome() }
    var outcome = Outcome()
    for (name, member) in members {
      guard let schema = known[name] ?? others else { continue }
      if known[name] == nil, schema == .bool(false) {
        outcome.errors.append("\(place).\(name) is in no contract")
      } else {
        outcome.evaluated.insert(name)
        outcome.errors += try check(member, schema, in: document, at: "\(place).\(name)").errors
      }
    }
    return outcome
  }

  private func choice(
    _ value: JSON, _ rule: JSON, exactlyOne: Bool, in document: String, at place: String
  ) throws -> Outcome {
    guard case .array(let schemas) = rule, !schemas.isEmpty else { throw Failure.malformed("anyOf, oneOf") }
    let outcomes = try schemas.map { try check(value, $0, in: document, at: place) }
    let valid = outcomes.filter(\.errors.isEmpty)
    if exactlyOne ? valid.count == 1 : !valid.isEmpty {
      return valid.reduce(into: Outcome()) { $0.add($1) }
    }
    if valid.count > 1 { return Outcome(errors: ["\(place) is several things at once"]) }
    // The nearest miss says most: the branch whose first error lies deepest.
    return outcomes.max { depth($0) < depth($1) } ?? Outcome()
  }

  private func depth(_ outcome: Outcome) -> Int {
    outcome.errors.map { $0.prefix { $0 != " " }.count { $0 == "." } }.min() ?? 0
  }

  private func type(_ value: JSON, _ rule: JSON, at place: String) throws -> [String] {
    let names: [String]
    switch rule {
    case .string(let name): names = [name]
    case .array(let list): names = list.compactMap(\.text)
    default: throw Failure.malformed("type")
    }
    let fits = try names.contains { name in
      switch (name, value) {
      case ("null", .null), ("boolean", .bool), ("integer", .integer), ("number", .integer),
        ("number", .number),
        ("string", .string), ("array", .array), ("object", .object):
        return true
      case ("null", _), ("boolean", _), ("integer", _), ("number", _), ("string", _), ("array", _),
        ("object", _):
        return false
      default: throw Failure.malformed("type \(name)")
      }
    }
    return fits ? [] : ["\(place) is no \(names.joined(separator: " or "))"]
  }

  private func bound(_ value: JSON, _ keyword: String, _ rule: JSON, at place: String) throws -> [String] {
    guard let limit = rule.double else { throw Failure.malformed(keyword) }
    let measure: Double?
    switch (keyword, value) {
    case ("minimum", _), ("maximum", _): measure = value.double
    case ("minLength", .string(let text)), ("maxLength", .string(let text)):
      measure = Double(text.unicodeScalars.count)
    case ("minItems", .array(let elements)), ("maxItems", .array(let elements)):
      measure = Double(elements.count)
    default: measure = nil
    }
    guard let measure else { return [] }
    let fits = keyword.hasPrefix("min") ? measure >= limit : measure <= limit
    return fits ? [] : ["\(place) breaks \(keyword) \(limit)"]
  }
}
