import ArgumentParser
import Weightscope

/// The program: subcommands, and nothing else.
@main
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
        weightscope *.h5 --format csv -o layers.csv
        find . -name '*.keras' -print0 | weightscope --files-from - -0 --format ndjson
        weightscope explain inverted-bottleneck --in 3 --expand 18 --out 18

      Exit status: 0 done, 1 the question's answer is "no", 2 an input could not be read, 64 wrong usage.
      """,
    version: Tool.version,
    subcommands: [InspectCommand.self, ExplainCommand.self],
    defaultSubcommand: InspectCommand.self)
}
