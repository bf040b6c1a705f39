import ArgumentParser
import Weightscope

extension TopicError {
  /// What is wrong with the name of a block or layer.
  func sentence(itemOf path: String) -> String {
    guard case .unknownTopic(let name, let similar) = self else { return sentence(topic: "a file") }
    let hint =
      similar.isEmpty
      ? "; weightscope \(SafeText.of(path)) and its --layers list them"
      : "; similar: " + similar.map(SafeText.of).joined(separator: ", ")
    return "\(SafeText.of(path)) has no block or layer \(SafeText.of(name))" + hint
  }

  /// What is wrong with a call, and what would be right.
  func sentence(topic: String) -> String {
    switch self {
    case .unknownTopic(let name, let similar):
      "\(SafeText.of(name)) is no topic"
        + (similar.isEmpty
          ? "; weightscope explain lists them" : "; similar: " + similar.joined(separator: ", "))
    case .unknownOption(let name, let known):
      "\(topic) has no option --\(SafeText.of(TopicError.kebab(name))); it has "
        + known.map { "--" + TopicError.kebab($0) }.joined(separator: ", ")
    case .missing(let name): "\(topic) needs --\(TopicError.kebab(name))"
    case .value(let option, let expected): "--\(TopicError.kebab(option)) takes \(expected)"
    case .strayWord(let word): "\(SafeText.of(word)) belongs to no option"
    case .refused(.setting(let name)): "--\(TopicError.kebab(name)) has a value that no layer can have"
    case .refused(.unknownExtent(let axis)): "extent \(axis) of the input is not known: --in, --input-size"
    case .refused(.inputs(let expected)): "the input must be \(expected)"
    case .refused(.notPredictable(let reason)): reason
    }
  }

  private static func kebab(_ name: String) -> String { String(name.map { $0 == "_" ? "-" : $0 }) }
}

/// A call that was written wrongly: one line, and status 64.
enum Usage {
  static func refused(_ sentence: String) -> ExitCode {
    ErrorLines.write(sentence + " (weightscope explain --help)")
    return ExitCode(64)
  }
}
