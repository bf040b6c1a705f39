import Testing
import Weightscope

/// A layer of the live model and the row of the report that stands for it, found by the places of its variables alone.
struct OracleMatch {
  var truth: SampleOracle.Layer
  var isModel: Bool
  /// The innermost row that holds all the layer's variables.
  var row: LayerReport
  /// That row and those around it, as long as they count the same parameters: a wrapper and what it wraps.
  var candidates: [LayerReport]
  var variables: [(truth: SampleOracle.Variable, reported: VariableReport)]

  static func all(of oracle: SampleOracle, in report: FileReport) throws -> [OracleMatch] {
    var places: [String: (layer: Int, variable: VariableReport)] = [:]
    for layer in report.layers {
      for variable in layer.variables where places[variable.place] == nil || variable.sameAs == nil {
        places[variable.place] = (layer.index, variable)
      }
    }
    return try oracle.holders.map { truth in
      let truths = oracle.variables(of: truth)
      let found = try truths.map { variable in
        // A report reads the backslashes of files from Windows as slashes.
        let address = (variable.address ?? "").replacing("\\", with: "/")
        return try #require(places[address], "no variable at \(address)")
      }
      var common = report.chain(from: found[0].layer)
      for place in found.dropFirst() {
        let chain = Set(report.chain(from: place.layer))
        common.removeAll { !chain.contains($0) }
      }
      let row = report.layers[try #require(common.first, "no row holds all of \(truth.name)")]
      return OracleMatch(
        truth: truth, isModel: oracle.isModel(truth), row: row,
        candidates: common.map { report.layers[$0] }.filter { $0.parameters == row.parameters },
        variables: zip(truths, found).map { ($0, $1.variable) })
    }
  }
}

extension VariableReport {
  /// Its address, with the shard in front where the variables lie in several files, as oracles write it.
  fileprivate var place: String {
    guard let member = storage.member, member != "model.weights.h5" else { return address }
    return member + ":" + address
  }
}

extension FileReport {
  /// A row and those that it lies in, innermost first.
  fileprivate func chain(from index: Int) -> [Int] {
    var chain: [Int] = []
    var here: Int? = index
    while let index = here, layers.indices.contains(index), !chain.contains(index) {
      chain.append(index)
      here = layers[index].parent
    }
    return chain
  }
}
