/// A call of libhdf5 that failed: what was done to which object, and the library's own reason.
public struct HDF5Failure: Error, Hashable, Sendable {
  /// The operation, in words: "open dataset".
  public var operation: String
  /// HDF5 path of the object.
  public var object: String
  /// The innermost entry of libhdf5's error stack.
  public var reason: String

  public init(operation: String, object: String, reason: String) {
    self.operation = operation
    self.object = object
    self.reason = reason
  }
}
