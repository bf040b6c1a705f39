/// The two ways through a residual block: the main one and the one around it.
struct ResidualBranches {
  var main: [NetworkItem]
  var shortcut: Block.Shortcut
  /// The projection's convolution.
  var projection: FoundBlock.Unit?
  /// Every other node of the shortcut, and the join.
  var others: [Int]
}

extension BlockCursor {
  /// An addition of two branches of which one is a shortcut: nothing at all, a 1 x 1 convolution, or a pooling.
  mutating func residual() -> ResidualBranches? {
    attempt { cursor in
      guard let region = cursor.region(.add), region.branches.count == 2 else { return nil }
      return cursor.residual(region)
    }
  }

  private func residual(_ region: Region) -> ResidualBranches? {
    // The shorter branch goes around; of two equal ones the later, as Keras' ResNets put the main path last.
    let order = region.branches[0].count <= region.branches[1].count ? [0, 1] : [1, 0]
    for around in order {
      guard var residual = shortcut(region.branches[around]) else { continue }
      residual.main = region.branches[1 - around]
      guard !residual.main.isEmpty else { continue }
      residual.others.append(region.join)
      return residual
    }
    return nil
  }

  private func shortcut(_ branch: [NetworkItem]) -> ResidualBranches? {
    if branch.isEmpty { return ResidualBranches(main: [], shortcut: .identity, others: []) }
    var cursor = over(branch)
    let pool = cursor.pooling()
    let pools = pool.map { [$0] } ?? []
    if cursor.isAtEnd { return ResidualBranches(main: [], shortcut: .pool, others: pools) }
    guard let projection = cursor.pointwise("shortcut"), cursor.isAtEnd else { return nil }
    return ResidualBranches(main: [], shortcut: .projection, projection: projection, others: pools)
  }
}

extension FoundBlock {
  /// Takes the way around and the addition.
  mutating func take(_ branches: ResidualBranches) {
    shortcut = branches.shortcut
    residual = true
    others += branches.others
    if let projection = branches.projection { units.append(projection) }
  }

  /// Says that the weights do not tell whether the input is added to the output.
  mutating func leaveResidualOpen() {
    residual = nil
    reasons.append(.residualUnknown)
  }
}
