import KerasModels
import LayerCatalog

/// A variable that is not as it should be.
public struct Deviation: Hashable, Sendable {
  public enum Difference: Hashable, Sendable {
    /// Expected, and not stored.
    case missing(expected: [Int])
    /// Stored, and not expected.
    case additional(stored: [Int])
    /// Stored with another shape.
    case shape(stored: [Int], expected: [Int])
  }

  public var role: VariableRole
  public var difference: Difference
  /// The extents that differ, by name: `filters: 96 instead of 128`; empty where the shapes have another rank.
  public var extents: String
  /// What it probably comes from, `nil` where nothing is likely.
  public var cause: String?

  public init(role: VariableRole, difference: Difference, extents: String = "", cause: String? = nil) {
    self.role = role
    self.difference = difference
    self.extents = extents
    self.cause = cause
  }

  /// The deviation in one clause.
  public var sentence: String {
    var sentence: String
    switch difference {
    case .missing(let expected): sentence = "\(role.rawValue) (\(expected.extentsText)) is missing"
    case .additional(let stored): sentence = "\(role.rawValue) (\(stored.extentsText)) is not expected"
    case .shape(let stored, let expected):
      sentence = "\(role.rawValue) is \(stored.extentsText) instead of \(expected.extentsText)"
    }
    if !extents.isEmpty { sentence += ", \(extents)" }
    if let cause { sentence += " (\(cause))" }
    return sentence
  }
}

extension [Int] {
  /// A shape in words: `3 x 3 x 32 x 64`.
  var extentsText: String {
    isEmpty ? "a scalar" : map(String.init).joined(separator: " x ")
  }
}

extension Deviation {
  /// Where a layer's variables deviate from what is expected, with the likely cause of each.
  ///
  /// - Parameter isLast: no layer with variables stands behind it.
  static func all(of layer: Layer, from expectation: Expectation, isLast: Bool) -> [Deviation] {
    let expected = expectation.variables
    // Nearly always all is as it should be.
    if layer.variables.count == expected.count,
      zip(layer.variables, expected).allSatisfy({ $0.role == $1.role && $0.shape == $1.shape })
    {
      return []
    }
    // A wrapper may store its inner layer's kernel a second time (`SpectralNormalization`): that is no variable of its own.
    let inside = (layer.address ?? "") + "/"
    let own = layer.variables.filter { variable in !(variable.sameAs.map { $0.hasPrefix(inside) } ?? false) }
    let pairs = VariablePairs(expected: expected, stored: own)
    guard pairs.hasDifferences else { return [] }
    let className = expectation.className ?? layer.kind.value
    var deviations: [Deviation] = []
    for (expected, stored) in pairs.pairs where expected.shape != stored.shape {
      deviations.append(
        Deviation(
          role: expected.role, difference: .shape(stored: stored.shape, expected: expected.shape),
          extents: AxisNames.differences(
            stored: stored.shape, expected: expected.shape, role: expected.role, layer: className)))
    }
    for expected in pairs.missing {
      deviations.append(Deviation(role: expected.role, difference: .missing(expected: expected.shape)))
    }
    for stored in pairs.additional {
      deviations.append(Deviation(role: stored.role, difference: .additional(stored: stored.shape)))
    }
    for position in deviations.indices {
      deviations[position].cause = LikelyCause.of(
        deviations[position], in: className, isLast: isLast)
    }
    return deviations
  }

  /// Takes another width of the whole network for the cause, where none is known and only channels differ.
  mutating func blameWidth() {
    guard cause == nil, case .shape(let stored, let expected) = difference, stored.count == expected.count,
      stored.dropLast(2) == expected.dropLast(2)
    else { return }
    cause = "as most layers: another alpha, or another width"
  }
}
