import ArgumentParser
import Weightscope

/// `weightscope stats FILE…`
struct StatsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "What do the values look like: counts, range, mean, deviation, and what is suspicious.",
    discussion: """
      Suspicious variables come first: NaN and infinity, all zero, all equal, statistics of BatchNorm that were
      never updated, kernels that look freshly initialised.

      Examples:
        weightscope stats mobilenet_v2.h5
        weightscope stats model.keras --select 'block_1_*'
        weightscope stats best.weights.h5 --sha256 --format json
      """)

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("Only layers whose name or address matches (*, ?, [a-z]).", valueName: "glob"))
  var select: String?

  @Flag(name: .customLong("sha256"), help: "A digest of every variable, the same in whatever file it lies.")
  var sha256 = false

  @Option(help: ArgumentHelp("Threads; the figures do not depend on them.", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be positive") }
  }

  func run(worker: HDF5Worker?) throws {
    let list = try input.list()
    let glob = select.map(Glob.init)
    var options = StatisticsOptions()
    options.sha256 = sha256
    options.limits = limits.limits
    options.threads = threads ?? list.threadsPerFile
    if list.paths.count == 1 { options.progress = { ProgressLine.show(bytes: $0, of: $1) } }
    var text = TextOptions()
    text.select = glob
    var printer = try ReportPrinter(
      command: .stats, output: output.choice, text: text, table: .statistics,
      words: { $0.statsText($1) })
    let status = try list.reports(worker: worker) { [options] path, worker in
      StatsCommand.entry(path, options, select: glob, worker: worker)
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
        select.map { $0.matches(name) || address.map($0.matches) == true } ?? true
      }
    }.entry
  }
}
