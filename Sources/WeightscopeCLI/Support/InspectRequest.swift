import ArgumentParser
import Weightscope

/// What `weightscope [inspect] FILE…` is asked for.
struct InspectRequest: Request {
  var files: FileList
  var text = TextOptions()
  var inputSize: InputSize?
  var output = OutputChoice()
  var limits = Limits()

  func run(worker: HDF5Worker?) throws {
    var printer = try ReportPrinter(
      command: .inspect, output: output, text: text,
      table: text.statistics ? .statistics : text.variables ? .variables : .layers,
      words: { $0.text($1) })
    var options = StatisticsOptions()
    options.limits = limits
    options.threads = files.threadsPerFile
    let status = try files.reports(worker: worker) {
      [options, text, limits, size = inputSize?.extents] path, worker in
      text.statistics
        ? StatsRequest.entry(path, options, select: text.select, worker: worker)
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
