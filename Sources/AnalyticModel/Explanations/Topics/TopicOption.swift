import LayerCatalog

/// One option as it was written: `--kernel-size 3`, `--no-use-bias`.
public struct TopicOption: Hashable, Sendable {
  /// Keras' own spelling: `kernel_size`.
  public var name: String
  /// `nil` for an option without a value.
  public var text: String?

  public init(name: String, text: String?) {
    self.name = name
    self.text = text
  }

  /// The options among words of a command line. `--channels` is another word for `--in`.
  /// - Throws: `TopicError.strayWord` for a word that belongs to no option.
  public static func all(in words: [String]) throws(TopicError) -> [TopicOption] {
    var options: [TopicOption] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.utf8.count > 2 else { throw .strayWord(word) }
      let halves = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(halves[0]).lowercased()
      var text = halves.count == 2 ? String(halves[1]) : nil
      if text == nil, let next = rest.first, !next.hasPrefix("--") {
        text = next
        rest = rest.dropFirst()
      }
      let spelled = String(name.map { $0 == "-" ? "_" : $0 })
      options.append(TopicOption(name: spelled == "channels" ? "in" : spelled, text: text))
    }
    return options
  }

  /// Whether the option sets this argument, directly or as `no_use_bias`.
  func names(_ argument: LayerArgument) -> Bool {
    if name == argument.name { return true }
    guard case .flag = argument.value else { return false }
    return name == "no_" + argument.name
  }

  /// - Throws: `TopicError.value`.
  func value(of argument: LayerArgument) throws(TopicError) -> SettingValue {
    let value: SettingValue?
    switch argument.value {
    case .integer: value = text.flatMap(TopicOption.integer)
    case .integers: value = text.flatMap(TopicOption.integers)
    case .flag: value = flag(argument)
    case .text, .layer, .layers: value = text.map { .string($0) }
    }
    guard let value else {
      throw .value(option: argument.name, expected: argument.value.expected)
    }
    return value
  }

  /// Positive extents.
  /// - Throws: `TopicError.value`.
  public func extents(of argument: LayerArgument) throws(TopicError) -> [Int] {
    let settings = Settings([(argument.name, try value(of: argument))])
    do throws(PredictionFailure) {
      return try settings.integerList(argument.name, minimum: 1)
    } catch {
      throw .value(option: argument.name, expected: argument.value.expected)
    }
  }

  private func flag(_ argument: LayerArgument) -> SettingValue? {
    let isNegated = name != argument.name
    switch text?.lowercased() {
    case nil: return .bool(!isNegated)
    case "true", "yes", "1": return .bool(!isNegated)
    case "false", "no", "0": return .bool(isNegated)
    default: return nil
    }
  }

  private static func integer(_ text: String) -> SettingValue? {
    text == "None" || text == "none" ? .null : Int(text).map { .integer($0) }
  }

  /// `3`, `3x3`, `3,3`, `(3, 3)`.
  private static func integers(_ text: String) -> SettingValue? {
    let plain = text.filter { !"()[] ".contains($0) }
    let words = plain.split(omittingEmptySubsequences: true) { $0 == "," || $0 == "x" }
    guard !words.isEmpty, words.count <= Settings.largestRank else { return nil }
    var numbers: [SettingValue] = []
    for word in words {
      guard let number = integer(String(word)) else { return nil }
      numbers.append(number)
    }
    return numbers.count == 1 ? numbers[0] : .list(numbers)
  }
}

extension LayerArgument.Value {
  /// What an option of this kind takes, in words.
  public var expected: String {
    switch self {
    case .integer: "a whole number"
    case .integers: "whole numbers, such as 3 or 3x3"
    case .flag: "no value, true or false"
    case .text: "a word"
    case .layer: "the name of a layer, such as lstm"
    case .layers: "names of layers, such as lstm-cell,gru-cell"
    }
  }
}

extension LayerArgument {
  static let input = LayerArgument("in", .integer, "channels, or features, that come in")
  static let inputSize = LayerArgument("input_size", .integers, "extents of the input, such as 224x224")
}
