/// One way in which the variables of a layer class can lie in a file: their roles in stored order, and how
/// much a given set of shapes speaks for it.
///
/// Plausibilities are comparable between classes for the same stored variables: 0 impossible, up to 0.2
/// possible but rare, about 0.5 as good as others, 0.9 and more hardly anything else.
struct Signature: Sendable {
  let roles: [VariableRole]
  let plausibility: @Sendable (RoleShapes) -> Double

  init(_ roles: [VariableRole], _ plausibility: @escaping @Sendable (RoleShapes) -> Double) {
    self.roles = roles
    self.plausibility = plausibility
  }

  /// The reading of these stored variables, `nil` where names or shapes contradict it.
  func reading(of stored: [StoredShape]) -> RoleReading? {
    guard stored.count == roles.count else { return nil }
    var isInOrder = true
    for (variable, role) in zip(stored, roles) {
      if let name = variable.name, !name.names(role) { isInOrder = false }
    }
    if isInOrder {
      let plausibility = plausibility(RoleShapes(stored: stored, roles: roles, order: nil))
      return plausibility > 0 ? RoleReading(roles, plausibility: plausibility) : nil
    }
    guard let order = assignment(of: stored) else { return nil }
    let plausibility = plausibility(RoleShapes(stored: stored, roles: roles, order: order))
    return plausibility > 0 ? RoleReading(order.map { roles[$0] }, plausibility: plausibility) : nil
  }

  /// For each stored variable the position of its role, where names say that they lie in another order;
  /// `nil` where a name is none of the roles.
  private func assignment(of stored: [StoredShape]) -> [Int]? {
    for variable in stored {
      if let name = variable.name, !roles.contains(where: { name.names($0) }) { return nil }
    }
    var taken = [Bool](repeating: false, count: roles.count)
    var order = [Int](repeating: -1, count: roles.count)
    for (position, variable) in stored.enumerated() {
      guard let name = variable.name else { continue }
      guard let role = roles.indices.first(where: { !taken[$0] && name.names(roles[$0]) }) else { return nil }
      taken[role] = true
      order[position] = role
    }
    for position in order.indices where order[position] < 0 {
      guard let free = taken.firstIndex(of: false) else { return nil }
      taken[free] = true
      order[position] = free
    }
    return order
  }
}

/// Stored shapes by the role that a signature gives them.
struct RoleShapes {
  let stored: [StoredShape]
  let roles: [VariableRole]
  let order: [Int]?

  /// The shape of the first variable of this role, empty where there is none.
  subscript(role: VariableRole) -> [Int] {
    variable(role)?.shape ?? []
  }

  func isInteger(_ role: VariableRole) -> Bool {
    variable(role)?.isInteger ?? false
  }

  private func variable(_ role: VariableRole) -> StoredShape? {
    guard let index = roles.firstIndex(of: role) else { return nil }
    guard let order else { return stored[index] }
    return order.firstIndex(of: index).map { stored[$0] }
  }
}

extension VariableRole {
  /// Whether a variable stored under this name can have that role: Keras 3 calls a depthwise kernel `kernel`.
  func names(_ role: VariableRole) -> Bool {
    self == role || (self == .kernel && role == .depthwiseKernel)
  }
}
