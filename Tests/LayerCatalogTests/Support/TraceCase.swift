import Foundation
import LayerCatalog

/// A line of the table of traces: `class | roles | group | name | parts | stored`, as files of a corpus show a layer.
///
/// A stored variable is `name:extents:f` or `:i` for integers; `-` stands for nothing.
struct TraceCase {
  let line: String
  let className: String
  let roles: [VariableRole]
  let traces: LayerTraces

  init(line: String) throws {
    let fields = line.components(separatedBy: " | ")
    guard fields.count == 6 else { throw OracleCase.Malformed(line: line) }
    self.line = line
    className = fields[0]
    roles = fields[1].split(separator: " ").map {
      // Keras 2 gives the weights of tf_idf no name of their own.
      $0 == "Variable" ? "idf_weights" : VariableRole(rawValue: String($0))
    }
    let stored = try fields[5].split(separator: " ").map { word in
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 3 else { throw OracleCase.Malformed(line: line) }
      let name = parts[..<(parts.count - 2)].joined(separator: ":")
      return StoredShape(
        parts[parts.count - 2].split(separator: ",").compactMap { Int($0) },
        name: VariableRole(storedName: name),
        isInteger: parts[parts.count - 1] == "i")
    }
    let group = fields[2] == "-" ? nil : fields[2]
    let groupClass = group.flatMap { LayerCatalog.className(ofGroup: $0) }
    traces = LayerTraces(
      stored: stored, groupClass: groupClass, isForeignClass: group != nil && groupClass == nil,
      name: fields[3] == "-" ? nil : fields[3],
      parts: fields[4] == "-" ? [] : fields[4].split(separator: ";").map { String($0) })
  }

  static func table(_ name: String) throws -> [TraceCase] {
    try OracleCase.lines(name).map { try TraceCase(line: $0) }
  }
}
