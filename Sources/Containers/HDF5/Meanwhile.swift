/// What the caller does while the child reads: on a machine with several processors this costs no time.
public struct Meanwhile {
  /// Called once, when the child has begun.
  var childWorks: () -> Void
  /// Called with each attribute of the root group that is text of variable length, as soon as it is known: of a whole
  /// model in a legacy layout this is the configuration. Where the reading fails later, it was called for nothing.
  var rootAttribute: (StoredAttribute) -> Void
  /// Called once, when the child has told all of the root group's attributes and goes on to what lies below.
  var rootIsTold: () -> Void

  public init(
    childWorks: @escaping () -> Void = {}, rootAttribute: @escaping (StoredAttribute) -> Void = { _ in },
    rootIsTold: @escaping () -> Void = {}
  ) {
    self.childWorks = childWorks
    self.rootAttribute = rootAttribute
    self.rootIsTold = rootIsTold
  }
}
