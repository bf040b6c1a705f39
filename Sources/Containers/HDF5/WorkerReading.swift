import CHDF5Reader

/// One file's reading: the rows of a child, up to what they add up to.
struct WorkerReading {
  /// How a reading ended.
  enum Outcome {
    /// The end row came, and its counts are right.
    case finished
    /// libhdf5 does not take the file.
    case refused(RowFailure)
    case timeout
    /// The child sent what cannot be, so that nothing of it is believed; in the same words.
    case lied(how: String)
    /// The child died or fell silent; in words that follow "the process that reads HDF5 failed".
    case crashed(how: String)

    var isUntimelyEnd: Bool {
      switch self {
      case .timeout, .crashed: true
      case .finished, .refused, .lied: false
      }
    }
  }

  private let source: ByteSource
  private let superblock: Superblock?
  private let limits: Limits
  private var decoder = RowDecoder()
  private var recorder: TreeRecorder
  private var refusal: RowFailure?
  private var hasEnded = false
  private var isBelowRoot = false

  /// The child reads the values of the root group's attributes before anything below it.
  private let takesRootFirst: Bool

  init(_ source: ByteSource, superblock: Superblock?, limits: Limits, takesRootFirst: Bool) {
    self.source = source
    self.superblock = superblock
    self.limits = limits
    self.takesRootFirst = takesRootFirst
    recorder = TreeRecorder(
      fileLength: source.length, limits: limits, depth: WorkerProcess.depth,
      heap: superblock.map { HeapOrderReader(source, $0) }, takesRootFirst: takesRootFirst)
  }

  /// Takes in the rows of a child that was asked for the file.
  mutating func run(_ process: WorkerProcess, meanwhile: Meanwhile) -> Outcome {
    meanwhile.childWorks()
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    do throws(RowError) {
      while !hasEnded {
        switch process.read(into: &buffer) {
        case .timeout: return .timeout
        case .end:
          let status = process.end()
          return status.isOutOfTime ? .timeout : .crashed(how: status.words)
        case .bytes(let count): try take(buffer[..<count], meanwhile)
        }
      }
    } catch {
      return .lied(how: "it sent what cannot be: \(error.reason)")
    }
    // The last row proves success, whatever status the child ends with: it has nothing more to do.
    if let refusal { return .refused(refusal) }
    return recorder.isFinished ? .finished : .lied(how: "it ended before it had told everything")
  }

  /// The child ended before it told every object, which it may have done because of a value of the root group.
  var mayDoBetter: Bool { takesRootFirst && !recorder.isStructureComplete }

  private mutating func take(_ bytes: ArraySlice<UInt8>, _ meanwhile: Meanwhile) throws(RowError) {
    decoder.feed(bytes)
    while true {
      let rows = decoder.rows
      let bytes = UInt64(decoder.decodedBytes)
      guard let row = try decoder.next() else { return }
      guard !hasEnded else { throw RowError("a row comes after the last") }
      switch row {
      case .refused(let failure): refusal = failure
      case .end(let toldRows, let toldBytes, let openObjects):
        guard toldRows == rows, toldBytes == bytes else {
          throw RowError("\(toldRows) rows of \(toldBytes) bytes were sent, \(rows) of \(bytes) bytes came")
        }
        // The file itself is open.
        if openObjects != 1 {
          recorder.notes.append(
            Note(
              code: "objects-left-open",
              message:
                "a defect of weightscope: \(openObjects) objects of libhdf5 are open at the end, 1 is expected"
            ))
        }
        hasEnded = true
      case .strings:
        try recorder.record(row)
        if let attribute = recorder.attributes.lastValue(of: 0) { meanwhile.rootAttribute(attribute) }
      default:
        try recorder.record(row)
        if !isBelowRoot, recorder.isBelowRoot {
          isBelowRoot = true
          meanwhile.rootIsTold()
        }
      }
    }
  }

  /// The tree, as far as the outcome allows one.
  consuming func tree(_ outcome: Outcome, member: String?) throws(ContainerError) -> StoredTree {
    switch outcome {
    case .finished: break
    case .refused(let failure):
      if let promised = superblock?.endOfFile, promised > source.length {
        throw .truncated(present: source.length, promised: promised, place: member)
      }
      throw .damaged(reason: failure.reason, place: member)
    case .lied(let how): throw .workerCrashed(how: how, lastObject: recorder.place)
    case .timeout:
      guard recorder.isStructureComplete else {
        throw .timeout(seconds: limits.seconds, lastObject: recorder.place)
      }
      recorder.giveUpValues(because: "the process that reads HDF5 took too long")
    case .crashed(let how):
      guard recorder.isStructureComplete else { throw .workerCrashed(how: how, lastObject: recorder.place) }
      recorder.giveUpValues(because: "the process that reads HDF5 failed: \(how)")
    }
    let notes = recorder.notes
    guard let root = recorder.assemble() else {
      throw .limit(name: "objects", value: limits.objects, option: "--max-objects", place: member)
    }
    return StoredTree(member: member, bytes: source.length, root: root, notes: notes.all)
  }
}
