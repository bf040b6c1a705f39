import ArgumentParser
import Weightscope

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes reports in the chosen format as they come.
struct ReportPrinter {
  private let output: OutputChoice
  private var text: TextOptions
  private let table: TableContent
  private let command: Command
  private let words: (FileReport, TextOptions) -> String
  private var destination: OutputFile
  private var count = 0

  /// - Parameters:
  ///   - text: what text shows; the width is that of where the text goes.
  ///   - table: what the tables of CSV and Markdown have a row for.
  ///   - words: the text of a report.
  init(
    command: Command, output: OutputChoice, text: TextOptions, table: TableContent,
    words: @escaping (FileReport, TextOptions) -> String
  ) throws {
    self.words = words
    self.command = command
    self.output = output
    self.text = text
    self.text.width = output.path == nil ? Standard.width(of: 1) : 100
    self.table = table
    destination = try OutputFile(output.path)
    switch output.format {
    case .json: try destination.write(Envelope.jsonHead(command: command))
    case .csv: try destination.write(Array(CommaSeparated.head(table).utf8))
    default: break
    }
  }

  mutating func take(_ entry: FileEntry) throws {
    // Text puts selected layers in their place among the others.
    switch (output.format, output.format == .text ? entry : entry.selecting(text.select)) {
    case (.json, let entry): try destination.write(Envelope.jsonElement(entry, isFirst: count == 0))
    case (.ndjson, let entry):
      try destination.write(entry.jsonLine(command: command))
      try destination.flush()
    case (_, .failure): return
    case (.text, .report(let report)):
      try destination.write(Array(((count > 0 ? "\n" : "") + words(report, text)).utf8))
    case (.csv, .report(let report)):
      try destination.write(Array(CommaSeparated.rows(of: report, table).utf8))
    case (.markdown, .report(let report)):
      let table = MarkdownTable.text(of: report, table)
      try destination.write(Array(((count > 0 ? "\n" : "") + table).utf8))
    }
    count += 1
  }

  mutating func finish() throws {
    if output.format == .json { try destination.write(Envelope.jsonTail(isEmpty: count == 0)) }
    try destination.finish()
  }
}

/// Standard output, or a file that takes its place only when it is complete.
struct OutputFile {
  private let descriptor: Int32
  private let names: (temporary: String, final: String)?
  private var pending: [UInt8] = []

  init(_ path: String?) throws {
    // A closed pipe is told by write, and ends the program quietly.
    signal(SIGPIPE, SIG_IGN)
    guard let path else {
      descriptor = 1
      names = nil
      return
    }
    let temporary = "\(path).\(getpid()).tmp"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      ErrorLines.write("\(SafeText.of(path)): \(String(cString: strerror(errno)))")
      throw ExitCode(2)
    }
    names = (temporary, path)
  }

  /// Short pieces are gathered; a long one is not copied first.
  mutating func write(_ bytes: [UInt8]) throws {
    guard pending.count + bytes.count > 1 << 16 else {
      pending += bytes
      return
    }
    try flush()
    try writeAtOnce(bytes)
  }

  mutating func flush() throws {
    try writeAtOnce(pending)
    pending.removeAll(keepingCapacity: true)
  }

  private func writeAtOnce(_ bytes: [UInt8]) throws {
    let failure = bytes.withUnsafeBytes { Standard.write($0, to: descriptor) }
    guard failure != 0 else { return }
    if let names { unlink(names.temporary) }
    if failure == EPIPE { throw ExitCode(0) }
    ErrorLines.write("cannot write: \(String(cString: strerror(failure)))")
    throw ExitCode(2)
  }

  mutating func finish() throws {
    try flush()
    guard let names else { return }
    guard fsync(descriptor) == 0, close(descriptor) == 0, rename(names.temporary, names.final) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(names.temporary)
      ErrorLines.write("\(SafeText.of(names.final)): \(reason)")
      throw ExitCode(2)
    }
  }
}
