import KerasModels
import LayerCatalog

/// Which variable of a layer is which of the layer that it was paired with.
enum VariablePairing {
  struct Pair: Hashable {
    var before: Int?
    var after: Int?
  }

  /// By role where each has it once, then by order among those of the same shape, then by order.
  static func pairs(_ before: Layer, _ after: Layer) -> [Pair] {
    var left = (before.comparedVariables, after.comparedVariables)
    var found: [Pair] = []
    func take(_ isSame: (Variable, Variable) -> Bool) {
      for one in left.0 {
        guard let other = left.1.firstIndex(where: { isSame(before.variables[one], after.variables[$0]) })
        else { continue }
        found.append(Pair(before: one, after: left.1[other]))
        left.1.remove(at: other)
        left.0.removeAll { $0 == one }
      }
    }
    func isOnce(_ role: VariableRole) -> Bool {
      role != .unknown && before.variables.indices.count { before.variables[$0].role == role } == 1
        && after.variables.indices.count { after.variables[$0].role == role } == 1
    }
    take { $0.role == $1.role && isOnce($0.role) }
    take { $0.shape == $1.shape }
    take { $0.shape.count == $1.shape.count && $0.role == $1.role }
    found += left.0.map { Pair(before: $0, after: nil) }
    found += left.1.map { Pair(before: nil, after: $0) }
    return found.sorted { ($0.before ?? .max, $0.after ?? .max) < ($1.before ?? .max, $1.after ?? .max) }
  }
}
