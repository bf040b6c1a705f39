/// How the values of a dataset are got at.
public enum ValueAccess: Sendable {
  /// There are none.
  case none
  /// They lie in the file as they are: a range of as many bytes as the values have.
  case direct(ByteSource)
  /// libhdf5 has to put them together, in a child process (`ValueDecoder`).
  case decoded
}

extension ContainerContents {
  /// How the values of a dataset are got at.
  ///
  /// Values that lie in one piece are read in place, once their range is held against the file: nothing of libhdf5
  /// is needed for them. Datasets to which nothing was written have the fill value, which libhdf5 knows.
  /// - Throws: where they are no numbers, lie in other files, or outside of this one.
  public func access(to values: StoredValues) throws(ValueFailure) -> ValueAccess {
    guard let bytes = values.bytes, bytes <= DatasetCheck.mostBytes else {
      throw ValueFailure("its shape \(values.shape) has too many values")
    }
    guard values.type.isPlain else { throw ValueFailure("its values are no numbers (\(values.type.words))") }
    guard bytes > 0 else { return .none }
    guard sources.indices.contains(values.file) else { throw ValueFailure("its file is not open") }
    switch values.storage {
    case .external, .virtual:
      throw ValueFailure("its values lie in other files, which are never opened")
    case .contiguous(let offset?):
      let source = sources[values.file]
      guard values.storedBytes == bytes, offset <= source.length, UInt64(bytes) <= source.length - offset
      else { throw ValueFailure("its values lie outside of the file") }
      return .direct(ByteSource(file: source.file, base: source.base + offset, length: UInt64(bytes)))
    case .contiguous(nil), .compact, .chunked, .unknown: return .decoded
    }
  }
}

extension StoredType {
  /// Whether values are bytes of their own, and no references to something else.
  var isPlain: Bool {
    switch `class` {
    case .float, .integer, .enumeration, .opaque: true
    case .string, .other: false
    }
  }
}
