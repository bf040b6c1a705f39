/// A named value on a group or dataset.
public struct StoredAttribute: Hashable, Sendable {
  public var name: String
  public var value: AttributeValue

  public init(_ name: String, _ value: AttributeValue) {
    self.name = name
    self.value = value
  }
}

/// The value of an attribute, in the forms that Keras files use.
public enum AttributeValue: Hashable, Sendable {
  case string(String)
  case strings([String])
  case integers([Int64])
  case numbers([Double])
  /// An array with no element, of whatever type: an empty list of names is a float64 array of shape (0,).
  case empty
  /// Of a type that no Keras file uses.
  case other(String)
  /// libhdf5 could not read it, with its reason.
  case unreadable(HDF5Failure)
}
