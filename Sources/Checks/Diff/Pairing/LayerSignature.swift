import KerasModels
import LayerCatalog

/// What layers are paired by, beside their names: the shapes of the variables that they own.
struct LayerSignature: Hashable {
  var shapes: [[Int]]

  init(_ layer: Layer) { shapes = layer.ownedVariables.map(\.variable.shape) }
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
