import Containers
import KerasModels

extension Envelope {
  /// The document of `--format json`: one object with the reports of all files.
  public func json() -> [UInt8] {
    var bytes = Envelope.jsonHead(command: command)
    for (position, file) in files.enumerated() {
      bytes += Envelope.jsonElement(file, isFirst: position == 0)
    }
    bytes += Envelope.jsonTail(isEmpty: files.isEmpty)
    return bytes
  }

  /// The beginning of the document, for callers that write files as they come.
  public static func jsonHead(command: Command) -> [UInt8] {
    var writer = JSONWriter(breaksLines: true, capacity: 256)
    writer.beginDocument(command: command)
    writer.key("files")
    writer.beginList()
    return writer.bytes
  }

  /// One file of the document, with the comma that parts it from the one before.
  public static func jsonElement(_ file: FileEntry, isFirst: Bool) -> [UInt8] {
    var writer = JSONWriter(breaksLines: true, capacity: file.expectedJSONSize)
    if !isFirst { writer.afterElement() }
    writer.breakLine()
    writer.beginObject()
    writer.members(of: file)
    writer.endObject()
    return writer.bytes
  }

  /// The end of the document.
  public static func jsonTail(isEmpty: Bool) -> [UInt8] {
    isEmpty ? Array("]}\n".utf8) : Array("\n]}\n".utf8)
  }
}

extension JSONWriter {
  /// Begins the object that every command prints: which contract, which program, which command.
  mutating func beginDocument(command: Command) {
    beginObject()
    key("schema")
    value(Envelope.schema)
    key("tool")
    beginObject()
    key("name")
    value(Tool.name)
    key("version")
    value(Tool.version)
    endObject()
    key("command")
    value(command)
  }
}

extension FileEntry {
  /// The line of `--format ndjson`.
  public func jsonLine(command: Command) -> [UInt8] {
    var writer = JSONWriter(breaksLines: false, capacity: expectedJSONSize)
    writer.beginObject()
    writer.key("schema")
    writer.value(Envelope.schema)
    writer.key("command")
    writer.value(command)
    writer.members(of: self)
    writer.endObject()
    var bytes = writer.bytes
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// An estimate that saves growing the buffer: a layer takes about 600 bytes, a variable 400.
  var expectedJSONSize: Int {
    guard case .report(let report) = self else { return 1024 }
    let variables = report.layers.reduce(0) { $0 + $1.variables.count }
    return 4096 + report.layers.count * 700 + variables * 450 + report.blocks.count * 900
  }
}

extension JSONWriter {
  /// The members of the contract's FILE.
  mutating func members(of file: FileEntry) {
    switch file {
    case .report(let report): members(of: report)
    case .failure(let failure): members(of: failure)
    }
  }

  private mutating func members(of report: FileReport) {
    line { $0.key("path") }
    value(report.path)
    line { $0.key("status") }
    value(report.status)
    line { $0.key("error") }
    null()
    line { $0.key("notes") }
    lines(report.notes) { $0.value($1) }
    line { $0.key("bytes") }
    value(report.bytes)
    line { $0.key("container") }
    value(report.container)
    line { $0.key("order") }
    value(report.order)
    line { $0.key("optimizer") }
    value(report.optimizer)
    line { $0.key("model") }
    value(report.model)
    line { $0.key("architecture") }
    value(report.architecture)
    line { $0.key("totals") }
    value(report.totals)
    line { $0.key("layers") }
    lines(report.layers) { $0.value($1) }
    line { $0.key("blocks") }
    lines(report.blocks) { $0.value($1) }
    line { $0.key("ledger") }
    value(report.ledger)
    line { $0.key("verdict") }
    value(report.verdict)
    line { $0.key("findings") }
    lines(report.findings) { $0.value($1) }
    line { $0.key("coverage") }
    value(report.coverage)
  }

  /// With `status: error` objects are null and lists are empty.
  private mutating func members(of failure: FileFailure) {
    line { $0.key("path") }
    value(failure.path)
    line { $0.key("status") }
    value("error")
    line { $0.key("error") }
    beginObject()
    key("code")
    value(failure.error.code)
    key("message")
    value(failure.error.message)
    key("place")
    value(failure.error.place)
    endObject()
    for (name, isList) in FileFailure.emptyMembers {
      line { $0.key(name) }
      if isList {
        beginList()
        endList()
      } else if name.description == "bytes" {
        value(failure.bytes)
      } else {
        null()
      }
    }
  }

  /// Begins a member of a file on a line of its own, where lines are broken.
  private mutating func line(_ key: (inout JSONWriter) -> Void) {
    breakLine()
    key(&self)
  }
}

extension FileFailure {
  /// The members behind `error`, and whether they are lists.
  fileprivate static let emptyMembers: [(StaticString, Bool)] = [
    ("notes", true), ("bytes", false), ("container", false), ("order", false), ("optimizer", false),
    ("model", false),
    ("architecture", false), ("totals", false), ("layers", true), ("blocks", true), ("ledger", false),
    ("verdict", false), ("findings", true), ("coverage", false),
  ]
}
