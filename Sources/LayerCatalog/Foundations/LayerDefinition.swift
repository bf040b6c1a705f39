/// Everything that is known about one Keras layer class: how it is recognised, which variables it must have,
/// what it makes of its input, what it costs, and how that is explained.
///
/// A family of layers is one file; `LayerCatalog.definitions` lists them all.
public protocol LayerDefinition: Sendable {
  /// Keras' class name: `DepthwiseConv2D`.
  var className: String { get }

  /// Further class names that mean the same layer (`BatchNormalizationV1` of old TensorFlow).
  var aliases: [String] { get }

  /// The variables that a layer with these settings creates for these inputs, in the order of `layer.weights`.
  ///
  /// Computed from the settings and the inputs' shapes alone, never from what a file stores.
  /// - Throws: `PredictionFailure` where a setting or an extent that enters the shapes is not known.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables

  /// A layer's own variables in the order of `vars/0`, `vars/1` … of a Keras 3 weights file, without those that are
  /// not stored. Keras 2 stores them in the order given.
  func storedOrder(_ own: [VariableSpecification], settings: Settings) -> [VariableSpecification]

  /// The names of the tensors that a call takes, in the order of `inputs`: keyword arguments come in any order.
  var inputArguments: [String] { get }

  /// What the parts of a composite layer are called, in the order in which they are used.
  var partNames: [PartName] { get }

  /// What the layer inside a wrapper sees of the wrapper's inputs; `nil` for a layer that wraps no other.
  ///
  /// For wrappers around a whole model, which only the configuration's graph can follow.
  func wrappedInputs(_ inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]?

  /// The wrapper's outputs, from those of what it wraps.
  func outputs(wrapping outputs: [TensorShape], inputs: [TensorShape]) -> [TensorShape]

  /// The shapes of the layer's outputs, batch axis first.
  /// - Throws: `PredictionFailure` where the shape cannot be told.
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]

  /// Multiply-accumulates for one example at these shapes, 0 for layers outside the convention
  /// (convolutions, depthwise and dense layers count), `nil` where an extent is unknown.
  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int?

  /// The ways in which stored variables can be this layer's, best first; empty where they cannot.
  ///
  /// `stored` are the variables in stored order, for layers of several parts those of all parts.
  func readings(of stored: [StoredShape]) -> [RoleReading]

  /// A worked example, with numbers of live Keras; `nil` where nothing can be told in advance.
  var example: LayerExample? { get }

  /// What the layer does and where its count comes from.
  var explanation: LayerExplanation { get }
}

extension LayerDefinition {
  public var aliases: [String] { [] }
  public var inputArguments: [String] { ["inputs"] }
  public var partNames: [PartName] { [] }

  public func storedOrder(_ own: [VariableSpecification], settings: Settings) -> [VariableSpecification] {
    own
  }

  public func variables(
    _ settings: Settings, inputs: [TensorShape]
  ) throws(PredictionFailure) -> LayerVariables { LayerVariables() }

  public func wrappedInputs(_ inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]? { nil }

  public func outputs(wrapping outputs: [TensorShape], inputs: [TensorShape]) -> [TensorShape] { outputs }

  public func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int?
  {
    0
  }

  public func readings(of stored: [StoredShape]) -> [RoleReading] { [] }
}

/// A layer whose variables are all its own, so that a list of signatures recognises it.
protocol SignedLayer: LayerDefinition {
  /// The ways in which its variables can lie in a file.
  var signatures: [Signature] { get }
}

extension SignedLayer {
  public func readings(of stored: [StoredShape]) -> [RoleReading] {
    SignatureIndex.readings(of: stored, signatures: SignatureIndex.byClass[className] ?? signatures)
  }
}

/// A layer made of parts, or one that reads stored variables in a way of its own.
protocol CompositeLayer: LayerDefinition {
  /// How many variables it holds at least, where it holds any.
  var minimumCount: Int { get }
  /// Whether two of them at least are matrices or more.
  var holdsKernels: Bool { get }
  /// Whether it wraps any other layer, so that shapes alone say nothing.
  var isWrapper: Bool { get }
}

extension CompositeLayer {
  var minimumCount: Int { 2 }
  var holdsKernels: Bool { true }
  var isWrapper: Bool { false }
}

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
  /// Its class, `nil` where it is a setting.
  public var className: String?

  public init(
    _ attribute: String, keras2: String? = nil, legacyName: String? = nil, className: String? = nil
  ) {
    self.attribute = attribute
    self.keras2Attribute = keras2 ?? attribute
    self.legacyName = legacyName
    self.className = className
  }
}

/// What a file shows of a variable without saying what it is.
public struct StoredShape: Hashable, Sendable {
  public var shape: [Int]
  /// The role that the variable's stored name spells, where it spells one (`gamma:0`); `nil` for `vars/0`.
  public var name: VariableRole?
  public var isInteger: Bool

  public init(_ shape: [Int], name: VariableRole? = nil, isInteger: Bool = false) {
    self.shape = shape
    self.name = name
    self.isInteger = isInteger
  }
}

/// One way to read stored variables as those of a layer class.
public struct RoleReading: Hashable, Sendable {
  /// A role for each stored variable, in stored order.
  public var roles: [VariableRole]
  /// How much speaks for it, 0 to 1, comparable between classes for the same stored variables.
  public var plausibility: Double

  public init(_ roles: [VariableRole], plausibility: Double) {
    self.roles = roles
    self.plausibility = plausibility
  }
}

/// Why a layer's variables or output cannot be told in advance.
public enum PredictionFailure: Error, Hashable, Sendable {
  /// The setting is missing or has a value that Keras would not take.
  case setting(name: String)
  /// The extent of this axis of the input is needed and not known.
  case unknownExtent(axis: Int)
  /// The layer takes another number of inputs, or inputs of another rank.
  case inputs(expected: String)
  /// What the layer does is not known in advance (a `Lambda`, a custom class).
  case notPredictable(reason: String)
}
