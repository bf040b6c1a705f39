import KerasModels
import LayerCatalog

/// Expected and stored variables, put together.
struct VariablePairs {
  private(set) var pairs: [(expected: ExpectedVariable, stored: Variable)] = []
  private(set) var missing: [ExpectedVariable] = []
  private(set) var additional: [Variable] = []

  /// By role. A role may have been read from shapes or names that say too little, so that what is left on both sides
  /// is put together by equal shapes first, then where the stored role is unknown or one of several.
  init(expected: [ExpectedVariable], stored: [Variable]) {
    var free = stored
    var open: [ExpectedVariable] = []
    for variable in expected {
      if let position = free.firstIndex(where: { $0.role == variable.role }) {
        pairs.append((variable, free.remove(at: position)))
      } else {
        open.append(variable)
      }
    }
    pair(&open, with: &free) { $0.shape == $1.shape }
    pair(&open, with: &free) { $1.role == .unknown || $1.roleAlternatives.contains($0.role) }
    missing = open
    // A variable that is stored a second time (a kernel inside SpectralNormalization) is nobody's surplus.
    additional = free.filter { $0.sameAs == nil }
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
