/// What a subscript leaves of a shape: `x[:, :4, 2:, 0]`.
enum Slicing {
  /// `key` is an index, a slice, `null` for a new axis, an ellipsis, or a list of these.
  ///
  /// Keras 3 writes slices as `{"class_name": "__slice__", "config": {"start", "stop", "step"}}`, Keras 2 as
  /// `{"start", "stop", "step"}`.
  static func outputs(_ input: TensorShape, key: SettingValue?) throws(PredictionFailure) -> TensorShape {
    guard let key else { throw .notPredictable(reason: "the subscript is not a constant") }
    let items = if case .list(let list) = key { list } else { [key] }
    let consumed = items.filter { $0 != .null && !isEllipsis($0) }.count
    guard consumed <= input.rank, items.count <= Settings.largestRank else { throw .setting(name: "key") }
    var extents: [Int?] = []
    var axis = 0
    for item in items {
      if item == .null {
        extents.append(1)
      } else if isEllipsis(item) {
        let skipped = input.rank - consumed
        extents += input.extents[axis..<min(axis + skipped, input.rank)]
        axis = min(axis + skipped, input.rank)
      } else if let slice = slice(item) {
        guard axis < input.rank else { throw .setting(name: "key") }
        extents.append(try length(of: slice, extent: input.extents[axis]))
        axis += 1
      } else if item.exactInteger != nil {
        axis += 1
      } else {
        throw .notPredictable(reason: "the subscript is not a constant")
      }
    }
    if axis < input.rank { extents += input.extents[axis...] }
    return TensorShape(extents)
  }

  private static func isEllipsis(_ item: SettingValue) -> Bool {
    if item == "..." { return true }
    return item.dictionary?["class_name"] == "__ellipsis__"
  }

  private static func slice(_ item: SettingValue) -> Settings? {
    guard let entry = item.dictionary else { return nil }
    if entry["class_name"] == "__slice__" { return entry["config"]?.dictionary }
    return entry["start"] != nil || entry["stop"] != nil ? entry : nil
  }

  /// The number of positions that Python's `slice.indices` leaves.
  private static func length(of slice: Settings, extent: Int?) throws(PredictionFailure) -> Int? {
    let bound = Settings.largestInteger
    let step = try slice.optionalInteger("step", minimum: -bound) ?? 1
    let start = try slice.optionalInteger("start", minimum: -bound)
    let stop = try slice.optionalInteger("stop", minimum: -bound)
    guard step != 0 else { throw .setting(name: "key") }
    guard let extent else {
      // Of an unknown extent only the whole is certain.
      return nil
    }
    let lower = step > 0 ? 0 : -1
    let upper = step > 0 ? extent : extent - 1
    func clamped(_ value: Int) -> Int { min(max(value < 0 ? value + extent : value, lower), upper) }
    let first = start.map(clamped) ?? (step > 0 ? lower : upper)
    let last = stop.map(clamped) ?? (step > 0 ? upper : lower)
    let distance = step > 0 ? last - first : first - last
    return distance <= 0 ? 0 : (distance - 1) / abs(step) + 1
  }
}
