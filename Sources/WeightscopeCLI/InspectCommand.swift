import ArgumentParser
import Weightscope

/// `weightscope [inspect] FILE…`
struct InspectCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What is in a file: blocks, layers, variables, totals.",
    discussion: """
      Examples:
        weightscope mobilenet_v2.h5
        weightscope model.weights.h5 --layers --variables
        weightscope -r models/ --format ndjson
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @Flag(help: "The figures of the variables' values, as the command stats makes them, for each layer.")
  var stats = false

  @Option(
    help: ArgumentHelp(
      "Feed images of this size, such as 96 or 96x128, for shapes and multiply-accumulates.", valueName: "n"))
  var inputSize: InputSize?

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  func run(worker: HDF5Worker?) throws {
    try request().run(worker: worker)
  }

  func request() throws -> InspectRequest {
    var request = InspectRequest(files: try input.list())
    request.text = selection.text
    request.text.statistics = stats
    request.inputSize = inputSize
    request.output = output.choice
    request.limits = limits.limits
    return request
  }
}
