import KerasModels
import LayerCatalog

@testable import AnalyticModel

extension Model {
  /// The same model with one variable's first extent longer by one.
  func altering(layer: Int, variable: Int) -> Model {
    var model = self
    var altered = model.layers[layer].variables[variable]
    altered.shape[0] += 1
    altered.parameters = altered.shape.reduce(1, *)
    model.layers[layer].variables[variable] = altered
    return model
  }

  /// What order alone lets expect of each layer.
  var expectedByNeighbours: [Expectation?] {
    let neighbours = NeighbourExpectations(self, ordered: Network(self))
    return layers.indices.map(neighbours.expectation(of:))
  }
}
