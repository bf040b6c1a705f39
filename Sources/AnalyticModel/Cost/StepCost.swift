import KerasModels
import LayerCatalog

extension ShapeFlow.Step {
  /// Multiply-accumulates of this call for one example, 0 for layers outside of the convention, `nil` where an extent
  /// is not known.
  ///
  /// Convolutions, depthwise and dense layers count with every tap of the kernel, zero padding included; biases,
  /// normalizations, activations, poolings and additions do not. FLOPs are twice that.
  public func multiplyAccumulates(in flow: ShapeFlow) -> Int? {
    guard let behaviour = try? LayerBehaviour(of: node), let inputs = try? flow.inputShapes(of: self),
      let outputs = try? flow.outputShapes(of: self)
    else { return nil }
    return behaviour.multiplyAccumulates(inputs: inputs, outputs: outputs)
  }
}
