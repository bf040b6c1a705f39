import LayerCatalog

/// Options that describe blocks.
enum BlockOptions {
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

  /// Makes a number of `--expand`, null where there is no such step.
  ///
  /// - Parameter isOptional: whether a block may lack the step, which a factor of 1 then means
  /// - Throws: `PredictionFailure.setting`.
  static func expand(_ settings: inout Settings, isOptional: Bool = true) throws(PredictionFailure) {
    guard case .string(let text)? = settings["expand"] else { return }
    if text == "x1", !isOptional {
      settings["expand"] = settings["in"]
    } else {
      let channels = try channels(settings, "expand", factorOf: try settings.integer("in"))
      settings["expand"] = channels.map { .integer($0) } ?? .null
    }
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
