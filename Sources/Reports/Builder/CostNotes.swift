import AnalyticModel
import Containers

/// Why the multiply-accumulates of a whole model are not known, where those of most of its layers are.
enum CostNotes {
  /// Text has this in its summary.
  static let incomplete = "macs-incomplete"

  static func notes(of analysis: Analysis, layers: [LayerReport]) -> [Note] {
    if let misfit = analysis.misfits.min() {
      return [
        Note(
          code: "macs-unknown",
          message: "no multiply-accumulates: the weights of \(layers[misfit].name) take no input of this size"
        )
      ]
    }
    guard analysis.flow == nil, let architecture = analysis.architecture, architecture.match != .deviates
    else { return [] }
    guard let cost = analysis.architectureCost else {
      return [
        Note(
          code: "macs-unknown",
          message:
            "no multiply-accumulates: \(architecture.name) with these weights takes no images of this size")
      ]
    }
    let others = layers.indices.filter {
      cost.ofLayers[$0] == nil && !layers[$0].variables.isEmpty && !layers[$0].isPart
    }
    guard let first = others.first else { return [] }
    let more = others.count > 1 ? " and \(others.count - 1) more" : ""
    return [
      Note(
        code: incomplete,
        message:
          "no multiply-accumulates of the whole: nothing tells what flows into \(layers[first].name)\(more)")
    ]
  }
}
