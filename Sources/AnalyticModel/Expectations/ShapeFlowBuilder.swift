import KerasModels
import LayerCatalog

/// Builds a `ShapeFlow`, model by model and call by call.
struct ShapeFlowBuilder {
  /// More calls than any real model has: nested models that are called again and again can multiply without end.
  static let maximumSteps = 200_000

  var flow = ShapeFlow(steps: [], tensors: [])

  /// A tensor that no step gives.
  mutating func tensor(_ shape: TensorShape) -> Int {
    add(.known(shape), from: nil)
  }

  mutating func tensor(_ reason: UnknownShape) -> Int {
    add(.unknown(reason), from: nil)
  }

  private mutating func add(_ shape: FlowingShape, from producer: Int?) -> Int {
    flow.tensors.append(ShapeFlow.Tensor(producer: producer, shape: shape))
    return flow.tensors.count - 1
  }

  /// Lets tensors flow through a model.
  ///
  /// - Parameters:
  ///   - fed: positions of the tensors that come in, `nil` where the configuration's own input counts
  ///   - positions: the way to the model in the configuration
  /// - Returns: positions of the tensors that come out.
  mutating func pass(
    through graph: ConfigurationGraph, fed: [Int?], at positions: [Int], isRepeated: Bool
  ) -> [Int] {
    switch graph.form {
    case .functional: functional(graph, fed: fed, at: positions, isRepeated: isRepeated)
    case .sequential: sequential(graph, fed: fed, at: positions, isRepeated: isRepeated)
    case .opaque:
      [
        tensor(
          UnknownShape(
            layer: graph.name, reason: "it is a model whose configuration does not list its layers"))
      ]
    }
  }

  /// Layers one after the other: each takes what the one before gives.
  private mutating func sequential(
    _ graph: ConfigurationGraph, fed: [Int?], at positions: [Int], isRepeated: Bool
  ) -> [Int] {
    var passing = fed.compactMap { $0 }
    for (position, node) in graph.nodes.enumerated() {
      if passing.isEmpty, node.className != "InputLayer", node.model == nil {
        passing = [sequentialInput(graph, first: node)]
      }
      passing = call(
        node, inputs: passing, arguments: nil, at: positions + [position], isRepeated: isRepeated)
    }
    return passing
  }

  /// What a Sequential without an InputLayer is fed: its first layer names a shape (Keras 2), or `build_config` does.
  private mutating func sequentialInput(_ graph: ConfigurationGraph, first: ConfigurationNode) -> Int {
    for key in ["batch_input_shape", "batch_shape"] {
      if let shape = first.settings[key].flatMap(TensorShape.init) { return tensor(shape) }
    }
    if let shape = graph.buildShape ?? first.buildShapes.first { return tensor(shape) }
    return tensor(UnknownShape(layer: graph.name, reason: "it names no input shape"))
  }

  /// Calls one layer, operation or nested model.
  /// - Returns: positions of the tensors that come out.
  mutating func call(
    _ node: ConfigurationNode, inputs: [Int], arguments: LayerCall?, at positions: [Int], isRepeated: Bool
  ) -> [Int] {
    guard flow.steps.count < Self.maximumSteps else {
      return [tensor(UnknownShape(layer: node.name, reason: "it comes after \(Self.maximumSteps) calls"))]
    }
    if let model = node.model {
      return pass(through: model, fed: inputs, at: positions, isRepeated: isRepeated)
    }
    if node.className == "InputLayer" {
      // What is fed counts; where its shape is not known, the shape that the layer names.
      let fed = inputs.first.map { flow.tensors[$0].shape }
      let output = fed?.shape == nil ? shapes(of: node, inputs: [], arguments: nil) : fed.map { [$0] } ?? []
      return record(node, inputs: inputs, outputs: output, at: positions, isRepeated)
    }
    let inputs = resumed(inputs, at: node)
    let outputs = shapes(of: node, inputs: inputs, arguments: arguments)
    return record(node, inputs: inputs, outputs: outputs, at: positions, isRepeated)
  }

  private mutating func record(
    _ node: ConfigurationNode, inputs: [Int], outputs: [FlowingShape], at positions: [Int], _ isRepeated: Bool
  ) -> [Int] {
    let step = flow.steps.count
    var results: [Int] = []
    for output in outputs { results.append(add(output, from: step)) }
    flow.steps.append(
      ShapeFlow.Step(
        path: ConfigurationPath(positions), node: node, isRepeated: isRepeated, inputs: inputs,
        outputs: results))
    if node.className == "InputLayer", positions.count == 1 { flow.inputs += results }
    return results
  }

  /// Behind a layer whose output cannot be told the flow goes on with the shape for which the next layer says that it
  /// was built (`build_config`).
  private mutating func resumed(_ inputs: [Int], at node: ConfigurationNode) -> [Int] {
    guard node.buildShapes.count == inputs.count else { return inputs }
    var resumed = inputs
    for (position, input) in inputs.enumerated() where flow.tensors[input].shape.shape == nil {
      resumed[position] = add(.known(node.buildShapes[position]), from: flow.tensors[input].producer)
    }
    return resumed
  }

  private func shapes(of node: ConfigurationNode, inputs: [Int], arguments: LayerCall?) -> [FlowingShape] {
    var shapes: [TensorShape] = []
    shapes.reserveCapacity(inputs.count)
    for input in inputs {
      switch flow.tensors[input].shape {
      case .known(let shape): shapes.append(shape)
      case .unknown(let reason): return [.unknown(reason)]
      }
    }
    do {
      return try LayerBehaviour(of: node).outputs(arguments, inputs: shapes).map { .known($0) }
    } catch {
      return [.unknown(UnknownShape(layer: node.name, reason: error.sentence))]
    }
  }
}
