/// Bounds on what a file from a stranger may cost. Each is far above what real models need.
public struct Limits: Hashable, Sendable {
  /// Groups and datasets of one HDF5 file.
  public var objects = 2_000_000
  /// Bytes of one JSON document.
  public var jsonBytes = 256 << 20
  /// Values of one JSON document, each member of an object and each element of an array.
  public var jsonValues = 10_000_000
  /// Nesting of one JSON document; never more than `JSONReader.deepestNesting`.
  public var jsonDepth = 256
  /// Bytes that a deflated member may take in memory.
  public var inflatedBytes = 1 << 30
  /// Seconds that the reading of one HDF5 file may take.
  public var seconds = 60

  public init() {}
}
