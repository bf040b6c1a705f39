import Weightscope

/// Child processes for one thread that reads many files, started many at a time.
///
/// After each start of a child the system lets every page that this process writes to fault once, and every child sets
/// libhdf5 up. Started together they share both, which else takes a third of the time that a small file takes.
struct WorkerPool {
  private static let batch = 32
  private var waiting: [HDF5Worker] = []

  /// Does something with a child, which goes back where it was not needed.
  ///
  /// - Parameter count: how many children may still be needed. Where none can be started, reading tries again, and says
  ///   why.
  mutating func use<Result>(atMost count: Int, _ body: (HDF5Worker?) -> Result) -> Result {
    if waiting.isEmpty { waiting = HDF5Worker.group(of: min(count, WorkerPool.batch)) }
    let worker = waiting.popLast()
    let result = body(worker)
    if let worker, worker.isWaiting { waiting.append(worker) }
    return result
  }
}
