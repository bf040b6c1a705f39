import Containers
import KerasModels
import LayerCatalog

@testable import AnalyticModel

/// Models as weights-only files hold them: variables in order under names that say nothing.
enum StoredModels {
  /// A layer for each list of shapes.
  static func model(
    _ layers: [[[Int]]], order: LayerOrder.Source = .heap, kinds: [String]? = nil, nested: Range<Int>? = nil
  ) -> Model {
    var result = Model(layout: .kerasWeights, order: LayerOrder(source: order))
    if let nested {
      for (index, shapes) in layers.enumerated() {
        if index == nested.lowerBound {
          result.layers.append(Layer(name: "inner", kind: Kind("Functional", from: .shapes), isModel: true))
        }
        var layer = layer(index, shapes, kinds?[index])
        layer.parent = nested.contains(index) ? nested.lowerBound : nil
        result.layers.append(layer)
      }
    } else {
      result.layers = layers.enumerated().map { layer($0.offset, $0.element, kinds?[$0.offset]) }
    }
    return result
  }

  /// What the layer at this place is called: nothing that helps.
  static func name(_ index: Int) -> String { "part_\(index &* 7919 % 10007)" }

  private static func layer(_ index: Int, _ shapes: [[Int]], _ kind: String?) -> Layer {
    let name = name(index)
    let variables = shapes.enumerated().map { number, shape in
      let count = shape.reduce(1, *)
      return Variable(
        role: .unknown, roleSource: .shapes, name: String(number), address: "\(name)/\(number)", shape: shape,
        type: .float32, dtype: "float32", parameters: count, storedValues: count, bytes: 4 * count,
        storage: VariableStorage(layout: .contiguous(offset: nil)))
    }
    return Layer(
      name: name, address: name, kind: Kind(kind ?? "unknown", from: kind == nil ? .shapes : .names),
      variables: variables)
  }

  /// The shapes of an architecture's layers with variables. That they are Keras' own is what `ApplicationsTests`
  /// shows.
  static func shapes(
    _ name: String, _ change: (inout ArchitectureArguments) -> Void = { _ in }
  ) throws -> [[[Int]]] {
    let graph = try graph(name, change)
    return graph.withVariables.map { graph.layers[$0].variables.map(\.shape) }
  }

  static func graph(
    _ name: String, _ change: (inout ArchitectureArguments) -> Void = { _ in }
  ) throws -> ArchitectureGraph {
    let architecture = try Architectures.named(name)
    var arguments = architecture.defaults
    change(&arguments)
    return try architecture.graph(arguments)
  }

  /// The shapes of an architecture's layers as legacy files group them: a nested model is one layer.
  static func grouped(_ graph: ArchitectureGraph) -> [[[Int]]] {
    var layers: [[[Int]]] = []
    var last: String?
    for position in graph.withVariables {
      let layer = graph.layers[position]
      let shapes = layer.variables.map(\.shape)
      if let container = layer.container, container == last {
        layers[layers.count - 1] += shapes
      } else {
        layers.append(shapes)
      }
      last = layer.container
    }
    return layers
  }

  /// The layers of a network of MobileNetV2's form with these outputs of its blocks, without a top.
  static func invertedBottlenecks(stem: Int, outputs: [Int], last: Int) -> [[[Int]]] {
    func normalization(_ channels: Int) -> [[Int]] { [[Int]](repeating: [channels], count: 4) }
    var layers: [[[Int]]] = [[[3, 3, 3, stem]], normalization(stem)]
    var input = stem
    for (index, output) in outputs.enumerated() {
      let expanded = index == 0 ? input : 6 * input
      if index > 0 { layers += [[[1, 1, input, expanded]], normalization(expanded)] }
      layers += [
        [[3, 3, expanded, 1]], normalization(expanded), [[1, 1, expanded, output]], normalization(output),
      ]
      input = output
    }
    return layers + [[[1, 1, input, last]], normalization(last)]
  }
}
