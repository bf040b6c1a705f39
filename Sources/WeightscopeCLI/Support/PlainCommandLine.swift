import ArgumentParser
import Weightscope

/// The commonest command lines, understood without the parser, which takes a sixth of the time that a model takes:
/// `[inspect] FILE…`, with or without `--format`.
///
/// Whatever else stands there, a mistake too, is for the parser.
enum PlainCommandLine {
  /// - Parameter arguments: without the program's name.
  /// - Returns: `nil` for what only the parser understands.
  static func request(_ arguments: some Collection<String>) -> InspectRequest? {
    var rest = Array(arguments)
    if let first = rest.first, isCommand(first) {
      guard first == InspectCommand.configuration.commandName else { return nil }
      rest.removeFirst()
    }
    var output = OutputChoice()
    if let option = rest.firstIndex(of: "--format") {
      guard option + 1 < rest.count, let format = OutputFormat(rawValue: rest[option + 1]) else { return nil }
      output.format = format
      rest.removeSubrange(option...option + 1)
    }
    guard !rest.isEmpty, !rest.contains(where: { $0.hasPrefix("-") || $0.isEmpty }) else { return nil }
    var request = InspectRequest(files: FileList(paths: rest, isRecursive: false))
    request.output = output
    return request
  }

  private static func isCommand(_ argument: String) -> Bool {
    argument == "help"
      || WeightscopeCommand.configuration.subcommands.contains { $0.configuration.commandName == argument }
  }
}
