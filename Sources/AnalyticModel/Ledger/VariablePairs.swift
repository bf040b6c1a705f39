import KerasModels
import LayerCatalog

/// Expected and stored variables, put together.
struct VariablePairs {
  private(set) var pairs: [(expected: ExpectedVariable, stored: Variable)] = []
  private(set) var missing: [ExpectedVariable] = []
  private(set) var additional: [Variable] = []

  /// By role. A role may have been read from shapes or names that say too little, or from shapes that were changed: what
  /// is left on both sides is put together by order or by equal shapes, then by what little is known of roles.
  init(expected: [ExpectedVariable], stored: [Variable]) {
    var free = stored
    var open = expected
    pair(&open, with: &free) { $0.role == $1.role && $0.shape.count == $1.shape.count }
    pairInOrder(&open, with: &free)
    pair(&open, with: &free) { $0.shape == $1.shape }
    pair(&open, with: &free) { $0.role == $1.role }
    pair(&open, with: &free) { $1.role == .unknown || $1.roleAlternatives.contains($0.role) }
    // One that is missing and one too many are one that was changed.
    if open.count == 1, free.count == 1, open[0].shape.count == free[0].shape.count {
      pair(&open, with: &free) { _, _ in true }
    }
    missing = open
    // A variable that is stored a second time (a kernel inside SpectralNormalization) is nobody's surplus.
    additional = free.filter { $0.sameAs == nil }
  }

  /// Variables of which nothing but their places is known, unless their shapes fit other places better.
  private mutating func pairInOrder(_ open: inout [ExpectedVariable], with free: inout [Variable]) {
    guard !free.isEmpty, open.count == free.count, free.allSatisfy({ $0.role == .unknown }) else { return }
    let inPlace = zip(open, free).count { $0.shape == $1.shape }
    var shapes = free.map(\.shape)
    let anywhere = open.count { variable in
      shapes.firstIndex(of: variable.shape).map { shapes.remove(at: $0) } != nil
    }
    guard inPlace == anywhere else { return }
    pairs += zip(open, free).map { ($0, $1) }
    open = []
    free = []
  }

  private mutating func pair(
    _ open: inout [ExpectedVariable], with free: inout [Variable],
    where belongTogether: (ExpectedVariable, Variable) -> Bool
  ) {
    guard !open.isEmpty, !free.isEmpty else { return }
    open.removeAll { variable in
      guard let position = free.firstIndex(where: { belongTogether(variable, $0) }) else { return false }
      pairs.append((variable, free.remove(at: position)))
      return true
    }
  }

  var hasDifferences: Bool {
    !missing.isEmpty || !additional.isEmpty || pairs.contains { $0.expected.shape != $0.stored.shape }
  }
}
