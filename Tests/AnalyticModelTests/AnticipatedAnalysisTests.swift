import KerasModels
import Testing

@testable import AnalyticModel

/// An analysis made of a configuration alone serves the model that stores just what the configuration says.
struct AnticipatedAnalysisTests {
  private static let configuration = """
    {"class_name": "Sequential", "config": {"name": "small", "layers": [
    {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": [null, 8, 8, 3]}},
    {"class_name": "Conv2D", "config": {"name": "conv", "filters": 8, "kernel_size": [3, 3], "trainable": true}},
    {"class_name": "BatchNormalization", "config": {"name": "bn", "trainable": false}},
    {"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}},
    {"class_name": "Dense", "config": {"name": "dense", "units": 10, "trainable": true}}]}}
    """

  private static let stored: StoredShapes = [
    "conv": ["kernel": [3, 3, 3, 8], "bias": [8]],
    "bn": ["gamma": [8], "beta": [8], "moving_mean": [8], "moving_variance": [8]],
    "dense": ["kernel": [8, 10], "bias": [10]],
  ]

  private static func model(
    _ configuration: String = configuration, without missing: String? = nil, shape: [Int]? = nil
  ) -> Model {
    .legacy(configuration, stored) { layer, variables in
      variables.compactMap { variable in
        guard "\(layer)/\(variable.name)" == missing else { return variable }
        return shape.map { (variable.name, $0) }
      }
    }
  }

  private static func anticipated() throws -> AnticipatedAnalysis {
    let graph = try #require(model().configuration)
    return AnticipatedAnalysis(graph, layout: .legacyModel, flow: ShapeFlow(graph))
  }

  @Test func servesTheModelThatStoresWhatItShould() throws {
    let found = try #require(try Self.anticipated().analysis(of: Self.model()))
    let analysis = Analysis(Self.model())
    #expect(found.ledger.match == 3)
    #expect(found.ledger == analysis.ledger)
    #expect(found.blocks == analysis.blocks)
    #expect(found.architecture == analysis.architecture)
  }

  /// A variable that is missing, one of another shape, another flag, another name, another layout.
  @Test func servesNoOther() throws {
    let anticipated = try Self.anticipated()
    for (layer, variables) in Self.stored {
      for (name, shape) in variables {
        let variable = "\(layer)/\(name)"
        #expect(anticipated.analysis(of: Self.model(without: variable)) == nil, "\(variable)")
        let longer = Self.model(without: variable, shape: shape.dropLast() + [shape[shape.count - 1] + 1])
        #expect(anticipated.analysis(of: longer) == nil, "\(variable)")
      }
    }
    let trained = Self.configuration.replacing(#""trainable": false"#, with: #""trainable": true"#)
    #expect(anticipated.analysis(of: Self.model(trained)) == nil)
    let renamed = Self.configuration.replacing(#""pool""#, with: #""pooling""#)
    #expect(anticipated.analysis(of: Self.model(renamed)) == nil)
    var moved = Self.model()
    moved.layout = .kerasArchive
    #expect(anticipated.analysis(of: moved) == nil)
  }
}
