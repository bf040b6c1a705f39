import KerasModels
import LayerCatalog

/// What layers are paired by, beside their names: the shapes of the variables that are compared, in whatever order a
/// layout stores them.
struct LayerSignature: Hashable {
  var shapes: [[Int]]

  init(_ layer: Layer) {
    shapes = layer.comparedVariables.map { layer.variables[$0].shape }
    if shapes.count > 1 { shapes.sort { $0.lexicographicallyPrecedes($1) } }
  }
}

extension Layer {
  /// Positions of the variables that lie here and not in an earlier place.
  var ownedVariables: [Int] { variables.indices.filter { variables[$0].sameAs == nil } }

  /// Positions of the variables that have values of their own in the file: those that it owns, and of a layer that owns
  /// none those that a legacy file stores again.
  var comparedVariables: [Int] {
    let owned = ownedVariables
    return owned.isEmpty ? variables.indices.filter { variables[$0].isStoredAgain } : owned
  }

  var ownsVariables: Bool { variables.indices.contains { variables[$0].sameAs == nil } }
}

extension Model {
  /// Positions of the layers that own variables.
  var owners: [Int] { layers.indices.filter { layers[$0].ownsVariables } }
}
