import ArgumentParser
import Weightscope

/// `weightscope diff BEFORE AFTER …`
struct DiffCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What did training, transfer or conversion change?",
    discussion: """
      Layouts may differ: a .h5 against a .keras, Keras 2 against 3, sharded against whole. With more than two files
      every step is told, then the path of every layer.

      Examples:
        weightscope diff before.h5 after.h5
        weightscope diff pretrained.weights.h5 fine_tuned.keras --select 'block_1_*' --all
        weightscope diff before.h5 after.h5 --expect-frozen 'block_*' --expect-changed predictions
        weightscope diff epoch_*.weights.h5

      Exit status as diff's: 0 identical, 1 different, 2 trouble. With --expect-frozen or --expect-changed 1 means that
      one of these is not so.
      """)

  @Argument(help: "Two files, or a series of checkpoints in their order.")
  var files: [String]

  @Option(help: ArgumentHelp("Only layers whose name or address matches (*, ?, [a-z]).", valueName: "glob"))
  var select: String?

  @Flag(help: "Identical layers too.")
  var all = false

  @Option(
    name: .customLong("expect-frozen"),
    help: ArgumentHelp("Layers that must not have changed, by name or address.", valueName: "glob"))
  var expectFrozen: [String] = []

  @Option(
    name: .customLong("expect-changed"),
    help: ArgumentHelp("Layers that must have changed.", valueName: "glob"))
  var expectChanged: [String] = []

  @Option(help: ArgumentHelp("Threads; the figures do not depend on them.", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  func validate() throws {
    guard files.count > 1 else { throw ValidationError("name at least two files") }
    if let threads, threads < 1 { throw ValidationError("--threads must be positive") }
  }

  func run(worker: HDF5Worker?) throws {
    try request().run(worker: worker)
  }

  func request() -> DiffRequest {
    var request = DiffRequest(files: files)
    request.select = select.map(Glob.init)
    request.showsIdentical = all
    request.expectations = DiffExpectations(
      frozen: expectFrozen.map(Glob.init), changed: expectChanged.map(Glob.init))
    request.threads = threads
    request.output = output.choice
    request.limits = limits.limits
    return request
  }
}
