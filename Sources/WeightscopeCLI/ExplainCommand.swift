import ArgumentParser
import Weightscope

/// `weightscope explain TOPIC …`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Where does a number of parameters come from?",
    discussion: """
      Examples:
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18
        weightscope explain inverted-bottleneck --in 16 --expand x6 --out 24 --kernel 5
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18 --batch-norm depthwise,project
      """)

  enum Topic: String, ExpressibleByArgument, CaseIterable {
    case invertedBottleneck = "inverted-bottleneck"
    case bottleneck
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case ndjson
  }

  @Argument(help: "inverted-bottleneck (bottleneck is taken as the same).")
  var topic: Topic

  @Option(name: .customLong("in"), help: ArgumentHelp("Channels that come in.", valueName: "c"))
  var input: Int

  @Option(help: ArgumentHelp("Channels after the expansion, a factor such as x6, or none.", valueName: "e"))
  var expand: String

  @Option(name: .customLong("out"), help: ArgumentHelp("Channels that go out.", valueName: "o"))
  var output: Int

  @Option(help: ArgumentHelp("Side of the depthwise kernel.", valueName: "k"))
  var kernel = 3

  @Option(help: ArgumentHelp("Stride of the depthwise convolution.", valueName: "s"))
  var stride = 1

  @Option(help: ArgumentHelp("all, none, or steps such as depthwise,project.", valueName: "steps"))
  var batchNorm = "all"

  @Flag(help: "Count Keras' default biases (use_bias=True) too.")
  var kerasDefaults = false

  @Option(help: ArgumentHelp("Side of the input image, for multiply-accumulates.", valueName: "n"))
  var inputSize: Int?

  @Option(help: "text, json or ndjson.")
  var format: Format = .text

  mutating func run() throws {
    let explanation: Explanation
    do throws(PredictionFailure) {
      explanation = try Explanation.invertedBottleneck(try specification())
    } catch {
      throw ValidationError(error.sentence)
    }
    if topic == .bottleneck { ErrorLines.write("bottleneck is taken as inverted-bottleneck") }
    var destination = try OutputFile(nil)
    switch format {
    case .text: try destination.write(Array(explanation.text(width: min(100, Standard.width(of: 1))).utf8))
    case .json: try destination.write(explanation.json())
    case .ndjson: try destination.write(explanation.json(breaksLines: false))
    }
    try destination.finish()
  }

  private func specification() throws(PredictionFailure) -> InvertedBottleneckSpecification {
    var block = InvertedBottleneckSpecification(input: input, expand: try expandedChannels(), output: output)
    block.kernel = kernel
    block.stride = stride
    block.biases = kerasDefaults
    block.inputSize = inputSize
    switch batchNorm {
    case "all": break
    case "none": block.batchNormAfter = []
    default:
      block.batchNormAfter = []
      for word in batchNorm.split(separator: ",") {
        guard let step = InvertedBottleneckSpecification.Step(rawValue: String(word)) else {
          throw .setting(name: "batch-norm")
        }
        block.batchNormAfter.insert(step)
      }
    }
    return block
  }

  private func expandedChannels() throws(PredictionFailure) -> Int? {
    if expand == "none" || expand == "x1" { return nil }
    if expand.hasPrefix("x"), let factor = Int(expand.dropFirst()) {
      let (product, overflow) = factor.multipliedReportingOverflow(by: input)
      guard !overflow else { throw .setting(name: "expand") }
      return product
    }
    guard let channels = Int(expand) else { throw .setting(name: "expand") }
    return channels
  }
}

extension PredictionFailure {
  var sentence: String {
    switch self {
    case .setting(let name): "--\(name) has a value that no layer can have"
    case .unknownExtent(let axis): "extent \(axis) of the input is not known"
    case .inputs(let expected): "the input must be \(expected)"
    case .notPredictable(let reason): reason
    }
  }
}
