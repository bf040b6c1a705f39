import AnalyticModel
import KerasModels
import LayerCatalog

/// The shapes that flow through the layers of a model, by the layer.
struct LayerShapes {
  private let flow: ShapeFlow?
  private let stepOfPath: [ConfigurationPath: Int]

  init(_ flow: ShapeFlow?) {
    self.flow = flow
    var steps: [ConfigurationPath: Int] = [:]
    for (position, step) in (flow?.steps ?? []).enumerated() where steps[step.path] == nil {
      steps[step.path] = position
    }
    stepOfPath = steps
  }

  private func step(of layer: Layer) -> ShapeFlow.Step? {
    guard let flow, let path = layer.configurationPath, let position = stepOfPath[path] else { return nil }
    return flow.steps[position]
  }

  func inputs(of layer: Layer) -> [TensorShape]? {
    guard let flow, let step = step(of: layer) else { return nil }
    return try? flow.inputShapes(of: step)
  }

  func outputs(of layer: Layer) -> [TensorShape]? {
    guard let flow, let step = step(of: layer) else { return nil }
    return try? flow.outputShapes(of: step)
  }

  /// By the catalog's convention; 0 for a layer outside it, `nil` where a shape is not known.
  func multiplyAccumulates(of layer: Layer) -> Int? {
    guard !layer.isModel, layer.partAttribute == nil, let inputs = inputs(of: layer),
      let outputs = outputs(of: layer)
    else { return nil }
    return LayerCatalog.definition(named: layer.kind.value)?
      .multiplyAccumulates(layer.settings, inputs: inputs, outputs: outputs)
  }

  var modelOutputs: [TensorShape]? {
    guard let flow else { return nil }
    let shapes = flow.outputs.map { flow.tensors[$0].shape.shape }
    let known = shapes.compactMap { $0 }
    return known.isEmpty || known.count != shapes.count ? nil : known
  }
}
