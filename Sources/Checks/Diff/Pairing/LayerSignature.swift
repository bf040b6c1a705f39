import KerasModels
import LayerCatalog

/// What layers are paired by, beside their names: the shapes of the variables that they own, in whatever order a layout
/// stores them.
struct LayerSignature: Hashable {
  var shapes: [[Int]]

  init(_ layer: Layer) {
    shapes = layer.ownedVariables.map(\.variable.shape).sorted { $0.lexicographicallyPrecedes($1) }
  }
}

extension Layer {
  /// The variables that lie here and not in an earlier place, with their positions.
  var ownedVariables: [(index: Int, variable: Variable)] {
    variables.enumerated().filter { $0.element.sameAs == nil }.map { ($0.offset, $0.element) }
  }
}

extension Model {
  /// Positions of the layers that own variables.
  var owners: [Int] { layers.indices.filter { !layers[$0].ownedVariables.isEmpty } }
}
