import CHDF5Reader

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A child that sends rows: read to their end within a deadline, and then waited for.
struct ChildProcess {
  enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signal(Int32)
    /// The parent's own deadline passed, and the child was ended.
    case timedOut
    /// Somebody else waited for the child first.
    case unknown
  }

  struct Outcome {
    var decoder: RowDecoder
    var ending: Ending
    var rowError: RowError?
    /// Whether the child took about the processor time that it may take.
    var usedItsTime: Bool
  }

  /// Bytes of all rows together: far beyond any model's structure.
  private static let mostBytes = 1 << 30

  private let worker: weightscope_worker
  private let deadline: Int
  private let seconds: Int

  init(_ worker: weightscope_worker, seconds: Int) {
    self.worker = worker
    self.seconds = seconds
    deadline = ChildProcess.milliseconds() + max(1, min(seconds, 1_000_000)) * 1000
  }

  /// Reads rows until the child closes the pipe, lies, or takes too long; ends it and waits for it.
  mutating func readRows() -> Outcome {
    var decoder = RowDecoder()
    var pending: [UInt8] = []
    var total = 0
    var rowError: RowError?
    var timedOut = false
    let start = ChildProcess.milliseconds()
    let capacity = 64 << 10
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    defer { chunk.deallocate() }
    reading: while true {
      guard waitForBytes() else {
        timedOut = true
        break
      }
      let count = read(worker.rows, chunk.baseAddress, capacity)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      total += count
      do throws(RowError) {
        guard total <= ChildProcess.mostBytes else { throw RowError.malformed("it is endless") }
        try take(UnsafeRawBufferPointer(rebasing: chunk[0..<count]), into: &decoder, pending: &pending)
      } catch {
        rowError = error
        break reading
      }
    }
    close(worker.rows)
    if timedOut || rowError != nil { kill(worker.process, SIGKILL) }
    let ending = timedOut ? waited(.timedOut) : waited(nil)
    let elapsed = ChildProcess.milliseconds() - start
    return Outcome(
      decoder: decoder, ending: ending, rowError: rowError, usedItsTime: elapsed >= (seconds - 1) * 1000)
  }

  /// Decodes in place what is whole, and keeps the rest for the bytes that follow.
  private func take(
    _ bytes: UnsafeRawBufferPointer, into decoder: inout RowDecoder, pending: inout [UInt8]
  ) throws(RowError) {
    if pending.isEmpty {
      let used = try decoder.consume(bytes)
      pending.append(contentsOf: bytes[used...])
      return
    }
    pending.append(contentsOf: bytes)
    guard ChildProcess.holdsWholeRow(pending) else { return }
    var result: Result<Int, RowError> = .success(0)
    pending.withUnsafeBytes { buffer in
      do throws(RowError) { result = .success(try decoder.consume(buffer)) } catch {
        result = .failure(error)
      }
    }
    pending.removeFirst(try result.get())
  }

  /// Whether the first row is complete, so that a long one is not looked at again for every piece of it.
  private static func holdsWholeRow(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= RowDecoder.headerLength else { return false }
    var length = 0
    for position in 0..<4 { length |= Int(bytes[1 + position]) << (8 * position) }
    return length > RowDecoder.largestRow || bytes.count - RowDecoder.headerLength >= length
  }

  private func waitForBytes() -> Bool {
    while true {
      let left = deadline - ChildProcess.milliseconds()
      guard left > 0 else { return false }
      var descriptor = pollfd(fd: worker.rows, events: Int16(POLLIN), revents: 0)
      let ready = poll(&descriptor, 1, Int32(clamping: left))
      if ready > 0 { return true }
      if ready < 0, errno != EINTR { return false }
    }
  }

  private func waited(_ known: Ending?) -> Ending {
    var status: Int32 = 0
    while waitpid(worker.process, &status, 0) < 0 {
      if errno != EINTR { return known ?? .unknown }
    }
    if let known { return known }
    // The layout of a wait status, which C's macros hide: the signal in the low seven bits, the exit status above.
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signal(signal)
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
