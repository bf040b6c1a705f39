import Foundation
import LayerCatalog

/// One line of a table that live Keras wrote: `class | settings | inputs | variables | outputs`.
///
/// `?` is an unknown extent, `!` behind a variable says that it is not trainable, `-` that it was not looked at,
/// `refused` that Keras raised an error.
struct OracleCase: Sendable, CustomStringConvertible {
  let line: String
  let className: String
  let settings: Settings
  let inputs: [TensorShape]
  /// `nil` where not looked at.
  let variables: [VariableSpecification]?
  /// `nil` where Keras refused.
  let outputs: [TensorShape]?

  var description: String { line }

  init(line: String) throws {
    let fields = line.components(separatedBy: " | ")
    guard fields.count == 5 else { throw Malformed(line: line) }
    self.line = line
    className = fields[0]
    let value = try JSONDecoder().decode(JSONSetting.self, from: Data(fields[1].utf8)).value
    guard let settings = value.dictionary else { throw Malformed(line: line) }
    self.settings = settings
    inputs = try fields[2].components(separatedBy: "; ").map { try OracleCase.shape($0) }
    variables = fields[3] == "-" || fields[3] == "refused" ? nil : try OracleCase.variables(fields[3])
    outputs =
      fields[4] == "refused"
      ? nil : try fields[4].components(separatedBy: "; ").map { try OracleCase.shape($0) }
  }

  /// Every case of a table in `Oracles`.
  static func table(_ name: String) throws -> [OracleCase] {
    try lines(name).map { try OracleCase(line: $0) }
  }

  static func lines(_ name: String) throws -> [String] {
    guard let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Oracles") else {
      throw Malformed(line: name)
    }
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { String($0) }
  }

  static func shape(_ text: String) throws -> TensorShape {
    guard text.hasPrefix("("), text.hasSuffix(")") else { throw Malformed(line: text) }
    let extents = text.dropFirst().dropLast().split(separator: ",")
    return try TensorShape(
      extents.map { extent -> Int? in
        if extent == "?" { return nil }
        guard let number = Int(extent) else { throw Malformed(line: text) }
        return number
      })
  }

  private static func variables(_ text: String) throws -> [VariableSpecification] {
    try text.split(separator: " ").map { word in
      let isFixed = word.hasSuffix("!")
      let parts = word.prefix(word.count - (isFixed ? 1 : 0)).split(separator: "(", maxSplits: 1)
      guard parts.count == 2 else { throw Malformed(line: text) }
      let extents = try shape("(" + parts[1]).extents.map { $0 ?? -1 }
      return VariableSpecification(VariableRole(rawValue: String(parts[0])), extents, trainable: !isFixed)
    }
  }

  struct Malformed: Error {
    let line: String
  }
}

/// A line of the table of operations: `class | settings | arguments | outputs`. In the arguments
/// `{"t": [null, 6, 5]}` stands for a tensor.
struct OperationCase {
  let line: String
  let name: String
  let settings: Settings
  let arguments: [OperationArgument]
  let outputs: [TensorShape]

  init(line: String) throws {
    let fields = line.components(separatedBy: " | ")
    guard fields.count == 4 else { throw OracleCase.Malformed(line: line) }
    self.line = line
    name = fields[0]
    settings = try JSONDecoder().decode(JSONSetting.self, from: Data(fields[1].utf8)).value.dictionary ?? [:]
    guard case .list(let items) = try JSONDecoder().decode(JSONSetting.self, from: Data(fields[2].utf8)).value
    else {
      throw OracleCase.Malformed(line: line)
    }
    arguments = items.map { OperationCase.argument($0) }
    outputs = try fields[3].components(separatedBy: "; ").map { try OracleCase.shape($0) }
  }

  static func table(_ name: String) throws -> [OperationCase] {
    try OracleCase.lines(name).map { try OperationCase(line: $0) }
  }

  private static func argument(_ value: SettingValue) -> OperationArgument {
    if let shape = value.dictionary?["t"].flatMap({ TensorShape($0) }) { return .tensor(shape) }
    guard case .list(let items) = value else { return .constant(value) }
    let arguments = items.map { argument($0) }
    let isConstant = arguments.allSatisfy { if case .constant = $0 { true } else { false } }
    return isConstant ? .constant(value) : .list(arguments)
  }
}

/// JSON as settings.
private struct JSONSetting: Decodable {
  let value: SettingValue

  init(from decoder: any Decoder) throws {
    if let keyed = try? decoder.container(keyedBy: Key.self) {
      var settings = Settings()
      for key in keyed.allKeys {
        settings[key.stringValue] = try keyed.decode(JSONSetting.self, forKey: key).value
      }
      value = .dictionary(settings)
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var items: [SettingValue] = []
      while !list.isAtEnd { items.append(try list.decode(JSONSetting.self).value) }
      value = .list(items)
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      value = .null
    } else if let flag = try? single.decode(Bool.self) {
      value = .bool(flag)
    } else if let integer = try? single.decode(Int.self) {
      value = .integer(integer)
    } else if let number = try? single.decode(Double.self) {
      value = .number(number)
    } else {
      value = .string(try single.decode(String.self))
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
