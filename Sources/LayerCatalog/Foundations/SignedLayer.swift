/// A layer whose variables are all its own, so that a list of signatures recognises it.
protocol SignedLayer: LayerDefinition {
  /// The ways in which its variables can lie in a file.
  var signatures: [Signature] { get }
}

extension SignedLayer {
  public func readings(of stored: [StoredShape]) -> [RoleReading] {
    SignatureIndex.readings(of: stored, signatures: SignatureIndex.byClass[className] ?? signatures)
  }
}

/// A layer made of parts, or one that reads stored variables in a way of its own.
protocol CompositeLayer: LayerDefinition {
  /// How many variables it holds at least, where it holds any.
  var minimumCount: Int { get }
  /// Whether two of them at least are matrices or more.
  var holdsKernels: Bool { get }
  /// Whether it wraps any other layer, so that shapes alone say nothing.
  var isWrapper: Bool { get }
}

extension CompositeLayer {
  var minimumCount: Int { 2 }
  var holdsKernels: Bool { true }
  var isWrapper: Bool { false }
}
