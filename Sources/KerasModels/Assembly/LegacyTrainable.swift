import Containers
import LayerCatalog

/// What the order of the weights in a group of a legacy file proves of which were trainable when it was saved.
///
/// A group of several layers, a nested model, lists the trainable weights of all of them first, then the others, where a
/// frozen layer's weights stand together (Keras 3.15.1 and tf_keras 2.21.0; measured over 58 groups: 2,195 variables
/// decided, none wrongly). So a gamma that other layers' weights part from its own moving statistics is trainable, and
/// everything before it; and since moving statistics never are, nothing from the first of them on is trainable.
/// What lies between may be either.
enum LegacyTrainable {
  /// Marks the weights of each group of several layers. Returns how many of them are now known that no kind alone tells.
  static func mark(_ groups: inout [WeightGroup]) -> Proof {
    var proof = Proof()
    for position in groups.indices where groups[position].weights.count > 4 {
      mark(&groups[position].weights, proof: &proof)
    }
    return proof
  }

  struct Proof: Hashable, Sendable {
    /// Numbers of variables, moving statistics apart.
    var trainable = 0
    var frozen = 0
    /// The first group of which something is known.
    var place: String?

    var isEmpty: Bool { trainable == 0 && frozen == 0 }

    var note: Note? {
      guard !isEmpty else { return nil }
      let proven = [trainable > 0 ? "\(trainable) trainable" : nil, frozen > 0 ? "\(frozen) frozen" : nil]
      return Note(
        code: "trainable-from-order",
        message:
          "the order of a nested model's weights proves \(proven.compactMap { $0 }.joined(separator: " and ")) "
          + "when it was saved; of the others, and of layers outside, the file tells nothing",
        place: place)
    }
  }

  private static func mark(_ weights: inout [StoredWeight], proof: inout Proof) {
    guard let firstStatistic = weights.firstIndex(where: { isStatistic($0.role) }) else { return }
    let prefixes = weights.map { WeightNames.prefix(of: $0.name) }
    guard prefixes.contains(where: { $0 != prefixes[0] }) else { return }
    // Behind the first statistic no weight is trainable, and what stands before it can be.
    let lastTrainable = lastProven(weights[..<firstStatistic], of: weights, prefixes: prefixes)
    var isNew = false
    for position in weights.indices where position <= lastTrainable || position >= firstStatistic {
      weights[position].isTrainable = position <= lastTrainable
      guard !isStatistic(weights[position].role) else { continue }
      isNew = true
      if position <= lastTrainable { proof.trainable += 1 } else { proof.frozen += 1 }
    }
    if isNew, proof.place == nil { proof.place = weights.first?.address }
  }

  /// The last gamma or beta with another layer's weight between it and its own moving statistics, -1 if there is none.
  private static func lastProven(
    _ candidates: ArraySlice<StoredWeight>, of weights: [StoredWeight], prefixes: [[String]]
  ) -> Int {
    for position in candidates.indices.reversed() {
      guard candidates[position].role == .gamma || candidates[position].role == .beta else { continue }
      let own = prefixes[position]
      guard
        let statistic = weights.indices.first(where: {
          $0 > position && prefixes[$0] == own && isStatistic(weights[$0].role)
        })
      else { continue }
      if (position..<statistic).contains(where: { prefixes[$0] != own }) { return position }
    }
    return -1
  }

  private static func isStatistic(_ role: VariableRole?) -> Bool {
    role?.isBatchNormStatistic ?? false
  }
}
