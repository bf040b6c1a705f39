import KerasModels
import LayerCatalog

extension ShapeFlowBuilder {
  /// Layers connected by named tensors: each call is made as soon as all that it takes is there.
  mutating func functional(
    _ graph: ConfigurationGraph, fed: [Int?], at positions: [Int], isRepeated: Bool
  ) -> [Int] {
    var calls = FunctionalCalls(graph)
    for (input, tensor) in zip(graph.inputs, fed) {
      if let tensor, let call = calls.position(of: input) { calls.fed[call] = tensor }
    }
    // A configuration lists layers by depth, so that most are ready when their turn comes; a shared layer's later
    // calls wait for what they take.
    var ready: [Int] = []
    for first in calls.all.indices {
      ready.append(first)
      while let call = ready.popLast() {
        guard calls.isReady(call) else { continue }
        let node = graph.nodes[calls.all[call].node]
        let outputs = self.call(
          node, inputs: inputs(of: call, in: calls, node: node), arguments: calls.all[call].arguments,
          at: positions + [calls.all[call].node], isRepeated: isRepeated || calls.all[call].number > 0)
        calls.finish(call, outputs: outputs)
        ready.append(contentsOf: calls.waiting(for: call, until: first).reversed())
      }
    }
    return graph.outputs.map { tensor(for: $0, in: calls) }
  }

  private mutating func inputs(of call: Int, in calls: FunctionalCalls, node: ConfigurationNode) -> [Int] {
    if let fed = calls.fed[call] { return [fed] }
    return calls.all[call].inputs.map { tensor(for: $0, in: calls) }
  }

  private mutating func tensor(for reference: TensorReference, in calls: FunctionalCalls) -> Int {
    guard let call = calls.position(of: reference) else {
      return tensor(UnknownShape(layer: reference.node, reason: "it is named as an input and does not exist"))
    }
    let outputs = calls.outputs[call]
    if outputs.indices.contains(reference.tensor) { return outputs[reference.tensor] }
    // A layer whose output could not be told gives one tensor with the reason, whatever their number.
    if let only = outputs.first, flow.tensors[only].shape.shape == nil { return only }
    return tensor(
      UnknownShape(
        layer: reference.node,
        reason: outputs.isEmpty ? "it waits for its own output" : "it has no output \(reference.tensor)"))
  }
}

/// The calls of a functional model's layers and what each of them waits for.
struct FunctionalCalls {
  struct Call {
    /// Position in the model's nodes.
    var node: Int
    /// The how-many-th call of its layer.
    var number: Int
    var arguments: LayerCall
    /// The tensors that it takes, in order.
    var inputs: [TensorReference]
  }

  private(set) var all: [Call] = []
  private(set) var outputs: [[Int]] = []
  /// Tensors that come from outside, by the call of the input layer that they replace.
  var fed: [Int: Int] = [:]

  private var firstCall: [Int] = []
  private var numbering: [Int] = []
  private var nodeByName: [String: Int] = [:]
  private var missing: [Int] = []
  private var finished: [Bool] = []
  private var consumers: [[Int]] = []

  init(_ graph: ConfigurationGraph) {
    nodeByName.reserveCapacity(graph.nodes.count)
    for (position, node) in graph.nodes.enumerated() {
      nodeByName[node.name] = position
      firstCall.append(all.count)
      if node.calls.isEmpty {
        all.append(Call(node: position, number: 0, arguments: LayerCall(arguments: []), inputs: []))
      }
      for (number, call) in node.calls.enumerated() {
        all.append(
          Call(
            node: position, number: number, arguments: call, inputs: CallInputs.tensors(of: call, to: node)))
      }
    }
    firstCall.append(all.count)
    numbering = offsets(graph)
    outputs = [[Int]](repeating: [], count: all.count)
    finished = [Bool](repeating: false, count: all.count)
    consumers = outputs
    missing = [Int](repeating: 0, count: all.count)
    for (position, call) in all.enumerated() {
      for input in call.inputs {
        guard let producer = self.position(of: input) else { continue }
        consumers[producer].append(position)
        missing[position] += 1
      }
    }
  }

  /// A functional model has a first node of its own, so that a nested one's calls in the outer graph count from 1
  /// (READ `Functional.get_config`, Keras 2.15 and 3.15.1); a nested Sequential of Keras 3 counts from 0.
  private func offsets(_ graph: ConfigurationGraph) -> [Int] {
    var offsets = [Int](repeating: 0, count: graph.nodes.count)
    func look(at reference: TensorReference) {
      guard let node = nodeByName[reference.node], graph.nodes[node].model != nil else { return }
      if reference.call >= max(1, graph.nodes[node].calls.count) { offsets[node] = 1 }
    }
    for call in all { call.inputs.forEach(look) }
    graph.outputs.forEach(look)
    return offsets
  }

  /// The call that gives a tensor, `nil` where there is no such call.
  func position(of reference: TensorReference) -> Int? {
    guard let node = nodeByName[reference.node] else { return nil }
    let position = firstCall[node] + reference.call - numbering[node]
    return (firstCall[node]..<firstCall[node + 1]).contains(position) ? position : nil
  }

  func isReady(_ call: Int) -> Bool {
    missing[call] == 0 && !finished[call]
  }

  mutating func finish(_ call: Int, outputs: [Int]) {
    self.outputs[call] = outputs
    finished[call] = true
    for consumer in consumers[call] { missing[consumer] -= 1 }
  }

  /// The calls up to a position in the configuration, whose turn is over, that waited for this call's output.
  func waiting(for call: Int, until turn: Int) -> [Int] {
    consumers[call].filter { $0 <= turn }
  }
}

/// Which of the tensors in a call are the layer's inputs.
enum CallInputs {
  /// The inputs in the order in which the layer's definition takes them: those by position, then those by name, which
  /// may come in any order. Masks are no inputs. An operation takes every tensor.
  static func tensors(of call: LayerCall, to node: ConfigurationNode) -> [TensorReference] {
    var tensors = call.arguments.flatMap(\.tensors)
    guard !call.keywords.isEmpty else { return tensors }
    if node.isOperation || node.settings["function"] != nil {
      return tensors + call.keywords.flatMap(\.value.tensors)
    }
    let names = LayerCatalog.definition(named: node.className)?.inputArguments ?? ["inputs"]
    for name in names {
      guard let keyword = call.keywords.first(where: { $0.name == name }) else { continue }
      tensors += keyword.value.tensors
    }
    return tensors
  }
}
