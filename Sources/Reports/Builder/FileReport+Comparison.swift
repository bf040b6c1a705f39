import AnalyticModel
import Containers
import KerasModels

extension FileReport {
  /// Replaces the account of the file's own configuration by one that was held against a named architecture.
  ///
  /// A layer that only the architecture has stands in the notes, with the code `layer-missing`.
  public mutating func take(_ comparison: ArchitectureComparison) {
    for index in layers.indices {
      layers[index].verdict = nil
      layers[index].reason = nil
      layers[index].expected = nil
    }
    var account = LedgerReport(match: 0, mismatch: 0, notPredicted: 0)
    for row in comparison.rows {
      switch row.status {
      case .equal: account.match += 1
      case .changed, .missing, .additional: account.mismatch += 1
      }
      guard let position = row.modelLayer, layers.indices.contains(position) else {
        notes.append(
          Note(code: "layer-missing", message: "the file lacks a layer: \(row.words)", place: row.name))
        continue
      }
      let verdict = row.status == .equal ? LayerVerdict.match : .mismatch
      if layers[position].verdict != .mismatch { layers[position].verdict = verdict }
      if verdict == .mismatch { layers[position].reason = layers[position].reason ?? row.words }
      if let layer = row.architectureLayer.map({ comparison.graph.layers[$0] }) {
        layers[position].expected = ExpectationReport(
          parameters: layer.parameters, variables: layer.variables, from: .architecture,
          formula: layer.variables.map(\.formula).joined(separator: " + "))
      }
    }
    account.shareIndependent = 1
    ledger = account
    if comparison.storedLayers != comparison.architectureLayers {
      notes.append(
        Note(
          code: "layer-count",
          message:
            "the file holds \(comparison.storedLayers) layers with variables, \(comparison.graph.name) has "
            + "\(comparison.architectureLayers)"))
    }
  }
}

extension ArchitectureComparison.Row {
  /// What differs, in words that stand behind the layer's name.
  fileprivate var words: String {
    switch status {
    case .equal: ""
    case .changed: difference ?? ""
    case .missing: "\(name) (\(difference ?? ""))"
    case .additional: "the architecture has no such layer (\(difference ?? ""))"
    }
  }
}
