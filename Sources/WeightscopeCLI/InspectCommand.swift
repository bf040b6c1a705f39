import ArgumentParser
import Weightscope

/// `weightscope [inspect] FILE…`
struct InspectCommand: ParsableCommand {
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
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  mutating func run() throws { try run(worker: nil) }

  /// - Parameter worker: a child process that was started before the command line was parsed.
  func run(worker: consuming HDF5Worker?) throws {
    let list = try input.list()
    var printer = try ReportPrinter(output: output, selection: selection)
    let status = try list.inspect(limits: limits.limits, worker: worker) { entry in try printer.take(entry) }
    try printer.finish()
    if status != 0 { throw ExitCode(status) }
  }
}
