/// How the values of the datasets of one container are got at, as long as they lie apart from each other.
///
/// In a file from a stranger every dataset may claim all bytes of the file, and thousands of them would be read
/// thousands of times.
public struct ValueAccesses {
  private struct Place: Hashable {
    var file: Int
    var object: UInt64
  }

  /// Deflate makes at most 1,032 bytes of one (zlib's technical notes), and no filter of libhdf5 that Keras uses more.
  private static let mostFromOneByte: UInt64 = 1100
  /// Bytes beyond that, and chunks beyond one for each byte of the file: what was never written has the fill value,
  /// however much of it there is said to be.
  private static let unwrittenBytes: UInt64 = 256 << 20
  private static let unwrittenChunks: UInt64 = 1 << 16

  private let contents: ContainerContents
  /// Bytes that lie in place, bytes that are to be decoded and chunks that these lie in, by file.
  private var bytes: [Int: UInt64] = [:]
  private var decodedBytes: [Int: UInt64] = [:]
  private var chunks: [Int: UInt64] = [:]
  private var seen: Set<Place> = []

  public init(_ contents: ContainerContents) {
    self.contents = contents
  }

  /// As `ContainerContents.access`.
  /// - Throws: also where the datasets that were asked for have more bytes in place than their file has.
  public mutating func access(to values: StoredValues) throws(ValueFailure) -> ValueAccess {
    let access = try contents.access(to: values)
    let isNew = seen.insert(Place(file: values.file, object: values.object)).inserted
    guard isNew, contents.sources.indices.contains(values.file) else { return access }
    let length = contents.sources[values.file].length
    switch access {
    case .none: break
    case .direct(let source):
      guard take(source.length, into: &bytes, of: values.file, upTo: length) else {
        throw ValueFailure("its values lie where those of others lie")
      }
    case .decoded:
      let most = length.multipliedClamping(by: ValueAccesses.mostFromOneByte)
      guard
        take(
          UInt64(clamping: values.bytes ?? .max), into: &decodedBytes, of: values.file,
          upTo: most.addingClamping(ValueAccesses.unwrittenBytes)),
        take(
          UInt64(clamping: values.chunkCount), into: &chunks, of: values.file,
          upTo: length.addingClamping(ValueAccesses.unwrittenChunks))
      else { throw ValueFailure("most of its values were never written: the file is too small to hold them") }
    }
    return access
  }

  private func take(
    _ count: UInt64, into sums: inout [Int: UInt64], of file: Int, upTo most: UInt64
  ) -> Bool {
    let sum = sums[file, default: 0].addingClamping(count)
    guard sum <= most else { return false }
    sums[file] = sum
    return true
  }
}

extension UInt64 {
  fileprivate func addingClamping(_ other: UInt64) -> UInt64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }

  fileprivate func multipliedClamping(by other: UInt64) -> UInt64 {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? .max : product
  }
}
