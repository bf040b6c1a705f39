import KerasModels
import LayerCatalog

/// One variable that a file stores.
public struct VariableReport: Hashable, Sendable {
  public var role: VariableRole
  public var roleSource: EvidenceSource
  /// Other roles that the same evidence allows.
  public var alternatives: [VariableRole]
  /// As stored: `block_1_expand/kernel:0`, `0`.
  public var name: String
  /// HDF5 path of its dataset.
  public var address: String
  public var shape: [Int]
  /// Keras' name of the type: `float32`, `bfloat16`.
  public var dtype: String
  /// Keras' count.
  public var parameters: Int
  /// The count of stored values, which differs where several are packed into one.
  public var storedValues: Int
  /// Bytes that its values take in the HDF5 file, after filters.
  public var bytes: Int
  /// Whether training may change it; `nil` where the file does not tell.
  public var trainable: Bool?
  /// Whether no training ever changes it: moving statistics, counts, vocabularies.
  public var isFixed: Bool
  /// The address of the first variable that is the same object.
  public var sameAs: String?
  /// Whether its values lie in the file beside those of `sameAs`: one variable, stored twice.
  public var isStoredAgain: Bool
  public var storage: VariableStorage
  public var stats: StatsReport?

  public init(
    role: VariableRole, roleSource: EvidenceSource, alternatives: [VariableRole] = [], name: String,
    address: String, shape: [Int], dtype: String, parameters: Int, storedValues: Int, bytes: Int,
    trainable: Bool? = nil, isFixed: Bool = false, sameAs: String? = nil, isStoredAgain: Bool = false,
    storage: VariableStorage, stats: StatsReport? = nil
  ) {
    self.role = role
    self.roleSource = roleSource
    self.alternatives = alternatives
    self.name = name
    self.address = address
    self.shape = shape
    self.dtype = dtype
    self.parameters = parameters
    self.storedValues = storedValues
    self.bytes = bytes
    self.trainable = trainable
    self.isFixed = isFixed
    self.sameAs = sameAs
    self.isStoredAgain = isStoredAgain
    self.storage = storage
    self.stats = stats
  }
}

extension VariableReport {
  /// Whether it is a moving mean or a moving variance, as batch normalization keeps them.
  public var isMovingStatistic: Bool { role == .movingMean || role == .movingVariance }

  /// Whether it has values of its own in the file, and is not only a second way to those of another variable.
  public var hasOwnValues: Bool { sameAs == nil || isStoredAgain }

  /// What it adds to sums: nothing where it is the same object as an earlier variable.
  public var countedParameters: Int { sameAs == nil ? parameters : 0 }
}
