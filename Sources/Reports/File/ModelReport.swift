import LayerCatalog

/// The model as a whole.
public struct ModelReport: Hashable, Sendable {
  public var name: String?
  /// Keras' class: `Functional`, `Sequential`, or a subclass' own name.
  public var className: String?
  /// Whether the file holds a configuration that could be read.
  public var hasConfiguration: Bool
  /// The layers directly in the model, as far as the file holds them: `len(model.layers)`.
  public var layerCount: Int
  public var inputShapes: [TensorShape]?
  public var outputShapes: [TensorShape]?

  public init(
    name: String? = nil, className: String? = nil, hasConfiguration: Bool, layerCount: Int,
    inputShapes: [TensorShape]? = nil, outputShapes: [TensorShape]? = nil
  ) {
    self.name = name
    self.className = className
    self.hasConfiguration = hasConfiguration
    self.layerCount = layerCount
    self.inputShapes = inputShapes
    self.outputShapes = outputShapes
  }
}
