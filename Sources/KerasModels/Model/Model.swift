import Containers
import LayerCatalog

/// A Keras model as a file holds it, whatever the layout: layers in their true order, their variables,
/// and what is known about each, with the evidence.
public struct Model: Sendable {
  public var layout: Layout
  public var kerasVersion: String?
  public var backend: String?
  public var savedAt: String?
  /// As the configuration or the file names it.
  public var name: String?
  public var className: String?
  /// Present where the file holds one that could be read.
  public var configuration: ConfigurationGraph?
  /// True order, depth first. Variables that the model itself owns form a layer placed first.
  public var layers: [Layer]
  public var order: LayerOrder
  public var optimizer: OptimizerState?
  /// Variables that belong to no layer: the optimizer's.
  public var optimizerVariables: [Variable]
  /// Metrics, seeds, and datasets that no layout accounts for.
  public var otherVariables: [Variable]
  public var inputShapes: [TensorShape]?
  public var outputShapes: [TensorShape]?
  /// Where the trainable flags come from.
  public var trainableSource: TrainableSource?
  public var notes: [Note]

  public init(
    layout: Layout, kerasVersion: String? = nil, backend: String? = nil, savedAt: String? = nil,
    name: String? = nil,
    className: String? = nil, configuration: ConfigurationGraph? = nil, layers: [Layer] = [],
    order: LayerOrder = LayerOrder(source: .none), optimizer: OptimizerState? = nil,
    optimizerVariables: [Variable] = [], otherVariables: [Variable] = [], inputShapes: [TensorShape]? = nil,
    outputShapes: [TensorShape]? = nil, trainableSource: TrainableSource? = nil, notes: [Note] = []
  ) {
    self.layout = layout
    self.kerasVersion = kerasVersion
    self.backend = backend
    self.savedAt = savedAt
    self.name = name
    self.className = className
    self.configuration = configuration
    self.layers = layers
    self.order = order
    self.optimizer = optimizer
    self.optimizerVariables = optimizerVariables
    self.otherVariables = otherVariables
    self.inputShapes = inputShapes
    self.outputShapes = outputShapes
    self.trainableSource = trainableSource
    self.notes = notes
  }
}

/// How a file arranges a model (`keras-formats`: what each version of Keras writes).
public enum Layout: String, Hashable, Sendable, CaseIterable {
  case legacyWeights = "legacy-weights"
  case legacyModel = "legacy-model"
  case keras2Weights = "keras2-weights"
  case kerasWeights = "keras-weights"
  case kerasArchive = "keras-archive"
  case kerasShards = "keras-shards"
  /// HDF5 with datasets, but no layout of Keras.
  case hdf5
}

/// Where the order of the layers comes from.
public struct LayerOrder: Hashable, Sendable {
  public enum Source: String, Hashable, Sendable {
    case config
    case layerNames = "layer_names"
    case heap
    case creation
    case counter
    case none
  }

  public var source: Source
  /// What the reader should know about it.
  public var note: String?

  public init(source: Source, note: String? = nil) {
    self.source = source
    self.note = note
  }
}

/// Where trainable flags come from.
public enum TrainableSource: String, Hashable, Sendable {
  case config
  /// The order of a nested model's weights in a legacy file (trainable ones first).
  case legacyOrder = "legacy-order"
}

/// What the stored slots of an optimizer prove about the last compile.
public struct OptimizerState: Hashable, Sendable {
  public var name: String?
  public var step: Int?
  public var learningRate: Double?
  /// Addresses of the variables that have slots, in the order of the slots.
  public var slotsFor: [String]

  public init(name: String? = nil, step: Int? = nil, learningRate: Double? = nil, slotsFor: [String] = []) {
    self.name = name
    self.step = step
    self.learningRate = learningRate
    self.slotsFor = slotsFor
  }
}
