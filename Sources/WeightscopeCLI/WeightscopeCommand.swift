import ArgumentParser
import Weightscope

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Starts the child process that reads HDF5 before the command line is parsed: parsing takes a fifth as long as reading
/// a model.
@main
enum Program {
  static func main() {
    // Where it cannot be started now, reading a file tries again and says why.
    let worker = try? HDF5Worker()
    if let path = onlyFile(of: CommandLine.arguments.dropFirst()) { worker?.readAhead(path) }
    do {
      if let request = PlainCommandLine.request(CommandLine.arguments.dropFirst()) {
        return try request.run(worker: worker)
      }
      var command = try WeightscopeCommand.parseAsRoot()
      if let reading = command as? any ReadingCommand {
        try reading.run(worker: worker)
      } else {
        try command.run()
      }
    } catch {
      WeightscopeCommand.exit(withError: error)
    }
  }

  /// The one argument that names a file, as far as can be seen without knowing what the options mean.
  private static func onlyFile(of arguments: ArraySlice<String>) -> String? {
    guard arguments.count <= 8 else { return nil }
    let files = arguments.filter { !$0.hasPrefix("-") && access($0, R_OK) == 0 }
    return files.count == 1 ? files.first : nil
  }
}

/// A command that reads files.
protocol ReadingCommand: ParsableCommand {
  /// - Parameter worker: a child process that was started before the command line was parsed.
  func run(worker: HDF5Worker?) throws
}

extension ReadingCommand {
  mutating func run() throws { try run(worker: nil) }
}

/// The program: subcommands, and nothing else.
struct WeightscopeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weightscope",
    abstract:
      "What is in a Keras weight file: layers, kinds, parameters, blocks, and whether the numbers are right.",
    discussion: """
      Examples:
        weightscope mobilenet_v2.h5                     what is in it
        weightscope model.keras --layers                every layer
        weightscope model.h5 --select 'block_1_*' --variables
        weightscope verify model.keras                  are the numbers what they should be?
        weightscope stats model.h5                      what the values look like
        weightscope diff before.h5 after.h5             what training changed
        weightscope *.h5 --format csv -o layers.csv
        find . -name '*.keras' -print0 | weightscope --files-from - -0 --format ndjson
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18

      Exit status: 0 done, 1 the question's answer is "no", 2 an input could not be read, 64 wrong usage.
      """,
    version: Tool.version,
    subcommands: [
      InspectCommand.self, VerifyCommand.self, StatsCommand.self, DiffCommand.self, ExplainCommand.self,
    ],
    defaultSubcommand: InspectCommand.self)
}
