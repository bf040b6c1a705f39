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
    let list = try input.list()
    let limits = limits.limits
    var text = selection.text
    text.statistics = stats
    var printer = try ReportPrinter(
      command: .inspect, output: output, text: text,
      table: stats ? .statistics : selection.variables ? .variables : .layers,
      words: { $0.text($1) })
    var options = StatisticsOptions()
    options.limits = limits
    options.threads = list.threadsPerFile
    let status = try list.reports(worker: worker) {
      [stats, options, select = text.select, size = inputSize?.extents] path, worker in
      stats
        ? StatsCommand.entry(path, options, select: select, worker: worker)
        : Inspection(path: path, worker: worker) { path, worker throws(ContainerError) in
          try Weightscope.inspect(path, inputSize: size, limits: limits, worker: worker)
        }.entry
    } take: { entry in
      try printer.take(entry)
    }
    try printer.finish()
    if status != 0 { throw ExitCode(status) }
  }
}
