import KerasModels
import LayerCatalog

/// The sums over a file: parameters as Keras' `summary()` counts them, values and bytes as stored.
public struct TotalsReport: Hashable, Sendable {
  /// What the parameters that are not trained consist of.
  public struct NonTrainableParts: Hashable, Sendable {
    /// Moving means and variances of batch normalizations, which no gradient ever changes.
    public var batchNormStatistics: Int
    /// Switched off by `trainable = False`; `nil` where the file does not tell.
    public var frozen: Int?
    /// Never trained by their nature, batch normalization's statistics apart: counts, vocabularies, scales.
    public var fixed: Int

    public init(batchNormStatistics: Int = 0, frozen: Int? = nil, fixed: Int = 0) {
      self.batchNormStatistics = batchNormStatistics
      self.frozen = frozen
      self.fixed = fixed
    }
  }

  /// Bytes by use. The five add up to the size on disk.
  public struct Bytes: Hashable, Sendable {
    public var weights: Int
    public var optimizer: Int
    public var other: Int
    /// HDF5's own structures, JSON documents, archive headers, gaps.
    public var overhead: Int
    /// What deflating the members of an archive saved, as a negative number.
    public var compression: Int

    public init(weights: Int, optimizer: Int = 0, other: Int = 0, overhead: Int = 0, compression: Int = 0) {
      self.weights = weights
      self.optimizer = optimizer
      self.other = other
      self.overhead = overhead
      self.compression = compression
    }
  }

  /// The parameters of one type of number.
  public struct DtypeCount: Hashable, Sendable {
    public var dtype: String
    public var parameters: Int

    public init(_ dtype: String, _ parameters: Int) {
      self.dtype = dtype
      self.parameters = parameters
    }
  }

  /// What tells how often a kernel is applied.
  public enum CostSource: String, Hashable, Sendable {
    /// The file's own configuration.
    case config
    /// The architecture that the weights were recognised as; the file itself does not tell.
    case architecture
  }

  /// Shared variables once; optimizer, seeds and metrics apart.
  public var parameters: Int
  public var trainable: Int?
  public var nonTrainable: Int?
  public var nonTrainableParts: NonTrainableParts
  /// The values that lie in the file for these parameters. More where one variable is stored twice, fewer
  /// where several parameters are packed into one value.
  public var storedValues: Int
  /// Values of the optimizer's variables.
  public var optimizer: Int
  /// Values of metrics, seeds, and datasets that no layout accounts for.
  public var other: Int
  public var trainableFrom: TrainableSource?
  public var bytes: Bytes
  /// Largest count first.
  public var byDtype: [DtypeCount]
  /// Layers that own variables, a composite layer as one, the layers of nested models each. Keras compares
  /// this number when it loads weights into a flat model.
  public var layersWithVariables: Int
  /// Multiply-accumulates of one example at `costInputShapes`.
  public var multiplyAccumulates: Int?
  /// What tells strides and the size of the input for multiply-accumulates, here and in layers and blocks.
  public var costSource: CostSource?
  /// The inputs that multiply-accumulates are counted for.
  public var costInputShapes: [TensorShape]?

  public init(
    parameters: Int, trainable: Int? = nil, nonTrainable: Int? = nil,
    nonTrainableParts: NonTrainableParts = NonTrainableParts(), storedValues: Int, optimizer: Int = 0,
    other: Int = 0, trainableFrom: TrainableSource? = nil, bytes: Bytes, byDtype: [DtypeCount] = [],
    layersWithVariables: Int, multiplyAccumulates: Int? = nil, costSource: CostSource? = nil,
    costInputShapes: [TensorShape]? = nil
  ) {
    self.parameters = parameters
    self.trainable = trainable
    self.nonTrainable = nonTrainable
    self.nonTrainableParts = nonTrainableParts
    self.storedValues = storedValues
    self.optimizer = optimizer
    self.other = other
    self.trainableFrom = trainableFrom
    self.bytes = bytes
    self.byDtype = byDtype
    self.layersWithVariables = layersWithVariables
    self.multiplyAccumulates = multiplyAccumulates
    self.costSource = costSource
    self.costInputShapes = costInputShapes
  }
}
