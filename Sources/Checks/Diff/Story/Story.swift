import Containers
import KerasModels
import LayerCatalog

/// What happened between two files, in sentences.
struct Story {
  let sentences: [String]
  let areUnrelated: Bool

  init(
    _ layers: [LayerDifference], _ summary: DifferenceSummary, _ before: ModelDifference.Side,
    _ after: ModelDifference.Side, isWhole: Bool
  ) {
    let teller = StoryTeller(layers, summary, before, after, isWhole: isWhole)
    areUnrelated = teller.areUnrelated
    sentences = [
      teller.selected(), teller.unrelated(), teller.nothing(), teller.counts(), teller.parts(),
      teller.unlike(), teller.frozen(),
      teller.statisticsOnly(), teller.statisticsAndAffine(), teller.retyped(), teller.quantized(),
      teller.transposed(),
      teller.replaced(), teller.nan(), teller.notCompared(),
    ].compactMap { $0 }
  }
}

/// Each sentence, or `nil` where there is nothing of the kind to tell.
private struct StoryTeller {
  let layers: [LayerDifference]
  let summary: DifferenceSummary
  let before: ModelDifference.Side
  let after: ModelDifference.Side

  private let variables: [VariableDifference]
  private let pairs: [LayerDifference]
  /// Pairs of the same shapes, and layers that own variables on each side.
  private let common: Int
  private let owners: (before: Int, after: Int)
  /// Fewer than a third of the layers are in both: nothing else then means anything.
  let areUnrelated: Bool
  /// Whether the layers are all that there are.
  private let isWhole: Bool

  init(
    _ layers: [LayerDifference], _ summary: DifferenceSummary, _ before: ModelDifference.Side,
    _ after: ModelDifference.Side, isWhole: Bool
  ) {
    self.isWhole = isWhole
    self.layers = layers
    self.summary = summary
    self.before = before
    self.after = after
    variables = layers.flatMap(\.variables)
    pairs = layers.filter { $0.before != nil && $0.after != nil }
    common = pairs.count { $0.status != .reshaped }
    owners = (before.model.owners.count, after.model.owners.count)
    // Of some layers nothing can be said about the whole.
    areUnrelated =
      isWhole && min(owners.before, owners.after) > 0 && common * 3 < max(owners.before, owners.after)
  }

  func selected() -> String? {
    guard !isWhole else { return nil }
    guard !layers.isEmpty else { return "No layer of either file was selected." }
    return
      "This is about \(number(layers.count, "layer")), selected from \(max(owners.before, owners.after).grouped)."
  }

  func unrelated() -> String? {
    if owners.before == 0 { return "The earlier file holds no variables of layers." }
    if owners.after == 0 { return "The later file holds no variables of layers." }
    guard areUnrelated else { return nil }
    return
      "These look like different models: \(common.grouped) of \(owners.after.grouped) layers "
      + "have a counterpart of the same shape among \(owners.before.grouped)."
  }

  func nothing() -> String? {
    let all = variables.count
    guard all > 0, variables.allSatisfy({ $0.status == .identical }) else { return nil }
    if before.contents.isSameFile(as: after.contents) {
      return "Both names lead to one file, in which \(number(all, "variable")) can only be identical."
    }
    let identical = "\(all.grouped) of \(all.grouped) variables are identical."
    if layers.contains(where: hasOtherName) { return "The same weights under other names: " + identical }
    if isPackedDifferently { return "The same weights in other packaging: " + identical }
    return
      "0 of \(all.grouped) variables changed: what was loaded or trained in between reached none of them."
  }

  private func hasOtherName(_ layer: LayerDifference) -> Bool {
    guard let one = layer.before, let other = layer.after else { return false }
    return before.model.layers[one].name != after.model.layers[other].name
  }

  /// Another layout, container or nesting, or values stored in another way.
  private var isPackedDifferently: Bool {
    if before.model.layout != after.model.layout || before.contents.format != after.contents.format
      || before.contents.members.map(\.method) != after.contents.members.map(\.method)
    {
      return true
    }
    return layers.contains { layer in
      guard let one = layer.before.map({ before.model.layers[$0] }),
        let other = layer.after.map({ after.model.layers[$0] })
      else { return false }
      return (one.parent == nil) != (other.parent == nil)
        || zip(one.variables, other.variables).contains {
          $0.address != $1.address || $0.type != $1.type || $0.storage.isChunked != $1.storage.isChunked
        }
    }
  }

  func counts() -> String? {
    guard !areUnrelated, !pairs.isEmpty, summary.changed + summary.added + summary.removed > 0 else {
      return nil
    }
    let moved = layers.count(where: \.hasMoved)
    var text =
      "\(summary.identical.grouped) of \(pairs.count.grouped) layers are identical, \(moved.grouped) changed"
    if moved == 0 {
      text =
        summary.changed > 0
        ? "No layer changed beyond how its values are written"
        : "What both files hold is identical (\(number(pairs.count, "layer")))"
    }
    if summary.added > 0 { text += ", \(summary.added.grouped) \(summary.added == 1 ? "was" : "were") added" }
    if summary.removed > 0 { text += ", \(summary.removed.grouped) removed" }
    if summary.parametersChanged > 0 { text += " (\(number(summary.parametersChanged, "value")))" }
    return text + "."
  }

  func parts() -> String? {
    guard !areUnrelated, !pairs.isEmpty, let backbone = summary.backbone, let head = summary.head,
      variables.contains(where: { $0.status != .identical })
    else { return nil }
    return "Backbone \(backbone). Head \(head)."
  }

  func unlike() -> String? {
    let kernels = UnlikeKernels(layers, after.model)
    guard !areUnrelated, kernels.areMost else { return nil }
    return
      "In \(kernels.unlike.grouped) of \(number(kernels.changed, "kernel")) that changed nothing is left of the earlier "
      + "values (cosine near 0): other weights were loaded, or the model was built anew. Training alone seldom goes so far."
  }

  func frozen() -> String? {
    guard !areUnrelated, variables.contains(where: { $0.status != .identical }) else { return nil }
    switch summary.frozenKept {
    case true?: return "Everything that is flagged frozen stayed as it was."
    case false?: return "Flagged frozen, but changed: \(list(summary.frozenChanged))."
    case nil:
      guard !summary.frozenChanged.isEmpty else { return nil }
      return
        "Flagged frozen before and changed: \(list(summary.frozenChanged)). The later file does not tell whether "
        + "they were unfrozen."
    }
  }

  func statisticsOnly() -> String? {
    guard !summary.statisticsOnly.isEmpty else { return nil }
    return
      "In \(number(summary.statisticsOnly.count, "BatchNorm")) only the moving statistics moved, gamma and beta "
      + "stayed: \(list(summary.statisticsOnly)). A custom loop that calls the model with training=True does this, "
      + "fit on a frozen layer does not."
  }

  func statisticsAndAffine() -> String? {
    guard !summary.statisticsAndAffine.isEmpty, !areUnrelated else { return nil }
    return
      "In \(number(summary.statisticsAndAffine.count, "BatchNorm")) both statistics and gamma or beta changed: "
      + "\(list(summary.statisticsAndAffine))."
  }

  func retyped() -> String? {
    let layers = layers.filter { !$0.isQuantized }
    let retyped = layers.flatMap(\.variables).filter { $0.status == .retyped }
    guard !retyped.isEmpty else { return nil }
    let equal = retyped.count { $0.equalAfterRounding == true }
    let what = types(of: layers)
    if equal == retyped.count, equal == 1 { return "\(what): equal after rounding." }
    return equal == retyped.count
      ? "\(what): equal after rounding in all \(retyped.count.grouped) variables."
      : "\(what): \(equal.grouped) of \(retyped.count.grouped) variables are equal after rounding."
  }

  func quantized() -> String? {
    let layers = layers.filter(\.isQuantized)
    guard !layers.isEmpty else { return nil }
    let what =
      "\(types(of: layers)) with a scale beside the values in \(number(layers.count, "layer")): quantized, "
    let offSteps = layers.flatMap(\.variables).filter { $0.status == .retyped }.map(\.offSteps)
    guard !offSteps.contains(nil) else { return what + "which diff does not undo." }
    let off = offSteps.reduce(0) { $0 + ($1 ?? 0) }
    return off == 0
      ? what + "and every value is the nearest step of its scale."
      : what + "but \(number(off, "value")) \(off == 1 ? "is" : "are") not the nearest step of the scale."
  }

  /// What types of retyped variables became.
  private func types(of layers: [LayerDifference]) -> String {
    var types: [String] = []
    for layer in layers {
      guard let one = layer.before, let other = layer.after else { continue }
      for variable in layer.variables where variable.status == .retyped {
        guard let first = variable.before, let second = variable.after else { continue }
        let (earlier, later) = (
          before.model.layers[one].variables[first], after.model.layers[other].variables[second]
        )
        let words =
          "\(earlier.dtype) became \(later.dtype)"
          + (Quantization.packs(earlier, later) ? " (two values to a byte)" : "")
        if !types.contains(words) { types.append(words) }
      }
    }
    return types.joined(separator: ", ")
  }

  func transposed() -> String? {
    let found = layers.filter { layer in layer.variables.contains { $0.status == .transposed } }
    guard let axes = found.first?.variables.first(where: { $0.axes != nil })?.axes else { return nil }
    let order = axes.map(String.init).joined(separator: ", ")
    return "In \(number(found.count, "layer")) the values are the same with the axes in the order \(order), "
      + "as other frameworks arrange them."
  }

  func replaced() -> String? {
    guard !areUnrelated else { return nil }
    let reshaped = layers.compactMap { layer -> String? in
      guard let one = layer.before, let other = layer.after,
        let variable = layer.variables.first(where: { $0.status == .reshaped }), let first = variable.before,
        let second = variable.after
      else { return nil }
      let shapes = [
        before.model.layers[one].variables[first].shape, after.model.layers[other].variables[second].shape,
      ]
      let words = shapes.map(extents)
      let common = variable.commonShape.map { ", the first \(extents($0)) unchanged" } ?? ""
      return
        "\(after.model.layers[other].name) \(variable.role.rawValue) \(words[0]) became \(words[1])\(common)"
    }
    return reshaped.isEmpty ? nil : "Another shape: \(list(reshaped, most: 3, separator: "; "))."
  }

  private func extents(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " x ") }

  func nan() -> String? {
    func names(_ isConcerned: (VariableDifference) -> Bool) -> [String] {
      layers.filter { $0.variables.contains(where: isConcerned) }
        .compactMap { $0.after.map { after.model.layers[$0].name } }
    }
    let (new, gone) = (names { $0.newNaN > 0 }, names { $0.goneNaN > 0 })
    let sentences = [
      new.isEmpty ? nil : "NaN where there was none: \(list(new)).",
      gone.isEmpty ? nil : "NaN is gone from: \(list(gone)).",
    ]
    let told = sentences.compactMap { $0 }
    return told.isEmpty ? nil : told.joined(separator: " ")
  }

  func notCompared() -> String? {
    let count = variables.count { $0.status == .notCompared }
    guard count > 0 else { return nil }
    let rest =
      variables.allSatisfy { $0.status == .identical || $0.status == .notCompared } && count < variables.count
      ? "; the others are identical" : ""
    return "\(count.grouped) of \(number(variables.count, "variable")) could not be compared\(rest)."
  }

  private func number(_ count: Int, _ what: String) -> String {
    "\(count.grouped) \(what)" + (count == 1 || what == "BatchNorm" ? "" : "s")
  }

  private func list(_ names: [String], most: Int = 4, separator: String = ", ") -> String {
    let shown = names.prefix(most).joined(separator: separator)
    return names.count > most ? "\(shown) and \((names.count - most).grouped) more" : shown
  }
}

extension VariableStorage {
  fileprivate var isChunked: Bool {
    if case .chunked = layout { true } else { false }
  }
}
