import ArgumentParser
import Weightscope

/// The commonest command lines, understood without the parser, which takes a sixth of the time that a model takes:
/// `[inspect] FILE…`, `stats FILE…` and `diff BEFORE AFTER …`, with or without `--format`.
///
/// Whatever else stands there, a mistake too, is for the parser.
enum PlainCommandLine {
  /// - Parameter arguments: without the program's name.
  /// - Returns: `nil` for what only the parser understands.
  static func request(_ arguments: some Collection<String>) -> (any Request)? {
    var rest = Array(arguments)
    let command = rest.first.flatMap { isCommand($0) ? $0 : nil }
    if command != nil { rest.removeFirst() }
    var output = OutputChoice()
    if let option = rest.firstIndex(of: "--format") {
      guard option + 1 < rest.count, let format = OutputFormat(rawValue: rest[option + 1]) else { return nil }
      output.format = format
      rest.removeSubrange(option...option + 1)
    }
    guard !rest.isEmpty, !rest.contains(where: { $0.hasPrefix("-") || $0.isEmpty }) else { return nil }
    let files = FileList(paths: rest, isRecursive: false)
    switch command {
    case nil, InspectCommand.configuration.commandName: return InspectRequest(files: files, output: output)
    case StatsCommand.configuration.commandName: return StatsRequest(files: files, output: output)
    case DiffCommand.configuration.commandName where rest.count > 1:
      return DiffRequest(files: rest, output: output)
    default: return nil
    }
  }

  private static func isCommand(_ argument: String) -> Bool {
    argument == "help"
      || WeightscopeCommand.configuration.subcommands.contains { $0.configuration.commandName == argument }
  }
}
