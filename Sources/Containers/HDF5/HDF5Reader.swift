import CHDF5Reader

/// Reads an HDF5 file to a stored tree.
///
/// libhdf5 runs in a child process that is locked down before it looks at a byte, and that is gone when the call
/// returns, or where it was started ahead of time, together with its `HDF5Worker`. The call blocks its thread, and may
/// be made from any number of threads at once.
public enum HDF5Reader {
  /// The tree of the HDF5 file in a source.
  ///
  /// What of it could not be read stands in the tree as unreadable, with a note of the code `object-unreadable` or
  /// `values-unreadable`; where it has more objects than it may, a note of the code `limit-objects` says so.
  ///
  /// - Parameters:
  ///   - source: the whole of a file, or an uncompressed member of an archive.
  ///   - member: the member's name, for the tree and for messages.
  ///   - limits: what the file may cost.
  ///   - worker: a child that waits already; without one it is started now.
  ///   - meanwhile: what to do beside the child's work.
  /// - Throws: `truncated` or `damaged` where libhdf5 does not take the file, `timeout` and `workerCrashed` where the
  ///   child did not tell the structure to its end.
  public static func read(
    _ source: ByteSource, member: String? = nil, limits: Limits = Limits(),
    worker: HDF5Worker? = nil, meanwhile: Meanwhile = Meanwhile()
  ) throws(ContainerError) -> StoredTree {
    try read(
      source, member: member, limits: limits, worker: worker, meanwhile: meanwhile, fault: weightscope_fault()
    )
  }

  /// The same, with a child that does something wrong: for tests.
  static func read(
    _ source: ByteSource, member: String? = nil, limits: Limits = Limits(),
    worker: HDF5Worker? = nil, meanwhile: Meanwhile = Meanwhile(), fault: weightscope_fault
  ) throws(ContainerError) -> StoredTree {
    guard source.length > 0 else { throw .empty }
    guard let offset = HDF5Signature.offset(in: source) else {
      throw .damaged(reason: "the signature of HDF5 is missing", place: member)
    }
    let superblock = Superblock(at: offset, in: source)
    if superblock == nil, source.length - offset < Superblock.longest {
      throw .truncated(present: source.length, promised: nil, place: member)
    }
    var reading = WorkerReading(source, superblock: superblock, limits: limits, takesRootFirst: true)
    let process = try WorkerProcess.reading(source, limits: limits, by: worker, fault: fault)
    var outcome = reading.run(process, meanwhile: meanwhile)
    if case .finished = outcome { worker?.keep(process) }
    if outcome.isUntimelyEnd, reading.mayDoBetter {
      // A value of the root group may be what the child died of: the structure can still be had without it.
      reading = WorkerReading(source, superblock: superblock, limits: limits, takesRootFirst: false)
      let second = try WorkerProcess.reading(source, limits: limits, takesRootFirst: false, fault: fault)
      outcome = reading.run(second, meanwhile: Meanwhile())
    }
    var tree = try reading.tree(outcome, member: member)
    if offset > 0 {
      tree.notes.append(
        Note(
          code: "user-block",
          message: "the HDF5 begins at byte \(offset), behind a user block, of which nothing is read"))
    }
    return tree
  }
}

extension WorkerProcess {
  /// A child that was asked for this: the one that waits, where it may serve, else another.
  fileprivate static func reading(
    _ source: ByteSource, limits: Limits, takesRootFirst: Bool = true, by worker: HDF5Worker? = nil,
    fault: weightscope_fault
  ) throws(ContainerError) -> WorkerProcess {
    if let process = try worker?.take(for: source, limits: limits, fault: fault) { return process }
    let process = try WorkerProcess()
    try process.request(source, limits: limits, takesRootFirst: takesRootFirst, fault: fault)
    return process
  }
}
