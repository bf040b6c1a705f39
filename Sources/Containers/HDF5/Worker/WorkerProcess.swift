import CHDF5Reader
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The child process that reads one HDF5 file, and the channel on which its rows come.
///
/// Whatever happens, the child is gone and waited for when nobody holds this any more. (A class and not a type without
/// copies: Swift 6.3 leaves out the end of such values in builds without optimisation.)
final class WorkerProcess: Sendable {
  /// How a child ended, as far as the system tells.
  enum Status: Hashable {
    case exit(Int32)
    case signal(Int32)
    /// The host program waits for all children itself, or ignores them.
    case unknown
  }

  /// What came from the child.
  enum Input: Hashable {
    /// Bytes, now at the front of the buffer.
    case bytes(Int)
    case end
    case timeout
  }

  /// Groups within groups; the deepest nested Keras model needs a handful.
  static let depth = 64

  private let worker: weightscope_worker
  private let state = Mutex(State())

  /// The system's number of the process.
  var identifier: pid_t { worker.process }

  private struct State {
    /// When the patience with it ends; `nil` before it is asked for anything.
    var deadline: ContinuousClock.Instant?
    /// How it ended, once it was waited for.
    var ended: Status?
  }

  /// Starts the child, which waits for its request.
  ///
  /// - Parameter values: the datasets whose values it is to tell; without them it tells the structure of the file.
  /// - Throws: the system's reason where there can be no child.
  init(values: ValueRequest? = nil) throws(ContainerError) {
    var worker = weightscope_worker()
    let error =
      values.map { $0.withRequest { weightscope_hdf5_start($0, &worker) } }
      ?? weightscope_hdf5_start(nil, &worker)
    guard error == 0 else { throw Self.failure(error) }
    self.worker = worker
  }

  private init(_ worker: weightscope_worker) {
    self.worker = worker
  }

  /// Starts several children at once, which wait for their requests: as many as asked for, fewer where the system does
  /// not give so many.
  static func group(of count: Int) -> [WorkerProcess] {
    var workers = [weightscope_worker](repeating: weightscope_worker(), count: max(count, 0))
    let started = weightscope_hdf5_start_group(&workers, UInt32(clamping: workers.count))
    return workers.prefix(Int(started)).map { WorkerProcess($0) }
  }

  /// Asks the child for the structure of the file, once.
  ///
  /// - Throws: the system's reason where the child cannot be asked.
  func request(
    _ source: ByteSource, limits: Limits, takesRootFirst: Bool = true,
    fault: weightscope_fault = weightscope_fault()
  ) throws(ContainerError) {
    try request(
      source, within: limits.ofWorker(source.length, takesRootFirst: takesRootFirst, fault),
      seconds: max(limits.seconds, 0))
  }

  /// Asks the child for what it was started for, once.
  ///
  /// - Parameter seconds: how long it may take until it has told everything.
  /// - Throws: the system's reason where the child cannot be asked.
  func request(
    _ source: ByteSource, within limits: weightscope_limits, seconds: Int
  ) throws(ContainerError) {
    let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
    state.withLock { $0.deadline = deadline }
    var worker = worker
    var limits = limits
    let error = weightscope_hdf5_request(
      &worker, source.file.descriptor, source.base, source.length, &limits)
    guard error == 0 else { throw Self.failure(error) }
  }

  /// Moves the child to another processor, for a caller that goes on meanwhile.
  func pushAside() {
    var worker = worker
    weightscope_hdf5_push_aside(&worker)
  }

  private static func failure(_ error: Int32) -> ContainerError {
    .workerCrashed(how: "it could not be started: \(String(cString: strerror(error)))", lastObject: nil)
  }

  deinit {
    close(worker.channel)
    guard state.withLock({ $0.ended }) == nil else { return }
    var status: Int32 = 0
    // Where the child is not ours to wait for any more, its number may already be another's.
    guard Self.wait(worker.process, &status, WNOHANG) == 0 else { return }
    kill(worker.process, SIGKILL)
    _ = Self.wait(worker.process, &status, 0)
  }

  /// Waits for bytes until the deadline.
  ///
  /// The time is looked at in slices: a child of another thread may for a moment hold the other end of this
  /// channel, and then the end of our child shows in its status only.
  func read(into buffer: inout [UInt8]) -> Input {
    while true {
      let left = timeLeft
      guard left > .zero else { return .timeout }
      var descriptor = pollfd(fd: worker.channel, events: Int16(POLLIN), revents: 0)
      let ready = poll(&descriptor, 1, left < .milliseconds(100) ? left.wholeMilliseconds + 1 : 100)
      if ready > 0 {
        let count = buffer.withUnsafeMutableBytes { systemRead(worker.channel, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        return count > 0 ? .bytes(count) : .end
      }
      if ready == 0, ending() != nil {
        // What it sent before is still in the channel.
        descriptor.revents = 0
        if poll(&descriptor, 1, 0) <= 0 { return .end }
      }
    }
  }

  /// How the child ended. It is given until the deadline to do so, then it is killed.
  func end() -> Status {
    // The other end closes when the child exits, so this wakes up at once.
    var descriptor = pollfd(fd: worker.channel, events: 0, revents: 0)
    while true {
      if let status = ending() { return status }
      let left = timeLeft
      guard left > .zero else {
        kill(worker.process, SIGKILL)
        var status: Int32 = 0
        _ = Self.wait(worker.process, &status, 0)
        state.withLock { $0.ended = .signal(SIGKILL) }
        return .signal(SIGKILL)
      }
      let isClosed = descriptor.revents & Int16(POLLHUP) != 0
      // Between the closing of the channel and the end of a process lies less than a millisecond.
      _ =
        isClosed
        ? poll(nil, 0, 1) : poll(&descriptor, 1, left < .milliseconds(100) ? left.wholeMilliseconds + 1 : 100)
    }
  }

  private var timeLeft: Duration {
    state.withLock { $0.deadline }.map { ContinuousClock.now.duration(to: $0) } ?? .zero
  }

  /// How the child ended, if it did.
  private func ending() -> Status? {
    state.withLock { state in
      if let ended = state.ended { return ended }
      var code: Int32 = 0
      let result = Self.wait(worker.process, &code, WNOHANG)
      guard result != 0 else { return nil }
      state.ended = result > 0 ? Self.decode(code) : .unknown
      return state.ended
    }
  }

  private static func wait(_ process: pid_t, _ status: inout Int32, _ options: Int32) -> pid_t {
    while true {
      let result = waitpid(process, &status, options)
      if result < 0, errno == EINTR { continue }
      return result
    }
  }

  /// What the macros of `sys/wait.h` do, which Swift does not import.
  private static func decode(_ code: Int32) -> Status {
    let signal = code & 0x7F
    return signal == 0 ? .exit(code >> 8 & 0xFF) : .signal(signal)
  }
}

private func systemRead(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  guard let start else { return -1 }
  return read(descriptor, start, count)
}

extension Duration {
  fileprivate var wholeMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    return Int32(clamping: seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000)
  }
}

extension Limits {
  /// What the child may use. Processor time grows with the file, because objects take room in it: real files
  /// need a hundredth of this.
  fileprivate func ofWorker(
    _ length: UInt64, takesRootFirst: Bool, _ fault: weightscope_fault
  ) -> weightscope_limits {
    let allowed = UInt64(clamping: max(seconds, 1))
    return weightscope_limits(
      objects: UInt64(clamping: objects), depth: UInt32(clamping: WorkerProcess.depth),
      cpu_seconds: UInt32(clamping: min(2 + length >> 22, allowed)),
      memory: 512 << 20, attribute_bytes: 16 << 20, root_values_first: takesRootFirst ? 1 : 0, fault: fault)
  }
}
