import AnalyticModel
import KerasModels
import LayerCatalog

/// One layer: what it is, what it holds, and whether that is what arithmetic expects.
public struct LayerReport: Hashable, Sendable {
  /// Position in the file's list of layers.
  public var index: Int
  /// Index of the nested model or wrapper that holds it.
  public var parent: Int?
  /// As Keras knows it where the file says so, else the name of its group.
  public var name: String
  /// The architecture's name for it, where one is identified.
  public var standardName: String?
  /// Indices of the layers that feed it; `nil` where the file does not tell.
  public var inputs: [Int]?
  /// Its position in its parent's `model.layers`.
  public var kerasIndex: Int?
  /// HDF5 path of its group, without the weights' root.
  public var address: String?
  /// Whether it is a model with layers of its own.
  public var isModel: Bool
  /// Whether it is a part of a composite layer (attention's projections, the layer in a wrapper).
  public var isPart: Bool
  public var kind: Kind
  /// The registered name of a class that is not Keras' own.
  public var custom: String?
  /// The settings that matter for counts and shapes.
  public var settings: Settings
  /// The layer's own flag.
  public var trainable: Bool?
  /// Batch axis first; `nil` where not known.
  public var inputShapes: [TensorShape]?
  public var outputShapes: [TensorShape]?
  /// Sum over its variables and those of the layers inside it; a variable that is the same object as an
  /// earlier one adds nothing, so that rows add up to the totals.
  public var parameters: Int
  public var trainableParameters: Int?
  public var nonTrainableParameters: Int?
  /// Its own variables only.
  public var variables: [VariableReport]
  public var expected: ExpectationReport?
  /// `nil` for a layer that has no variables and needs none.
  public var verdict: LayerVerdict?
  /// For a mismatch, and for what was not predicted: one sentence.
  public var reason: String?
  public var multiplyAccumulates: Int?
  /// Index of the block that it belongs to.
  public var block: Int?

  public init(
    index: Int, parent: Int? = nil, name: String, standardName: String? = nil, inputs: [Int]? = nil,
    kerasIndex: Int? = nil, address: String? = nil, isModel: Bool = false, isPart: Bool = false, kind: Kind,
    custom: String? = nil, settings: Settings = [:], trainable: Bool? = nil,
    inputShapes: [TensorShape]? = nil,
    outputShapes: [TensorShape]? = nil, parameters: Int = 0, trainableParameters: Int? = nil,
    nonTrainableParameters: Int? = nil, variables: [VariableReport] = [], expected: ExpectationReport? = nil,
    verdict: LayerVerdict? = nil, reason: String? = nil, multiplyAccumulates: Int? = nil, block: Int? = nil
  ) {
    self.index = index
    self.parent = parent
    self.name = name
    self.standardName = standardName
    self.inputs = inputs
    self.kerasIndex = kerasIndex
    self.address = address
    self.isModel = isModel
    self.isPart = isPart
    self.kind = kind
    self.custom = custom
    self.settings = settings
    self.trainable = trainable
    self.inputShapes = inputShapes
    self.outputShapes = outputShapes
    self.parameters = parameters
    self.trainableParameters = trainableParameters
    self.nonTrainableParameters = nonTrainableParameters
    self.variables = variables
    self.expected = expected
    self.verdict = verdict
    self.reason = reason
    self.multiplyAccumulates = multiplyAccumulates
    self.block = block
  }
}

/// How a layer's stored variables compare with the expectation.
public typealias LayerVerdict = Ledger.Verdict

extension LayerReport {
  /// The class, or where the file does not tell it the name under which it was registered.
  var shownKind: String { kind.value == "unknown" ? custom ?? kind.value : kind.value }
}
