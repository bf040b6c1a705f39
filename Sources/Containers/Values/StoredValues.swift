/// The values of one dataset: where they lie, and of what type and shape they are.
public struct StoredValues: Hashable, Sendable {
  /// Position of its HDF5 file in `ContainerContents.sources`.
  public var file: Int
  /// Address of the dataset's object header in that file.
  public var object: UInt64
  public var shape: [Int]
  public var type: StoredType
  public var storage: StorageLayout
  /// Bytes in the file, after filters.
  public var storedBytes: Int

  public init(
    file: Int, object: UInt64, shape: [Int], type: StoredType, storage: StorageLayout, storedBytes: Int
  ) {
    self.file = file
    self.object = object
    self.shape = shape
    self.type = type
    self.storage = storage
    self.storedBytes = storedBytes
  }

  /// The values: the product of the extents, 1 for a scalar; `nil` beyond what an `Int` holds.
  public var count: Int? {
    var product = 1
    for extent in shape {
      let (next, overflows) = product.multipliedReportingOverflow(by: extent)
      guard !overflows, extent >= 0 else { return nil }
      product = next
    }
    return product
  }

  /// Chunks that the values are cut into, as many as an `Int` holds at most; 0 where they are in one piece.
  var chunkCount: Int {
    guard case .chunked(let chunk, _) = storage, chunk.count == shape.count else { return 0 }
    return zip(shape, chunk).reduce(1) { count, axis in
      guard axis.0 > 0 else { return 0 }
      let (product, overflows) = count.multipliedReportingOverflow(by: (axis.0 - 1) / max(axis.1, 1) + 1)
      return overflows ? .max : product
    }
  }

  /// Bytes of all values without filters; `nil` beyond what an `Int` holds.
  public var bytes: Int? {
    guard let count else { return nil }
    let (bytes, overflows) = count.multipliedReportingOverflow(by: type.size)
    return overflows ? nil : bytes
  }
}

/// Why values could not be read.
public struct ValueFailure: Error, Hashable, Sendable {
  /// In words, without the place.
  public var reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}
