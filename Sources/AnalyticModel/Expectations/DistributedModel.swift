import KerasModels
import LayerCatalog

/// `TimeDistributed` around a whole model: the model sees one step of the sequence at a time, with the same weights.
struct DistributedModel {
  private let model: ConfigurationGraph

  /// `nil` for a layer that wraps no model.
  init?(_ node: ConfigurationNode) {
    guard node.className == "TimeDistributed", let model = node.inner.first?.node.model, model.form != .opaque
    else { return nil }
    self.model = model
  }

  /// The variables of the model's layers, in the order in which they are called.
  /// - Throws: `PredictionFailure` for the first layer whose variables cannot be told.
  func variables(inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let flow = try flow(inputs)
    var parts: [LayerPart] = []
    for step in flow.steps where !step.isRepeated {
      let shapes = try inputShapes(of: step, in: flow)
      let variables = try LayerBehaviour(of: step.node).variables(inputs: shapes)
      parts.append(
        LayerPart(attribute: step.node.name, className: step.node.className, variables: variables))
    }
    return LayerVariables(parts: [
      LayerPart(attribute: "layer", className: model.className, variables: LayerVariables(parts: parts))
    ])
  }

  /// The model's outputs, with the axis of steps behind the batch.
  /// - Throws: `PredictionFailure` where one of them is not known.
  func outputs(inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let steps = inputs.first.flatMap { $0.rank > 2 ? $0.extents[1] : nil }
    let flow = try flow(inputs)
    var outputs: [TensorShape] = []
    for output in flow.outputs {
      guard let shape = flow.tensors[output].shape.shape else {
        throw .notPredictable(reason: "what the model inside gives is not known")
      }
      outputs.append(TensorShape([shape.extents.first ?? nil, steps] + shape.withoutBatch))
    }
    return outputs
  }

  /// For all steps of one example.
  func multiplyAccumulates(inputs: [TensorShape]) -> Int? {
    guard let input = inputs.first, input.rank > 2, let steps = input.extents[1],
      let flow = try? flow(inputs)
    else { return nil }
    var sum = 0
    for step in flow.steps {
      guard let count = step.multiplyAccumulates(in: flow) else { return nil }
      let (result, overflow) = sum.addingReportingOverflow(count)
      if overflow { return nil }
      sum = result
    }
    let (product, overflow) = sum.multipliedReportingOverflow(by: steps)
    return overflow ? nil : product
  }

  private func flow(_ inputs: [TensorShape]) throws(PredictionFailure) -> ShapeFlow {
    guard let input = inputs.first, inputs.count == 1, input.rank > 2 else {
      throw .inputs(expected: "one input with an axis of steps behind the batch")
    }
    return ShapeFlow(model, inputShapes: [TensorShape([input.extents[0]] + input.extents[2...])])
  }

  private func inputShapes(
    of step: ShapeFlow.Step, in flow: ShapeFlow
  ) throws(PredictionFailure) -> [TensorShape] {
    do throws(UnknownShape) {
      return try flow.inputShapes(of: step)
    } catch {
      throw .notPredictable(reason: "inside it, the layer \(error.layer): \(error.reason)")
    }
  }
}
