import ArgumentParser
import Weightscope

/// `weightscope verify FILE…`
struct VerifyCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Do the stored variables equal what arithmetic expects?",
    discussion: """
      Exit status 1 where a layer deviates, or where nothing could be verified.

      Examples:
        weightscope verify model.keras
        weightscope verify -r models/ --format ndjson
        weightscope verify model.h5 --select 'block_1_*'
        weightscope verify weights.h5 --architecture 'MobileNetV2(alpha=0.5, classes=10)'
      """)

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      "Hold the file against a network of keras.applications, written as in Python.", valueName: "call"))
  var architecture: String?

  @Option(help: ArgumentHelp("Only layers whose name or address matches (*, ?, [a-z]).", valueName: "glob"))
  var select: String?

  @Flag(help: "Also fail where a layer could not be predicted.")
  var requireComplete = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  func run(worker: HDF5Worker?) throws {
    let list = try input.list()
    let graph = try architecture.map(Self.graph)
    var printer = try ReportPrinter(
      command: .verify, output: output.choice, text: TextOptions(), table: .layers,
      words: { [architecture] report, text in report.verificationText(text, architecture: architecture) })
    var hasFailed = false
    let (limits, select) = (limits.limits, select.map(Glob.init))
    var status = try list.reports(worker: worker) { path, worker in
      Inspection(path: path, worker: worker) { path, worker throws(ContainerError) in
        try Weightscope.verify(path, architecture: graph, limits: limits, worker: worker) { name, address in
          select.takes(name, address)
        }
      }.entry
    } take: { entry in
      if case .report(let report) = entry, !passes(report) { hasFailed = true }
      try printer.take(entry)
    }
    try printer.finish()
    if status == 0, hasFailed { status = 1 }
    if status != 0 { throw ExitCode(status) }
  }

  private func passes(_ report: FileReport) -> Bool {
    guard report.verdict == .match else { return false }
    return !requireComplete || report.ledger?.notPredicted == 0
  }

  private static func graph(_ text: String) throws -> ArchitectureGraph {
    do throws(ArchitectureError) {
      return try ArchitectureCall(text).graph()
    } catch {
      throw ValidationError("--architecture: \(error.sentence)")
    }
  }
}

extension ArchitectureError {
  var sentence: String {
    switch self {
    case .unknownArchitecture(let name, let similar):
      "no architecture is called \(name)"
        + (similar.isEmpty ? "" : "; similar names: \(similar.joined(separator: ", "))")
    case .unknownArgument(let name, let architecture, let known):
      "\(architecture) has no argument \(name); it has \(known.joined(separator: ", "))"
    case .argument(let name, let expected): "\(name) must be \(expected)"
    case .syntax(let offset, let expected): "\(expected) is expected at character \(offset + 1)"
    case .layer(let name, let failure): "the layer \(name) cannot be built: \(failure.sentence)"
    }
  }
}
