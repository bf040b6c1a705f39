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
    try request().run(worker: worker)
  }

  func request() throws -> StatsRequest {
    var request = StatsRequest(files: try input.list())
    request.select = select.map(Glob.init)
    request.sha256 = sha256
    request.threads = threads
    request.output = output.choice
    request.limits = limits.limits
    return request
  }
}
