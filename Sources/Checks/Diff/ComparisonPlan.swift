import Containers
import KerasModels
import LayerCatalog

/// What has to be compared, and what came of it.
struct ComparisonPlan {
  /// A pair of variables, named by their places: positions of the layer and of the variable in it.
  private struct Key: Hashable {
    struct Place: Hashable {
      var layer: Int
      var variable: Int
    }

    var before: Place
    var after: Place

    /// - Returns: `nil` for a variable that is on one side only.
    init?(_ layer: LayerDifference, _ variable: VariableDifference) {
      guard let one = layer.before, let other = layer.after, let first = variable.before,
        let second = variable.after
      else { return nil }
      before = Place(layer: one, variable: first)
      after = Place(layer: other, variable: second)
    }
  }

  private struct Entry {
    var key: Key
    var before: Subject
    var after: Subject
  }

  private let before: ModelDifference.Side
  private let after: ModelDifference.Side
  private let filesBefore: [String?: Int]
  private let filesAfter: [String?: Int]
  private var entries: [Entry] = []
  private var failures: [Key: ValueFailure] = [:]
  private var sums: [Key: DifferenceSums] = [:]
  private var axes: [Key: [Int]] = [:]
  private var commonParts: [Key: [Int]] = [:]
  /// Values that are not the nearest step of a scale.
  private var misfits: [Key: Int] = [:]
  /// Variables of each side that could not be read.
  private(set) var notesBefore: [Note] = []
  private(set) var notesAfter: [Note] = []
  /// Of the values that were compared on each side, where that is wanted.
  private(set) var fingerprints: (before: Fingerprint, after: Fingerprint)?

  init(_ before: ModelDifference.Side, _ after: ModelDifference.Side) {
    self.before = before
    self.after = after
    filesBefore = before.contents.files
    filesAfter = after.contents.files
  }

  mutating func add(_ pair: LayerPairing.Pair) -> LayerDifference {
    let one = before.model.layers[pair.before]
    let other = after.model.layers[pair.after]
    let variables = VariablePairing.pairs(one, other).map { places -> VariableDifference in
      let role = places.after.map { other.variables[$0].role } ?? places.before.map { one.variables[$0].role }
      let status: DifferenceStatus =
        places.before == nil ? .added : places.after == nil ? .removed : .notCompared
      return VariableDifference(
        role: role ?? .unknown, before: places.before, after: places.after, status: status)
    }
    let layer = LayerDifference(
      before: pair.before, after: pair.after, by: pair.by,
      variables: variables)
    for variable in variables { add(variable, of: layer) }
    return layer
  }

  func alone(_ index: Int, in model: Model, isAdded: Bool) -> LayerDifference {
    LayerDifference(
      before: isAdded ? nil : index, after: isAdded ? index : nil, by: nil,
      variables: model.layers[index].ownedVariables.map {
        VariableDifference(
          role: model.layers[index].variables[$0].role, before: isAdded ? nil : $0, after: isAdded ? $0 : nil,
          status: isAdded ? .added : .removed)
      })
  }

  private mutating func add(_ variable: VariableDifference, of layer: LayerDifference) {
    guard let key = Key(layer, variable) else { return }
    let (earlier, later) = (self.variable(key.before, of: before), self.variable(key.after, of: after))
    guard let one = subject(earlier, filesBefore, of: key, isBefore: true),
      let other = subject(later, filesAfter, of: key, isBefore: false)
    else { return }
    entries.append(Entry(key: key, before: one, after: other))
  }

  private mutating func subject(
    _ variable: Variable, _ files: [String?: Int], of key: Key, isBefore: Bool
  ) -> Subject? {
    do throws(ValueFailure) {
      return try Subject(variable, files: files)
    } catch {
      fail(key, error, isBefore: isBefore)
      return nil
    }
  }

  private func variable(_ place: Key.Place, of side: ModelDifference.Side) -> Variable {
    side.model.layers[place.layer].variables[place.variable]
  }

  /// Compares everything.
  ///
  /// - Parameter checksMembers: whether the members of archives in which it lies are held against their checksums.
  mutating func run(options: StatisticsOptions, checksMembers: Bool) {
    let first = before.contents.valueSources(
      of: entries.map(\.before.stored), limits: options.limits, threads: options.threads)
    let second = after.contents.valueSources(
      of: entries.map(\.after.stored), limits: options.limits, threads: options.threads)
    var comparisons: [Comparison] = []
    var positions: [Int] = []
    for (index, entry) in entries.enumerated() {
      if case .failure(let failure) = first[index] { fail(entry.key, failure, isBefore: true) }
      if case .failure(let failure) = second[index] { fail(entry.key, failure, isBefore: false) }
      guard case .success(let one) = first[index], case .success(let other) = second[index] else { continue }
      let comparison = Comparison(
        before: entry.before, after: entry.after, beforeSource: one, afterSource: other)
      guard entry.before.count == entry.after.count else {
        commonParts[entry.key] = CommonPart.shape(comparison)
        continue
      }
      positions.append(index)
      comparisons.append(comparison)
    }
    let outcome = ComparisonRun.run(
      comparisons, membersBefore: checksMembers ? before.contents.storedMembers : [],
      membersAfter: checksMembers ? after.contents.storedMembers : [], options: options)
    for ((position, comparison), result) in zip(zip(positions, comparisons), outcome.sums) {
      let entry = entries[position]
      switch result {
      case .failure(let unread):
        fail(
          entry.key, ValueFailure("its values cannot be read to their end"), isBefore: unread.isBefore)
      case .success(let total):
        sums[entry.key] = total
        if total.changed > 0 {
          axes[entry.key] = Transposition.order(comparison)
          misfits[entry.key] = misfits(in: comparison, of: entry.key, options: options)
        }
      }
    }
    fingerprints = outcome.fingerprints
    notesBefore += outcome.damageBefore
    notesAfter += outcome.damageAfter
  }

  /// For values that became integers with a scale beside them: how many of them are not the nearest step.
  private func misfits(in comparison: Comparison, of key: Key, options: StatisticsOptions) -> Int? {
    let later = self.variable(key.after, of: after)
    guard comparison.before.format.epsilon > 0, comparison.after.format == .signed(bytes: 1) else {
      return nil
    }
    for scale in after.model.layers[key.after.layer].variables where scale.role.isQuantizationScale {
      guard let subject = try? Subject(scale, files: filesAfter),
        let values = try? after.contents.valueSources(of: [subject.stored], limits: options.limits)[0].get(),
        let check = QuantizationCheck(of: later, by: scale, values: values)
      else { continue }
      return check.misfits(in: comparison)
    }
    return nil
  }

  private mutating func fail(_ key: Key, _ failure: ValueFailure, isBefore: Bool) {
    failures[key] = failure
    let address = isBefore ? variable(key.before, of: before).address : variable(key.after, of: after).address
    let note = Note(code: "values-unreadable", message: failure.reason, place: address)
    if isBefore { notesBefore.append(note) } else { notesAfter.append(note) }
  }

  /// The difference with what was found.
  func result(of variable: VariableDifference, in layer: LayerDifference) -> VariableDifference {
    guard let key = Key(layer, variable) else { return variable }
    var result = variable
    let (earlier, later) = (self.variable(key.before, of: before), self.variable(key.after, of: after))
    if let failure = failures[key] {
      result.reason = failure.reason
      return result
    }
    // Two values in a byte have a shape of their own, and are held against others only by a quantizer's scales.
    if layer.hasOtherScales, Quantization.packs(earlier, later) {
      result.status = .retyped
      result.equalAfterRounding = false
      return result
    }
    let hasShape = earlier.shape == later.shape
    if let order = axes[key] {
      result.status = .transposed
      result.axes = order
      result.changedValues = 0
      return result
    }
    guard let sums = sums[key], hasShape || sums.changed == 0 else {
      result.status = .reshaped
      result.commonShape = commonParts[key]
      return result
    }
    result.largestChange = sums.largest
    result.relativeL2 = sums.relativeL2
    result.cosine = sums.cosine
    result.changedValues = sums.changed
    result.newNaN = max(0, sums.nanAfter - sums.nanBefore)
    result.goneNaN = max(0, sums.nanBefore - sums.nanAfter)
    if earlier.dtype != later.dtype {
      result.status = .retyped
      result.offSteps = misfits[key]
      result.equalAfterRounding =
        sums.count > 0 && isRounding(earlier, later) ? sums.unrounded == 0 : sums.changed == 0
    } else {
      result.status = !hasShape ? .reshaped : sums.changed == 0 ? .identical : .changed
    }
    return result
  }

  private func isRounding(_ one: Variable, _ other: Variable) -> Bool {
    guard let first = NumberFormat(one.type, dtype: one.dtype),
      let second = NumberFormat(other.type, dtype: other.dtype)
    else { return false }
    return Rounding(first, second) != nil
  }
}
