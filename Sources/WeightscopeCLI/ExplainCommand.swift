import ArgumentParser
import Weightscope

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `weightscope explain TOPIC …`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Where does a number of parameters come from?",
    usage: """
      weightscope explain
      weightscope explain <topic> [--in <channels>] [--input-size <n>] [<the topic's options>] [--claim <number>]
      weightscope explain <file> [<block or layer>] [--input-size <n>] [--claim <number>]
      """,
    discussion: """
      Examples:
        weightscope explain                              the topics
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18
        weightscope explain inverted-bottleneck --in 16 --expand x6 --out 24 --kernel 5 --stride 2
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18 --batch-norm depthwise,project
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18 --claim 3402
        weightscope explain resnet-bottleneck --in 256 --filters 64 --input-size 56
        weightscope explain depthwise-separable --in 32 --out 64 --input-size 112
        weightscope explain conv2d --filters 32 --kernel-size 3 --no-use-bias --in 3 --input-size 224x224
        weightscope explain batch-normalization --in 512 --claim 2048
        weightscope explain lstm --units 64 --in 32
        weightscope explain bidirectional --layer gru --units 64 --in 32
        weightscope explain conv2d                       its options, and a worked example
        weightscope explain mobilenet_v2.h5              the totals
        weightscope explain mobilenet_v2.h5 block_1      a block, or a layer
        weightscope explain mobilenet_v2.h5 --claim 3.5M

      What exists, or has a slash or a dot in it, is a file. A layer's options are its Keras arguments in kebab case. --claim takes 3402, 3,402, 3.4M or 300M.
      Exit status: 1 where the claimed number is no right count of the thing, 2 where the file could not be read or only
      in part, 64 for wrong usage.
      """)

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "A topic and its options, or a file and one of its blocks or layers.", valueName: "topic or file"))
  var words: [String] = []

  @Option(help: ArgumentHelp("Which readings give this number, and is it right?", valueName: "number"))
  var claim: String?

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  mutating func run() throws {
    guard let first = words.first else { return try list() }
    guard !first.hasPrefix("-") else {
      throw Usage.refused("name the topic first: weightscope explain <topic> \(first) …")
    }
    let claimed = try claimed()
    if ExplainCommand.isFile(first) {
      return try explain(file: first, Array(words.dropFirst()), claimed)
    }
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
    try write(ExplanationDocument(explanation: explanation))
    if let claim = explanation.claim, !claim.isRight { throw ExitCode(1) }
  }

  private static func isFile(_ word: String) -> Bool {
    word.contains("/") || word.contains(".") || access(word, F_OK) == 0
  }

  private func explain(file path: String, _ words: [String], _ claimed: ClaimedCount?) throws {
    var rest = words[...]
    let item = rest.first.flatMap { $0.hasPrefix("--") ? nil : rest.popFirst() }
    let size: [Int]?
    do throws(TopicError) { size = try FileOptions.inputSize(Array(rest)) } catch {
      throw Usage.refused(error.sentence(topic: "a file"))
    }
    let file: ExplainableFile
    do throws(ContainerError) {
      file = try ExplainableFile(path, inputSize: size, limits: limits.limits)
    } catch {
      let failure = FileFailure(path: path, error: ErrorReport(error))
      ErrorLines.write(failure)
      if [.json, .ndjson].contains(output.format) {
        try write(ExplanationDocument(files: [.failure(failure)], explanation: nil))
      }
      throw ExitCode(2)
    }
    let explanation: Explanation
    do throws(TopicError) { explanation = try file.explanation(of: item, claim: claimed) } catch {
      throw Usage.refused(error.sentence(itemOf: path))
    }
    let entry = FileEntry.report(file.report)
    try write(ExplanationDocument(files: [entry], explanation: explanation))
    if !entry.isComplete { throw ExitCode(2) }
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

  private func write(_ document: ExplanationDocument) throws {
    var destination = try OutputFile(output.output)
    let width = output.output == nil ? min(100, Standard.width(of: 1)) : 100
    switch (output.format, document.explanation) {
    case (.json, _): try destination.write(document.json())
    case (.ndjson, _): try destination.write(document.json(breaksLines: false))
    case (.text, let explanation?): try destination.write(Array(explanation.text(width: width).utf8))
    case (.csv, let explanation?): try destination.write(Array(explanation.commaSeparated.utf8))
    case (.markdown, let explanation?): try destination.write(Array(explanation.markdown.utf8))
    case (_, nil): break
    }
    try destination.finish()
  }
}

/// The options of `explain FILE`.
private enum FileOptions {
  private static let known = [LayerArgument("input_size", .integers, "extents of the input")]

  /// - Throws: `TopicError` for any other option.
  static func inputSize(_ words: [String]) throws(TopicError) -> [Int]? {
    guard let option = try TopicOption.all(in: words).first else { return nil }
    guard option.name == known[0].name else { throw .unknownOption(option.name, known: known.map(\.name)) }
    return try option.extents(of: known[0])
  }
}
