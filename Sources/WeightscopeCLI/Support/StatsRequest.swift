import ArgumentParser
import Weightscope

/// What `weightscope stats FILE…` is asked for.
struct StatsRequest: Request {
  var files: FileList
  /// Only layers whose name or address this matches.
  var select: Glob?
  var sha256 = false
  /// `nil` for as many as there are processors.
  var threads: Int?
  var output = OutputChoice()
  var limits = Limits()

  func run(worker: HDF5Worker?) throws {
    var options = StatisticsOptions()
    options.sha256 = sha256
    options.limits = limits
    options.threads = threads ?? files.threadsPerFile
    if files.paths.count == 1 { options.progress = { ProgressLine.show(bytes: $0, of: $1) } }
    var text = TextOptions()
    text.select = select
    var printer = try ReportPrinter(
      command: .stats, output: output, text: text, table: .statistics,
      words: { $0.statsText($1) })
    let status = try files.reports(worker: worker) { [options, select] path, worker in
      StatsRequest.entry(path, options, select: select, worker: worker)
    } take: { entry in
      try printer.take(entry)
    }
    try printer.finish()
    if status != 0 { throw ExitCode(status) }
  }

  static func entry(
    _ path: String, _ options: StatisticsOptions, select: Glob?, worker: HDF5Worker?
  ) -> FileEntry {
    Inspection(path: path, worker: worker) { path, worker throws(ContainerError) in
      try Weightscope.stats(path, options: options, worker: worker) { name, address in
        select.takes(name, address)
      }
    }.entry
  }
}
