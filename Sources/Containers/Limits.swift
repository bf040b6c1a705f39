/// Bounds on what a file from a stranger may cost. Each is far above what real models need.
public struct Limits: Hashable, Sendable {
  /// Groups and datasets of one HDF5 file.
  public var objects = 2_000_000
  /// Bytes of one JSON document.
  public var jsonBytes = 256 << 20
  /// Nesting of one JSON document.
  public var jsonDepth = 256
  /// Bytes that a deflated member may take in memory.
  public var inflatedBytes = 1 << 30
  /// Seconds that the reading of one HDF5 file may take.
  public var seconds = 60

  public init() {}
}
