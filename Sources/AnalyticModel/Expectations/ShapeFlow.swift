import KerasModels
import LayerCatalog

/// What flows through a configured model: every call of a layer in the order in which data passes, and the shape of
/// every tensor, computed from the settings alone.
///
/// Nested models are opened: their layers' calls stand among the outer ones. A tensor whose shape cannot be told
/// carries the reason, and the flow goes on around it.
public struct ShapeFlow: Sendable {
  /// One call of a layer or an operation.
  public struct Step: Sendable {
    /// Where the layer stands in the configuration.
    public var path: ConfigurationPath
    public var node: ConfigurationNode
    /// Whether the layer was called before: a shared layer's variables come from its first call.
    public var isRepeated: Bool
    /// Positions in `tensors` of what is passed to the call, in the order in which the layer takes it.
    public var inputs: [Int]
    /// Positions in `tensors` of what comes out.
    public var outputs: [Int]
  }

  /// A tensor between two calls.
  public struct Tensor: Sendable {
    /// Position in `steps` of the call that gives it; `nil` for a tensor that no step gives.
    public var producer: Int?
    public var shape: FlowingShape
  }

  public internal(set) var steps: [Step]
  public internal(set) var tensors: [Tensor]
  /// Positions in `tensors` of the model's inputs and outputs.
  public internal(set) var inputs: [Int] = []
  public internal(set) var outputs: [Int] = []

  init(steps: [Step], tensors: [Tensor]) {
    self.steps = steps
    self.tensors = tensors
  }

  /// Follows the shapes through a model.
  ///
  /// - Parameters:
  ///   - graph: the model's configuration
  ///   - inputShapes: shapes that are fed to the model in place of those that its configuration names; `nil` for each
  ///     one that stays
  public init(_ graph: ConfigurationGraph, inputShapes: [TensorShape?] = []) {
    var builder = ShapeFlowBuilder()
    let fed = inputShapes.map { shape in shape.map { builder.tensor($0) } }
    let outputs = builder.pass(through: graph, fed: fed, at: [], isRepeated: false)
    self = builder.flow
    self.outputs = outputs
  }

  /// The shapes that go into a call.
  /// - Throws: `UnknownShape`, the first of them that is not known.
  public func inputShapes(of step: Step) throws(UnknownShape) -> [TensorShape] {
    var shapes: [TensorShape] = []
    shapes.reserveCapacity(step.inputs.count)
    for input in step.inputs { shapes.append(try tensors[input].shape.known()) }
    return shapes
  }

  /// The shapes that come out of a call.
  /// - Throws: `UnknownShape`, the first of them that is not known.
  public func outputShapes(of step: Step) throws(UnknownShape) -> [TensorShape] {
    var shapes: [TensorShape] = []
    for output in step.outputs { shapes.append(try tensors[output].shape.known()) }
    return shapes
  }
}

/// The shape of a tensor, or why it cannot be told.
public enum FlowingShape: Hashable, Sendable {
  case known(TensorShape)
  case unknown(UnknownShape)

  /// - Throws: `UnknownShape`.
  public func known() throws(UnknownShape) -> TensorShape {
    switch self {
    case .known(let shape): return shape
    case .unknown(let reason): throw reason
    }
  }

  public var shape: TensorShape? {
    guard case .known(let shape) = self else { return nil }
    return shape
  }
}

/// Why the shape of a tensor cannot be told.
public struct UnknownShape: Error, Hashable, Sendable {
  /// The layer at which the flow breaks off.
  public var layer: String
  /// A sentence about that layer, which it calls "it".
  public var reason: String

  public init(layer: String, reason: String) {
    self.layer = layer
    self.reason = reason
  }
}
