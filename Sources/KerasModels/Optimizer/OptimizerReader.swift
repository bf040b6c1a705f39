import Containers
import LayerCatalog

/// What a file tells of the optimizer of the last compile: its class, its scalars, and which variables it trained.
struct OptimizerReader {
  private let stored: StoredModel
  private let contents: ContainerContents
  private(set) var notes: [Note] = []

  init(_ stored: StoredModel, contents: ContainerContents) {
    self.stored = stored
    self.contents = contents
  }

  /// A variable that belongs to no layer.
  static func variable(_ weight: StoredWeight) -> Variable {
    var variable = Variable(
      weight,
      role: RecognisedRole(role: weight.role ?? .unknown, source: weight.role == nil ? .shapes : .names))
    variable.trainable = false
    variable.fixed = false
    return variable
  }

  /// The state of the optimizer, `nil` in a file that stores none.
  mutating func state(layers: [Layer]) -> OptimizerState? {
    guard !stored.optimizer.isEmpty else { return nil }
    let weights = OptimizerReader.ownWeights(stored.optimizer)
    var state = OptimizerState()
    state.name = name()
    let (scalars, slots) = OptimizerReader.split(weights)
    state.step = scalars.step.flatMap { StoredScalar($0, in: contents)?.integer }.flatMap {
      $0 < 0 ? nil : $0
    }
    state.learningRate =
      scalars.learningRate.flatMap { StoredScalar($0, in: contents)?.number } ?? configuredRate()
    state.slotsFor = variables(with: slots, optimizer: state.name, layers: layers)
    tellWhatIsMissing(state)
    tellWhatDiffers(state.slotsFor, layers: layers)
    return state
  }

  /// The variables of the optimizer that updates the model's. A `LossScaleOptimizer` wraps it, keeps it in
  /// `inner_optimizer`, and lists its variables a second time among its own (Keras 3.15.1).
  private static func ownWeights(_ weights: [StoredWeight]) -> [StoredWeight] {
    let inner = weights.filter { $0.address.hasPrefix("optimizer/inner_optimizer/vars/") }
    return inner.isEmpty ? weights : inner
  }

  // MARK: Name

  private func name() -> String? {
    if let written = OptimizerReader.entry(of: stored.training).flatMap({
      $0["class_name"]?.string ?? $0.string
    }) {
      return OptimizerNames.className(of: written)
    }
    if let name = stored.optimizerName { return OptimizerNames.className(of: name) }
    // Legacy names begin with the optimizer's: `adam/iteration`, `Adam/m/head/kernel:0`.
    let first = stored.optimizer.lazy.map { $0.name.pathComponents }.first { $0.count > 1 }
    return first?.first.map { OptimizerNames.className(of: $0) }
  }

  private static func entry(of training: JSONValue?) -> JSONValue? {
    training?["optimizer"] ?? training?["optimizer_config"]
  }

  // MARK: Scalars

  private struct Scalars {
    var step: StoredWeight?
    var learningRate: StoredWeight?
  }

  /// The count of steps comes first. Keras 3 stores the learning rate behind it, unless a schedule gives it; Keras 2
  /// does not (measured with Keras 3.15.1 and tf_keras 2.21.0).
  private static func split(_ weights: [StoredWeight]) -> (Scalars, slots: [StoredWeight]) {
    var scalars = Scalars()
    var slots = weights[...]
    if let first = slots.first, first.dataset.isScalar, first.dataset.type.isInteger {
      scalars.step = first
      slots = slots.dropFirst()
    }
    let rest = weights.dropFirst()
    if let second = rest.first, second.dataset.isScalar, second.dataset.type.isFloatingPoint,
      second.role == nil || second.role == "learning_rate"
    {
      scalars.learningRate = second
      slots = slots.dropFirst()
    }
    return (scalars, Array(slots))
  }

  /// The rate in the configuration, which is the current one when it was saved; a schedule is no number.
  private func configuredRate() -> Double? {
    switch OptimizerReader.entry(of: stored.training)?["config"]?["learning_rate"] {
    case .number(let rate)? where rate.isFinite: rate
    case .integer(let rate)?: Double(rate)
    default: nil
    }
  }

  // MARK: Slots

  private mutating func variables(
    with slots: [StoredWeight], optimizer: String?, layers: [Layer]
  ) -> [String] {
    guard slots.contains(where: { !$0.dataset.isScalar }) else { return [] }
    if let named = SlotNames.variables(with: slots, layers: layers) { return named }
    let candidates = SlotCandidates(layers)
    let patterns = SlotPattern.patterns(of: optimizer)
    let reason: String
    switch candidates.alignment(of: slots.map(\.dataset.shape), patterns: patterns) {
    case .found(let addresses): return addresses
    case .ambiguous(let first):
      reason =
        "have the shapes of more than one choice of layers, so that they do not tell which were trained"
        + (first.map { "; everything from \($0) on is one" } ?? "")
    case .tooMany: reason = "are too many to tell which layers they belong to"
    case .none: reason = "fit no choice of the stored layers"
    }
    notes.append(
      Note(
        code: "optimizer-slots-unassigned", message: "the \(slots.count) slots of the optimizer \(reason)",
        place: slots.first?.address))
    return []
  }

  // MARK: Notes

  private mutating func tellWhatIsMissing(_ state: OptimizerState) {
    var missing: [String] = []
    if state.name == nil { missing.append("the optimizer's name") }
    if state.step == nil { missing.append("its step") }
    if state.learningRate == nil { missing.append("its learning rate") }
    guard !missing.isEmpty else { return }
    let isScheduled =
      missing == ["its learning rate"]
      && OptimizerReader.entry(of: stored.training)?["config"]?["learning_rate"]?["class_name"] != nil
    notes.append(
      Note(
        code: "optimizer-not-told",
        message: isScheduled
          ? "the learning rate follows a schedule, whose current value is not stored"
          : "the file does not tell \(missing.joined(separator: ", "))",
        place: stored.optimizer.first?.address))
  }

  /// Flags that change after the last compile do not reach the optimizer: it goes on with what it had.
  private mutating func tellWhatDiffers(_ slots: [String], layers: [Layer]) {
    guard !slots.isEmpty else { return }
    let withSlots = Set(slots)
    var trainable = 0
    var withoutSlots = 0
    for variable in layers.lazy.flatMap(\.variables) where variable.sameAs == nil && !variable.fixed {
      guard let flag = variable.trainable else { return }
      guard flag else { continue }
      trainable += 1
      if !withSlots.contains(variable.address) { withoutSlots += 1 }
    }
    let frozen = withSlots.count - (trainable - withoutSlots)
    guard withoutSlots > 0 || frozen > 0 else { return }
    let what = [
      withoutSlots > 0 ? "\(withoutSlots) trainable variables have no slots" : nil,
      frozen > 0 ? "\(frozen) variables with slots are frozen" : nil,
    ].compactMap { $0 }.joined(separator: " and ")
    notes.append(
      Note(
        code: "optimizer-differs", message: "what is trainable was changed after the last compile: \(what)",
        place: stored.optimizer.first?.address))
  }
}

extension StoredDataset {
  var isScalar: Bool { shape.isEmpty }
}
