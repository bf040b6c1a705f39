import LayerCatalog

/// The language in which architectures are written: each call adds a layer behind a tensor and gives the tensor
/// that comes out of it. Variables and shapes come from the layer catalog.
///
/// A layer that cannot be built is remembered, and the network is refused at its end, so that a definition reads
/// as one straight text.
public struct ArchitectureBuilder {
  /// The output of a layer.
  public struct Tensor: Hashable, Sendable {
    let layer: Int
    public let shape: TensorShape

    /// The last extent: images are `(batch, height, width, channels)` here.
    public var channels: Int { (shape.extents.last ?? nil) ?? 0 }
    /// `nil` for an unknown height, and for vectors.
    public var height: Int? { shape.rank == 4 ? shape.extents[1] : nil }
    public var width: Int? { shape.rank == 4 ? shape.extents[2] : nil }
  }

  private(set) var layers: [ArchitectureLayer] = []
  private(set) var blocks: [ArchitectureBlock] = []
  /// The network's input.
  public let input: Tensor
  private var output: Tensor
  private var namer = LayerNamer()
  private var failure: ArchitectureError?
  private var openBlock: Int?
  private var openContainer: String?
  private var isInTop = false

  init(height: Int?, width: Int?, channels: Int) {
    input = Tensor(layer: 0, shape: [nil, height, width, channels])
    output = input
    layers.reserveCapacity(256)
    layers.append(
      ArchitectureLayer(
        name: "input_layer", keras2Name: "input_1", className: "InputLayer", settings: [:], inputs: [],
        outputShape: input.shape, variables: [], container: nil, part: nil, isTop: false, isOperation: false))
  }

  /// Adds a layer. Without a name it gets Keras' automatic one: the class in snake case and a counter.
  public mutating func layer(
    _ className: String, _ name: String? = nil, keras2 keras2Name: String? = nil, part: BlockPart? = nil,
    settings: Settings = [:], from inputs: Tensor...
  ) -> Tensor {
    layer(className, name, keras2: keras2Name, part: part, settings: settings, from: inputs)
  }

  /// As `layer`, with the inputs in a list.
  public mutating func layer(
    _ className: String, _ name: String? = nil, keras2 keras2Name: String? = nil, part: BlockPart? = nil,
    settings: Settings = [:], from inputs: [Tensor]
  ) -> Tensor {
    let name = name ?? namer.name(for: className)
    let shapes = inputs.map(\.shape)
    guard let definition = LayerCatalog.definition(named: className) else {
      return fail(name, .notPredictable(reason: "no definition of \(className)"), inputs)
    }
    do throws(PredictionFailure) {
      let variables = try definition.variables(settings, inputs: shapes)
      guard let shape = try definition.outputs(settings, inputs: shapes).first else {
        return fail(name, .inputs(expected: "an output"), inputs)
      }
      let added = ArchitectureLayer(
        name: name, keras2Name: keras2Name, className: className, settings: settings,
        inputs: inputs.map(\.layer), outputShape: shape, variables: variables.own, container: openContainer,
        part: part, isTop: isInTop, isOperation: false)
      return append(added)
    } catch {
      return fail(name, error, inputs)
    }
  }

  /// Adds a Keras 3 operation on tensors of one shape (`x + 3`, `x * y`).
  public mutating func operation(_ className: String, from inputs: Tensor...) -> Tensor {
    let added = ArchitectureLayer(
      name: namer.name(for: className), keras2Name: nil, className: className, settings: [:],
      inputs: inputs.map(\.layer), outputShape: inputs.first?.shape ?? input.shape, variables: [],
      container: openContainer, part: nil, isTop: isInTop, isOperation: true)
    return append(added)
  }

  /// The layers that the body adds form a block.
  public mutating func block(
    _ kind: ArchitectureBlock.Kind, _ name: String, from input: Tensor, expand: Int? = nil,
    kernel: [Int]? = nil, stride: Int? = nil, shortcut: ArchitectureBlock.Shortcut? = nil,
    squeeze: Int? = nil, _ body: (inout ArchitectureBuilder, Tensor) -> Tensor
  ) -> Tensor {
    let position = blocks.count
    let first = layers.count
    blocks.append(
      ArchitectureBlock(
        kind: kind, name: name, layers: [], input: input.channels, output: 0, expand: expand, kernel: kernel,
        stride: stride, shortcut: shortcut, squeeze: squeeze))
    let output = body(&self, input)
    blocks[position].layers = Array(first..<layers.count)
    blocks[position].output = output.channels
    return output
  }

  /// The layers that the body adds go away with `include_top=False`.
  public mutating func top(_ body: (inout ArchitectureBuilder) -> Tensor) -> Tensor {
    isInTop = true
    defer { isInTop = false }
    return body(&self)
  }

  /// The layers that the body adds lie in a nested `Sequential` of this name.
  public mutating func sequential(_ name: String, _ body: (inout ArchitectureBuilder) -> Tensor) -> Tensor {
    openContainer = name
    defer { openContainer = nil }
    return body(&self)
  }

  private mutating func append(_ added: ArchitectureLayer) -> Tensor {
    layers.append(added)
    output = Tensor(layer: layers.count - 1, shape: added.outputShape)
    return output
  }

  private mutating func fail(_ name: String, _ reason: PredictionFailure, _ inputs: [Tensor]) -> Tensor {
    if failure == nil { failure = .layer(name: name, reason) }
    return inputs.first ?? input
  }

  /// The finished network, with the last tensor as its output.
  /// - Throws: `ArchitectureError.layer` for the first layer that could not be built.
  func graph(
    of name: String, arguments: ArchitectureArguments
  ) throws(ArchitectureError) -> ArchitectureGraph {
    if let failure { throw failure }
    let order = LayerDepth.order(of: layers.map(\.inputs), output: output.layer)
    var place = [Int](repeating: -1, count: layers.count)
    for (new, old) in order.enumerated() { place[old] = new }
    var ordered: [ArchitectureLayer] = []
    ordered.reserveCapacity(order.count)
    for old in order {
      var layer = layers[old]
      for index in layer.inputs.indices { layer.inputs[index] = place[layer.inputs[index]] }
      ordered.append(layer)
    }
    let blocks = blocks.map { block in
      var block = block
      block.layers = block.layers.map { place[$0] }.sorted()
      return block
    }
    return ArchitectureGraph(
      name: name, arguments: arguments, layers: ordered, blocks: blocks,
      withVariables: ordered.indices.filter { !ordered[$0].variables.isEmpty })
  }
}
