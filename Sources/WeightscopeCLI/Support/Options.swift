import ArgumentParser
import Weightscope

/// Which files.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files to read: .h5, .weights.h5, .keras, unzipped .keras folders, shard indexes.")
  var files: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Read paths from a file, or from standard input with -.", valueName: "file"))
  var filesFrom: String?

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "Paths of --files-from end with a NUL, not a line break.")
  var endsWithNull = false

  @Flag(name: .shortAndLong, help: "Look for models in folders; other files are skipped and counted.")
  var recursive = false

  func list() throws -> FileList {
    var paths = files
    if let filesFrom { paths += try FileList.paths(from: filesFrom, separator: endsWithNull ? 0 : 0x0A) }
    guard !paths.isEmpty || filesFrom != nil else {
      throw ValidationError("name at least one file, or give --files-from")
    }
    return FileList(paths: paths, isRecursive: recursive)
  }
}

/// Which layers, in what detail.
struct SelectionOptions: ParsableArguments {
  @Flag(help: "All layers in place of blocks.")
  var layers = false

  @Flag(help: "The variables of each layer.")
  var variables = false

  @Option(help: ArgumentHelp("Only layers whose name or address matches (*, ?, [a-z]).", valueName: "glob"))
  var select: String?

  @Option(help: ArgumentHelp("Open nested models only this deep.", valueName: "n"))
  var depth: Int?

  var text: TextOptions {
    var options = TextOptions()
    options.layers = layers
    options.variables = variables
    options.depth = depth
    options.select = select.map(Glob.init)
    return options
  }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case ndjson
  case csv
  case markdown
}

/// How and where to write.
struct OutputChoice: Equatable {
  var format = OutputFormat.text
  /// `nil` for standard output.
  var path: String?
}

struct OutputOptions: ParsableArguments {
  @Option(help: "text, json, ndjson, csv or markdown.")
  var format = OutputChoice().format

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file, which appears only when all is done.", valueName: "file"))
  var output: String?

  var choice: OutputChoice { OutputChoice(format: format, path: output) }
}

/// What a file may cost.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Seconds that one HDF5 file may take.", valueName: "s"))
  var timeout = Limits().seconds

  @Option(help: ArgumentHelp("Groups and datasets of one HDF5 file.", valueName: "n"))
  var maxObjects = Limits().objects

  @Option(help: ArgumentHelp("Bytes of one JSON document.", valueName: "n"))
  var maxJsonBytes = Limits().jsonBytes

  @Option(help: ArgumentHelp("Bytes that a deflated member may take in memory.", valueName: "n"))
  var maxInflatedBytes = Limits().inflatedBytes

  func validate() throws {
    guard [timeout, maxObjects, maxJsonBytes, maxInflatedBytes].allSatisfy({ $0 > 0 }) else {
      throw ValidationError("limits must be positive")
    }
  }

  var limits: Limits {
    var limits = Limits()
    limits.seconds = timeout
    limits.objects = maxObjects
    limits.jsonBytes = maxJsonBytes
    limits.inflatedBytes = maxInflatedBytes
    return limits
  }
}

/// The extents of an input in space: `96`, `96x128`.
struct InputSize: ExpressibleByArgument {
  var extents: [Int]

  init?(argument: String) {
    extents = []
    for part in argument.split(separator: "x", omittingEmptySubsequences: false) {
      guard let extent = Int(part), (1...1_000_000).contains(extent) else { return nil }
      extents.append(extent)
    }
    guard extents.count <= 3 else { return nil }
  }
}
