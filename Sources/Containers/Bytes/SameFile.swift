#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OpenFile {
  /// Whether this and another are one file, by whatever names they were opened.
  func isSame(as other: OpenFile) -> Bool {
    var one = stat()
    var two = stat()
    guard fstat(descriptor, &one) == 0, fstat(other.descriptor, &two) == 0 else { return false }
    return one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }
}

extension ContainerContents {
  /// Whether the values of both lie in the same places of the same files; false for what was inflated.
  public func isSameFile(as other: ContainerContents) -> Bool {
    !sources.isEmpty && sources.count == other.sources.count
      && zip(sources, other.sources).allSatisfy { $0.base == $1.base && $0.file.isSame(as: $1.file) }
  }
}
