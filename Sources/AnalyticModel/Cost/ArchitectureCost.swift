import KerasModels
import LayerCatalog

/// Multiply-accumulates of a model without a configuration, by the architecture that it is or is built on: the weights
/// tell neither strides nor an input size, and the architecture has both.
public struct ArchitectureCost: Hashable, Sendable {
  /// The images that are counted for: `(nil, height, width, channels)`.
  public let inputShape: TensorShape
  /// For one image, for each of the model's layers; `nil` for those that are none of the architecture's.
  public let ofLayers: [Int?]
  /// For each of the layers of the architecture's graph.
  let ofGraph: [Int?]

  /// - Parameters:
  ///   - size: height and width of the images, one extent for both, or `nil` for the size that Keras builds the
  ///     architecture for unless told otherwise
  /// - Returns: `nil` for an architecture that the model deviates from, whose strides may be others too, and for images
  ///   that these weights cannot take: too small ones, and others than a dense layer behind `Flatten` was made for.
  init?(_ identified: IdentifiedArchitecture, size: [Int]?) {
    guard identified.match != .deviates, let graph = Self.graph(of: identified, size),
      let shape = graph.layers.first?.outputShape
    else { return nil }
    inputShape = shape
    let costs = graph.layers.indices.map(graph.multiplyAccumulates(of:))
    ofGraph = costs
    ofLayers = identified.positions.indices.map { layer in
      if let position = identified.positions[layer] { return costs[position] }
      // A legacy file has one group for a nested model.
      guard identified.blocks[layer] != nil, let container = identified.containers[layer] else { return nil }
      var sum: Int? = 0
      for position in costs.indices where graph.layers[position].container == container {
        sum = Self.sum(sum, costs[position])
      }
      return sum
    }
  }

  /// Of all layers that are the architecture's; `nil` where one is not known.
  public var ofArchitecture: Int? { ofGraph.reduce(0, Self.sum) }

  private static func graph(of identified: IdentifiedArchitecture, _ size: [Int]?) -> ArchitectureGraph? {
    guard let size, let input = identified.graph.layers.first?.outputShape, let fed = input.resized(to: size)
    else { return identified.graph }
    var arguments = identified.graph.arguments
    arguments.height = fed.extents[1]
    arguments.width = fed.extents[2]
    guard let architecture = try? Architectures.named(identified.name),
      let graph = try? architecture.graph(arguments),
      graph.layers.map(\.variables) == identified.graph.layers.map(\.variables)
    else { return nil }
    return graph
  }

  private static func sum(_ one: Int?, _ other: Int?) -> Int? {
    guard let one, let other else { return nil }
    let (sum, overflow) = one.addingReportingOverflow(other)
    return overflow ? nil : sum
  }
}
