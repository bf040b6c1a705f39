import KerasModels
import LayerCatalog

/// Expected and stored variables, put together.
struct VariablePairs {
  /// In the order of the expected ones.
  private(set) var pairs: [(expected: ExpectedVariable, stored: Variable)] = []
  private(set) var missing: [ExpectedVariable] = []
  private(set) var additional: [Variable] = []
  /// Stored variables with the places of the expected ones that they belong to.
  private var placed: [(place: Int, stored: Variable)] = []

  /// By role. A role may have been read from shapes or names that say too little, or from shapes that were changed: what
  /// is left on both sides is put together by order or by equal shapes, then by what little is known of roles.
  init(expected: [ExpectedVariable], stored: [Variable]) {
    var free = stored
    var open = Array(expected.enumerated())
    pair(&open, with: &free) { $0.role == $1.role && $0.shape.count == $1.shape.count }
    if !open.isEmpty, !free.isEmpty {
      pairInOrder(&open, with: &free)
      pair(&open, with: &free) { $0.shape == $1.shape }
      pair(&open, with: &free) { $0.role == $1.role }
      pair(&open, with: &free) { $1.role == .unknown || $1.roleAlternatives.contains($0.role) }
      // One that is missing and one too many are one that was changed.
      if open.count == 1, free.count == 1, open[0].element.shape.count == free[0].shape.count {
        pair(&open, with: &free) { _, _ in true }
      }
      placed.sort { $0.place < $1.place }
    }
    pairs = placed.map { (expected[$0.place], $0.stored) }
    missing = open.map(\.element)
    // A variable that is stored a second time (a kernel inside SpectralNormalization) is nobody's surplus.
    additional = free.filter { $0.sameAs == nil }
  }

  private typealias Open = [(offset: Int, element: ExpectedVariable)]

  /// Variables of which nothing but their places is known, unless their shapes fit other places better.
  private mutating func pairInOrder(_ open: inout Open, with free: inout [Variable]) {
    guard open.count == free.count, free.allSatisfy({ $0.role == .unknown }) else { return }
    let inPlace = zip(open, free).count { $0.element.shape == $1.shape }
    var shapes = free.map(\.shape)
    let anywhere = open.count { variable in
      shapes.firstIndex(of: variable.element.shape).map { shapes.remove(at: $0) } != nil
    }
    guard inPlace == anywhere else { return }
    placed += zip(open, free).map { ($0.offset, $1) }
    open = []
    free = []
  }

  private mutating func pair(
    _ open: inout Open, with free: inout [Variable],
    where belongTogether: (ExpectedVariable, Variable) -> Bool
  ) {
    guard !open.isEmpty, !free.isEmpty else { return }
    open.removeAll { variable in
      guard let position = free.firstIndex(where: { belongTogether(variable.element, $0) }) else {
        return false
      }
      placed.append((variable.offset, free.remove(at: position)))
      return true
    }
  }

  var hasDifferences: Bool {
    !missing.isEmpty || !additional.isEmpty || pairs.contains { $0.expected.shape != $0.stored.shape }
  }
}
