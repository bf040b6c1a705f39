import Containers
import KerasModels
import LayerCatalog

@testable import AnalyticModel

/// Small and large networks as the models that files would hold, with every layer's variables.
struct BuiltModel {
  let graph: ArchitectureGraph

  init(_ graph: ArchitectureGraph) {
    self.graph = graph
  }

  /// A network written down in a test. Each call of the builder adds a layer; the last one is the output.
  init(
    height: Int? = 32, width: Int? = 32, channels: Int = 3,
    _ body: (inout ArchitectureBuilder) -> ArchitectureBuilder.Tensor
  ) throws {
    var builder = ArchitectureBuilder(height: height, width: width, channels: channels)
    _ = body(&builder)
    graph = try builder.graph(of: "network", arguments: ArchitectureArguments(height: height, width: width))
  }

  /// The model of a file with a configuration.
  var configured: Model {
    var layers: [Layer] = []
    var nodes: [ConfigurationNode] = []
    var nested: (name: String, layer: Int, inputs: [Int], nodes: [ConfigurationNode])?
    /// The node whose output is that of a layer: itself, or the nested model that it ends.
    var outside: [String] = []
    func close() {
      guard let open = nested else { return }
      let model = ConfigurationGraph(
        form: .sequential, className: "Sequential", name: open.name, nodes: open.nodes)
      nodes.append(
        ConfigurationNode(
          name: open.name, className: "Sequential", calls: [call(open.inputs, outside)], nested: [model]))
      nested = nil
    }
    for built in graph.layers {
      if nested?.name != built.container { close() }
      if let container = built.container, nested == nil {
        nested = (container, layers.count, built.inputs, [])
        layers.append(
          Layer(
            name: container, kind: Kind("Sequential", from: .config), isModel: true,
            configurationPath: ConfigurationPath([nodes.count])))
      }
      var node = ConfigurationNode(
        name: built.name, className: built.className, isOperation: built.isOperation, settings: built.settings
      )
      if built.className == "InputLayer" { node.settings["batch_shape"] = shape(built.outputShape) }
      var path = [nodes.count]
      if nested != nil {
        path.append(nested?.nodes.count ?? 0)
        nested?.nodes.append(node)
      } else {
        node.calls = [call(built.inputs, outside)]
        nodes.append(node)
      }
      outside.append(built.container ?? built.name)
      guard !built.isOperation else { continue }
      layers.append(
        Layer(
          parent: nested?.layer, name: built.name, address: built.name,
          kind: Kind(built.className, from: .config), settings: built.settings, trainable: true,
          variables: variables(of: built, name: built.name, isConfigured: true),
          configurationPath: ConfigurationPath(path)))
    }
    close()
    let configuration = ConfigurationGraph(
      form: .functional, className: "Functional", name: graph.name, nodes: nodes,
      inputs: [TensorReference(node: graph.layers.first?.name ?? "")],
      outputs: [TensorReference(node: outside.last ?? "")])
    return Model(
      layout: .kerasArchive, name: graph.name, className: "Functional", configuration: configuration,
      layers: layers)
  }

  /// The model of a file without one: layers with weights, in order, with names that tell nothing.
  var weightsOnly: Model {
    let layers = graph.layers.filter { !$0.variables.isEmpty }.enumerated().map { position, built in
      Layer(
        name: "layer_\(position)", address: "layer_\(position)", kind: Kind(built.className, from: .shapes),
        variables: variables(of: built, name: "layer_\(position)", isConfigured: false))
    }
    return Model(layout: .kerasWeights, layers: layers)
  }

  private func variables(of built: ArchitectureLayer, name: String, isConfigured: Bool) -> [Variable] {
    built.variables.map { specification in
      let isFixed = !specification.trainable
      return Variable(
        role: specification.role, roleSource: .config, name: specification.role.rawValue,
        address: name + "/" + specification.role.rawValue, shape: specification.shape, type: .float32,
        dtype: "float32", parameters: specification.count, storedValues: specification.count,
        bytes: specification.count * 4, trainable: isFixed ? false : isConfigured ? true : nil,
        fixed: isFixed,
        storage: VariableStorage(layout: .contiguous(offset: nil)))
    }
  }

  private func call(_ inputs: [Int], _ names: [String]) -> LayerCall {
    let tensors = inputs.map { CallArgument.tensor(TensorReference(node: names[$0])) }
    return LayerCall(arguments: tensors.count > 1 ? [.list(tensors)] : tensors)
  }

  private func shape(_ shape: TensorShape) -> SettingValue {
    .list(shape.extents.map { $0.map { .integer($0) } ?? .null })
  }
}

extension Model {
  /// The blocks that the graph of a configured model shows.
  var blocksByGraph: [Block] {
    guard let configuration else { return [] }
    let flow = ShapeFlow(configuration)
    let positions = LayerPositions(self)
    let ledger = Ledger(
      self, predictions: ConfiguredExpectations.predictions(for: self, flow: flow, positions: positions))
    let network = Network(self, flow: flow, ledger: ledger, positions: positions)
    return Block.all(in: network, of: self, ledger: ledger)
  }

  /// The blocks that order, kinds and channels alone show.
  var blocksByOrder: [Block] {
    let ledger = Ledger(self, predictions: layers.map { _ in nil })
    return Block.all(in: Network(self), of: self, ledger: ledger)
  }
}
