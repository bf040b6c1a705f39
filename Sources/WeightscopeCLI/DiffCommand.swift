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
        weightscope diff pretrained.weights.h5 fine_tuned.keras --all
        weightscope diff before.h5 after.h5 --expect-frozen 'block_*' --expect-changed predictions
        weightscope diff epoch_*.weights.h5

      Exit status as diff's: 0 identical, 1 different, 2 trouble. With --expect-frozen or --expect-changed 1 means that
      one of these is not so.
      """)

  @Argument(help: "Two files, or a series of checkpoints in their order.")
  var files: [String]

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
    var options = StatisticsOptions()
    options.limits = limits.limits
    options.threads = threads ?? FileList(paths: [files[0]], isRecursive: false).threadsPerFile
    options.progress = { ProgressLine.show(bytes: $0, of: $1) }
    // Only these formats tell what the files are beside what changed.
    let describesFiles = output.format == .json || output.format == .ndjson
    let steps = Weightscope.diffs(files, options: options, analyses: describesFiles, worker: worker)
    ProgressLine.clear()
    try write(steps)
    let status = tell(steps)
    if status != 0 { throw ExitCode(status) }
  }

  private func write(_ steps: [DiffReport]) throws {
    var destination = try OutputFile(output.output)
    let width = output.output == nil ? Standard.width(of: 1) : 100
    switch output.format {
    case .json: try destination.write(Envelope.json(steps))
    case .ndjson: try destination.write(Envelope.json(steps, breaksLines: false))
    case .csv: try destination.write(Array(DiffRows.commaSeparated(steps).utf8))
    case .markdown: try destination.write(Array(DiffRows.markdown(steps).utf8))
    case .text:
      let text =
        steps.count == 1
        ? steps[0].text(width: width, showsIdentical: all) : DiffSeries.text(steps, width: width)
      try destination.write(Array(text.utf8))
    }
    try destination.finish()
  }

  /// Writes errors and offences, and gives the exit status.
  private func tell(_ steps: [DiffReport]) -> Int32 {
    for (number, step) in steps.enumerated() {
      if number == 0, case .failure(let failure) = step.before { ErrorLines.write(failure) }
      if case .failure(let failure) = step.after { ErrorLines.write(failure) }
    }
    let expectations = DiffExpectations(
      frozen: expectFrozen.map(Glob.init), changed: expectChanged.map(Glob.init))
    let offences = steps.flatMap { expectations.offences(in: $0) }
    for offence in offences { ErrorLines.write(offence) }
    if !steps.allSatisfy(\.isComplete) { return 2 }
    if !expectations.isEmpty { return offences.isEmpty ? 0 : 1 }
    return steps.allSatisfy(\.isIdentical) ? 0 : 1
  }
}
