import Containers
import LayerCatalog

/// A variable that a file stores.
public struct Variable: Hashable, Sendable {
  public var role: VariableRole
  public var roleSource: EvidenceSource
  public var roleAlternatives: [VariableRole]
  /// As stored: `block_1_expand/kernel:0`, `0`.
  public var name: String
  /// HDF5 path of its dataset.
  public var address: String
  public var shape: [Int]
  public var type: StoredType
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
  public var fixed: Bool
  /// The address of the first variable that is the same object.
  public var sameAs: String?
  /// Whether its values lie in the file beside those of `sameAs`: one variable, stored twice.
  public var isStoredAgain = false
  public var storage: VariableStorage

  public init(
    role: VariableRole, roleSource: EvidenceSource, roleAlternatives: [VariableRole] = [], name: String,
    address: String, shape: [Int], type: StoredType, dtype: String, parameters: Int, storedValues: Int,
    bytes: Int, trainable: Bool? = nil, fixed: Bool = false, sameAs: String? = nil, storage: VariableStorage
  ) {
    self.role = role
    self.roleSource = roleSource
    self.roleAlternatives = roleAlternatives
    self.name = name
    self.address = address
    self.shape = shape
    self.type = type
    self.dtype = dtype
    self.parameters = parameters
    self.storedValues = storedValues
    self.bytes = bytes
    self.trainable = trainable
    self.fixed = fixed
    self.sameAs = sameAs
    self.storage = storage
  }
}

/// Where and how a variable's values lie.
public struct VariableStorage: Hashable, Sendable {
  public var layout: StorageLayout
  /// The shard or the member of an archive that holds it; `nil` in a plain HDF5 file.
  public var member: String?
  /// Address of the dataset's object header in its HDF5 file.
  public var object: UInt64

  public init(layout: StorageLayout, member: String? = nil, object: UInt64 = 0) {
    self.layout = layout
    self.member = member
    self.object = object
  }
}
