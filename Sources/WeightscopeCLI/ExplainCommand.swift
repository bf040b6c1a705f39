import ArgumentParser
import Weightscope

/// `weightscope explain TOPIC …`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Where does a number of parameters come from?",
    usage: """
      weightscope explain
      weightscope explain <topic> [--in <channels>] [--input-size <n>] [<the topic's options>] [--claim <number>]
      """,
    discussion: """
      Examples:
        weightscope explain                              the topics
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18
        weightscope explain inverted-bottleneck --in 16 --expand x6 --out 24 --kernel 5 --stride 2
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18 --batch-norm depthwise,project
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18 --claim 3402
        weightscope explain resnet-bottleneck --in 256 --filters 64 --input-size 56
        weightscope explain conv2d --filters 32 --kernel-size 3 --no-use-bias --in 3 --input-size 224x224
        weightscope explain batch-normalization --in 512 --claim 2048
        weightscope explain lstm --units 64 --in 32
        weightscope explain bidirectional --layer gru --units 64 --in 32
        weightscope explain conv2d                       its options, and a worked example

      A layer's options are its Keras arguments in kebab case. --claim takes 3402, 3,402, 3.4M or 300M.
      Exit status: 1 where the claimed number is no right count of the thing, 64 for wrong usage.
      """)

  @Argument(
    parsing: .allUnrecognized, help: ArgumentHelp("A topic and its options.", valueName: "topic"))
  var words: [String] = []

  @Option(help: ArgumentHelp("Which readings give this number, and is it right?", valueName: "number"))
  var claim: String?

  @OptionGroup(title: "Output") var output: OutputOptions

  mutating func run() throws {
    guard let first = words.first else { return try list() }
    guard !first.hasPrefix("-") else {
      throw Usage.refused("name the topic first: weightscope explain <topic> \(first) …")
    }
    let claimed = try claimed()
    let explanation: Explanation
    do throws(TopicError) {
      let topic = try ExplanationTopics.named(first)
      if first == "bottleneck" {
        ErrorLines.write("bottleneck is taken as inverted-bottleneck; the other is resnet-bottleneck")
      }
      let settings = try topic.settings(TopicOption.all(in: Array(words.dropFirst())))
      explanation = try topic.explanation(settings, claim: claimed)
    } catch {
      throw Usage.refused(error.sentence(topic: first))
    }
    try write(explanation)
    if let claim = explanation.claim, !claim.isRight { throw ExitCode(1) }
  }

  private func claimed() throws -> ClaimedCount? {
    guard let claim else { return nil }
    guard let claimed = ClaimedCount(claim) else {
      throw Usage.refused("--claim takes a number such as 3402, 3,402, 3.4M or 300M")
    }
    return claimed
  }

  private func list() throws {
    guard claim == nil else { throw Usage.refused("--claim needs a topic") }
    var destination = try OutputFile(output.output)
    switch output.format {
    case .text: try destination.write(Array(TopicList.text(width: Standard.width(of: 1)).utf8))
    case .markdown: try destination.write(Array(TopicList.markdown.utf8))
    case .csv: try destination.write(Array(TopicList.commaSeparated.utf8))
    case .json, .ndjson: throw Usage.refused("name a topic; --format json explains one")
    }
    try destination.finish()
  }

  private func write(_ explanation: Explanation) throws {
    var destination = try OutputFile(output.output)
    let width = output.output == nil ? min(100, Standard.width(of: 1)) : 100
    switch output.format {
    case .text: try destination.write(Array(explanation.text(width: width).utf8))
    case .json: try destination.write(explanation.json())
    case .ndjson: try destination.write(explanation.json(breaksLines: false))
    case .csv: try destination.write(Array(explanation.commaSeparated.utf8))
    case .markdown: try destination.write(Array(explanation.markdown.utf8))
    }
    try destination.finish()
  }
}

extension TopicError {
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
