/// How the values of the datasets of one container are got at, as long as they lie apart from each other.
///
/// In a file from a stranger every dataset may claim all bytes of the file, and thousands of them would be read
/// thousands of times.
public struct ValueAccesses {
  private struct Place: Hashable {
    var file: Int
    var object: UInt64
  }

  private let contents: ContainerContents
  /// Bytes that lie in place, by file.
  private var bytes: [Int: UInt64] = [:]
  private var seen: Set<Place> = []

  public init(_ contents: ContainerContents) {
    self.contents = contents
  }

  /// As `ContainerContents.access`.
  /// - Throws: also where the datasets that were asked for have more bytes in place than their file has.
  public mutating func access(to values: StoredValues) throws(ValueFailure) -> ValueAccess {
    let access = try contents.access(to: values)
    guard case .direct(let source) = access,
      seen.insert(Place(file: values.file, object: values.object)).inserted
    else { return access }
    let (sum, overflows) = bytes[values.file, default: 0].addingReportingOverflow(source.length)
    guard !overflows, sum <= contents.sources[values.file].length else {
      throw ValueFailure("its values lie where those of others lie")
    }
    bytes[values.file] = sum
    return access
  }
}
