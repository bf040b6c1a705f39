import LayerCatalog

/// Options that describe blocks.
enum BlockOptions {
  /// `all`, `none` or a list of steps.
  static func steps<Step>(
    _ settings: Settings, _ name: String, default fallback: String
  ) throws(PredictionFailure) -> Set<Step> where Step: RawRepresentable<String> & CaseIterable & Hashable {
    switch try settings.string(name, default: fallback) {
    case "all": return Set(Step.allCases)
    case "none": return []
    case let words:
      var steps: Set<Step> = []
      for word in words.split(whereSeparator: { $0 == "," || $0 == "+" || $0 == " " }) {
        guard let step = Step(rawValue: String(word)) else { throw .setting(name: name) }
        steps.insert(step)
      }
      return steps
    }
  }

  /// A number of channels, `x6` for a factor of those that come in, `none` and `x1` for no such step.
  static func channels(
    _ settings: Settings, _ name: String, factorOf input: Int
  ) throws(PredictionFailure) -> Int? {
    let text = try settings.string(name)
    if text == "none" || text == "x1" { return nil }
    guard text.hasPrefix("x") else {
      guard let channels = Int(text) else { throw .setting(name: name) }
      return channels
    }
    guard let factor = Int(text.dropFirst()) else { throw .setting(name: name) }
    let (product, overflow) = factor.multipliedReportingOverflow(by: input)
    guard !overflow else { throw .setting(name: name) }
    return product
  }

  static func inputSize(_ settings: Settings) throws(PredictionFailure) -> [Int]? {
    settings["input_size"] == nil ? nil : try settings.integers("input_size", rank: 2)
  }

  /// Makes a number of `--expand`, null where there is no such step.
  static func expand(_ settings: inout Settings) throws(PredictionFailure) {
    guard case .string? = settings["expand"] else { return }
    let channels = try channels(settings, "expand", factorOf: try settings.integer("in"))
    settings["expand"] = channels.map { .integer($0) } ?? .null
  }
}

extension Int {
  /// - Throws: `PredictionFailure.setting` with the option's name, where the product leaves 64 bits.
  func multiplied(by factor: Int, _ option: String) throws(PredictionFailure) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    guard !overflow else { throw .setting(name: option) }
    return product
  }
}
