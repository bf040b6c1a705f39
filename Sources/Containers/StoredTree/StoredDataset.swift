/// An array of values in the file.
public struct StoredDataset: Hashable, Sendable {
  public var address: UInt64
  public var shape: [Int]
  public var type: StoredType
  public var storage: StorageLayout
  /// Bytes that the values take in the file, after filters; 0 where none were written.
  public var storedBytes: Int
  public var attributes: [StoredAttribute]

  public init(
    address: UInt64 = 0, shape: [Int], type: StoredType = .float32,
    storage: StorageLayout = .contiguous(offset: nil),
    storedBytes: Int = 0, attributes: [StoredAttribute] = []
  ) {
    self.address = address
    self.shape = shape
    self.type = type
    self.storage = storage
    self.storedBytes = storedBytes
    self.attributes = attributes
  }

  /// The attribute of this name.
  public func attribute(_ name: String) -> StoredAttribute? {
    attributes.first { $0.name == name }
  }
}

/// Where a dataset's values lie.
public enum StorageLayout: Hashable, Sendable {
  /// In one piece, at this offset of the HDF5 file (user block included); `nil` where nothing was written.
  case contiguous(offset: UInt64?)
  /// In the object header itself.
  case compact
  /// In pieces of this shape, each passed through the filters, first applied first.
  case chunked(shape: [Int], filters: [StorageFilter])
  /// In other files, which are never opened.
  case external
  /// Composed of other datasets, which are never opened.
  case virtual
  case unknown
}

/// A filter of a chunked dataset, by the registered number (1 deflate, 2 shuffle, 3 fletcher32 …).
public struct StorageFilter: Hashable, Sendable {
  public var identifier: Int
  public var parameters: [UInt32]

  public init(identifier: Int, parameters: [UInt32] = []) {
    self.identifier = identifier
    self.parameters = parameters
  }
}
