/// A variable that a layer must have.
public struct VariableSpecification: Hashable, Sendable {
  public var role: VariableRole
  public var shape: [Int]
  /// Whether training may change it, by the layer's own definition: false for moving statistics.
  public var trainable: Bool
  /// The product that gives the count, with the factors in the order of the shape: `3·3·32`.
  public var formula: String { shape.isEmpty ? "1" : shape.map(String.init).joined(separator: "·") }
  /// The product of the extents, 1 for a scalar; `Int.max` where it is larger, which no definition gives.
  public var count: Int {
    shape.reduce(1) { product, extent in
      let (result, overflow) = product.multipliedReportingOverflow(by: extent)
      return overflow ? .max : result
    }
  }

  public init(_ role: VariableRole, _ shape: [Int], trainable: Bool = true) {
    self.role = role
    self.shape = shape
    self.trainable = trainable
  }
}

/// The variables of a layer: its own, and those of the parts that it is made of.
public struct LayerVariables: Hashable, Sendable {
  public var own: [VariableSpecification]
  public var parts: [LayerPart]

  public init(_ own: [VariableSpecification] = [], parts: [LayerPart] = []) {
    self.own = own
    self.parts = parts
  }

  /// Own variables first, then those of the parts in the order of use.
  public var all: [VariableSpecification] { own + parts.flatMap(\.variables.all) }
}

/// A layer inside a composite layer: attention's query projection, the cell of an LSTM, the layer in a wrapper.
public struct LayerPart: Hashable, Sendable {
  /// The attribute that holds it, which is its group's name in a Keras 3 file: `query_dense`, `cell`.
  public var attribute: String
  public var className: String
  public var variables: LayerVariables
  /// What its variables' names begin with in a legacy file, behind the layer's own name: `query`, `lstm_cell`.
  public var legacyName: String

  public init(attribute: String, className: String, variables: LayerVariables, legacyName: String? = nil) {
    self.attribute = attribute
    self.className = className
    self.variables = variables
    self.legacyName = legacyName ?? attribute
  }
}

/// What a part of a composite layer is called in each kind of file.
public struct PartName: Hashable, Sendable {
  /// The group in a Keras 3 weights file.
  public var attribute: String
  /// The group in a weights file of Keras 2.12 to 2.15 and tf_keras.
  public var keras2Attribute: String
  /// The prefix of its variables' names in a legacy file; `nil` where it is the wrapped layer's own name.
  public var legacyName: String?
  /// What the wrapped layer's name is given in front of it in a legacy file: `forward_` of `forward_lstm`.
  public var legacyPrefix: String?
  /// Its class, `nil` where it is a setting.
  public var className: String?

  public init(
    _ attribute: String, keras2: String? = nil, legacyName: String? = nil, legacyPrefix: String? = nil,
    className: String? = nil
  ) {
    self.attribute = attribute
    self.keras2Attribute = keras2 ?? attribute
    self.legacyName = legacyName
    self.legacyPrefix = legacyPrefix
    self.className = className
  }

  /// Whether a group or a part of a variable's name, in any kind of file, is this part's.
  public func matches(_ name: String) -> Bool {
    name == attribute || name == keras2Attribute || name == legacyName
      || legacyPrefix.map(name.hasPrefix) == true
  }
}
