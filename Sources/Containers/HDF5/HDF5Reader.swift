import CHDF5Reader

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads the structure of an HDF5 file through libhdf5 in a locked-down child process.
public enum HDF5Reader {
  /// Version 0 with addresses of eight bytes (HDF5 file format specification, version 3, section II.A).
  private static let longestSuperblock: UInt64 = 96

  /// The tree of an HDF5 file, without the values of datasets.
  ///
  /// The call starts a child process, waits for it and may be made from several threads at once. What the child could
  /// not read is told in the tree's notes.
  /// - Throws: `ContainerError` where the file is no HDF5, is truncated or damaged, or where the child died, lied, was
  ///   silent or took longer than the limits allow.
  public static func read(
    _ source: ByteSource, member: String? = nil, limits: Limits
  ) throws(ContainerError) -> StoredTree {
    try read(source, member: member, limits: limits, fault: weightscope_fault_none)
  }

  /// The same with a fault that a test asks for.
  static func read(
    _ source: ByteSource, member: String? = nil, limits: Limits, fault: weightscope_fault,
    at position: UInt64 = 0
  ) throws(ContainerError) -> StoredTree {
    guard let superblock = Superblock(in: source) else {
      if let start = HDF5Signature.offset(in: source), source.length - start < longestSuperblock {
        throw .truncated(present: source.length, promised: nil, place: member)
      }
      throw .damaged(reason: "no HDF5 superblock can be read", place: member)
    }
    if let end = superblock.endOfFile, end > source.length {
      throw .truncated(present: source.length, promised: end, place: member)
    }
    var request = weightscope_limits(
      objects: UInt64(clamping: limits.objects), depth: 64, cpu_seconds: UInt32(clamping: limits.seconds),
      memory: 1 << 30, attribute_bytes: UInt64(clamping: limits.jsonBytes), fault: fault.rawValue,
      fault_at: position)
    var worker = weightscope_worker()
    let failure = weightscope_hdf5_start(
      source.file.descriptor, source.base, source.length, &request, &worker)
    guard failure == 0 else {
      throw .unreadable(reason: "no process can be started to read it: \(String(cString: strerror(failure)))")
    }
    var child = ChildProcess(worker, seconds: limits.seconds)
    let outcome = child.readRows()
    return try tree(of: outcome, source: source, member: member, seconds: limits.seconds)
  }

  private static func tree(
    of outcome: ChildProcess.Outcome, source: ByteSource, member: String?, seconds: Int
  ) throws(ContainerError) -> StoredTree {
    var decoder = outcome.decoder
    var notes = decoder.notes
    if let refusal = decoder.refusal {
      throw .damaged(reason: "\(refusal.operation): \(refusal.reason)", place: member)
    }
    if decoder.end == nil {
      let crash = ending(outcome, seconds: seconds)
      guard decoder.hasWholeStructure, outcome.rowError == nil else { throw crash }
      let how = describe(crash)
      decoder.giveUpReading(reason: how)
      notes.append(
        Note(
          code: "values-unreadable", message: "text attributes were not read: \(how)",
          place: decoder.lastObject))
    } else if let open = decoder.end?.openObjects, open != 1 {
      notes.append(
        Note(code: "objects-left-open", message: "\(open) HDF5 objects were left open by the reader"))
    }
    let root = decoder.objects.tree(heaps: HeapOrder(source), notes: &notes)
    return StoredTree(member: member, bytes: source.length, root: root, notes: notes)
  }

  /// Why the rows of a child have no end.
  private static func ending(_ outcome: ChildProcess.Outcome, seconds: Int) -> ContainerError {
    let place = outcome.decoder.lastObject
    if let error = outcome.rowError {
      let reason =
        switch error {
        case .malformed(let reason): reason
        }
      return .workerCrashed(how: "its answer makes no sense: \(reason)", lastObject: place)
    }
    switch outcome.ending {
    case .timedOut: return .timeout(seconds: seconds, lastObject: place)
    case .signal(SIGXCPU): return .timeout(seconds: seconds, lastObject: place)
    // Where soft and hard limit are equal, the kernel kills at once.
    case .signal(SIGKILL) where outcome.usedItsTime: return .timeout(seconds: seconds, lastObject: place)
    case .signal(SIGSYS):
      return .workerCrashed(
        how: "it broke the rules of its confinement (signal \(SIGSYS))", lastObject: place)
    case .signal(let number):
      return .workerCrashed(how: "libhdf5 died by signal \(number)", lastObject: place)
    case .exited(Int32(81)):
      return .workerCrashed(how: "it needs more memory than it may have", lastObject: place)
    case .exited(let status) where status != 0:
      return .workerCrashed(how: "it ended with status \(status)", lastObject: place)
    case .exited, .unknown: return .workerCrashed(how: "it ended without an answer", lastObject: place)
    }
  }

  private static func describe(_ error: ContainerError) -> String {
    switch error {
    case .workerCrashed(let how, _): how
    case .timeout(let seconds, _): "more than \(seconds) s"
    default: "the reader ended early"
    }
  }
}
