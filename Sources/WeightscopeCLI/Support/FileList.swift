import ArgumentParser
import CSystemCalls
import Dispatch
import Synchronization
import Weightscope

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Makes the report of a path, by a child process that was started ahead of time if there is one.
typealias ReadFile = @Sendable (String, HDF5Worker?) -> FileEntry

/// The paths of a call, and their reading several at a time with results in order.
struct FileList {
  var paths: [String]
  var isRecursive: Bool

  /// Threads for the reading of one file: several files are read at a time.
  var threadsPerFile: Int {
    paths.count > 1 || isRecursive ? 1 : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Paths from a file or standard input, parted by a byte.
  static func paths(from name: String, separator: UInt8) throws -> [String] {
    let descriptor = name == "-" ? 0 : open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ValidationError("cannot read \(name): \(String(cString: strerror(errno)))")
    }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      bytes += buffer[0..<count]
    }
    return bytes.split(separator: separator).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads every file and gives the results in the order of the paths, as soon as each and all before it are there.
  ///
  /// Returns the exit status: 2 where an input could not be read whole.
  /// - Parameters:
  ///   - worker: a child process that was started ahead of time, for the first file.
  ///   - read: makes the report of a path; called by several threads where there are several files.
  func reports(
    worker: HDF5Worker? = nil, _ read: @escaping ReadFile, take: (FileEntry) throws -> Void
  ) rethrows -> Int32 {
    var status: Int32 = 0
    var skipped = 0
    let (expanded, fromFolders) = expandedPaths()
    let workers = FileWorkers(paths: expanded, read: read)
    var first = worker
    for position in expanded.indices {
      let entry = workers.result(at: position, worker: first.take())
      if case .failure(let failure) = entry {
        if fromFolders.contains(position), [.notAModel, .empty, .isADirectory].contains(failure.error.code) {
          skipped += 1
          continue
        }
        ErrorLines.write(failure)
        status = 2
      } else if !entry.isComplete {
        status = 2
      }
      try take(entry)
      ProgressLine.show(done: position + 1, of: expanded.count)
    }
    ProgressLine.clear()
    if skipped > 0 { ErrorLines.write("\(skipped) files that are no models were skipped") }
    return status
  }

  private func expandedPaths() -> (paths: [String], fromFolders: Set<Int>) {
    guard isRecursive else { return (paths, []) }
    var all: [String] = []
    var found: Set<Int> = []
    for path in paths {
      guard FolderWalk.isFolder(path) else {
        all.append(path)
        continue
      }
      for file in FolderWalk.files(below: path) {
        found.insert(all.count)
        all.append(file)
      }
    }
    return (all, found)
  }
}

/// Threads that read files ahead of the printer, a few at a time so that reports do not pile up.
private final class FileWorkers: Sendable {
  private struct State: ~Copyable {
    var next = 0
    var results: [Int: FileEntry] = [:]
  }

  private static let ahead = 64
  /// With more processors threads would wait for each other.
  private static let mostSharingHeap = 4
  private let paths: [String]
  private let read: ReadFile
  private let state = Mutex(State())
  private let isParallel: Bool
  /// Signalled once for each result.
  private let finished = DispatchSemaphore(value: 0)
  /// How many more files may be read before one is printed.
  private let room = DispatchSemaphore(value: 0)

  init(paths: [String], read: @escaping ReadFile) {
    self.paths = paths
    self.read = read
    isParallel = paths.count > 1
    guard isParallel else { return }
    // Not the semaphore's initial value: it may not end with less than that, as it does where printing stops early.
    for _ in 0..<FileWorkers.ahead { room.signal() }
    let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    if processors <= FileWorkers.mostSharingHeap { weightscope_share_heap() }
    for _ in 0..<min(paths.count, processors) { start() }
  }

  private func start() {
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<FileWorkers>.fromOpaque(context).takeRetainedValue().work() }
        return nil
      }, context.toOpaque())
    if failure == 0 { pthread_detach(thread) } else { context.release() }
  }

  private func work() {
    var pool = WorkerPool()
    while true {
      room.wait()
      let position: Int? = state.withLock { state in
        guard state.next < paths.count else { return nil }
        state.next += 1
        return state.next - 1
      }
      guard let position else {
        // The others find out too.
        room.signal()
        return
      }
      let entry = pool.use(atMost: paths.count - position) { read(paths[position], $0) }
      state.withLock { $0.results[position] = entry }
      finished.signal()
    }
  }

  /// Waits for one result; without threads it is made here, by the worker if there is one.
  func result(at position: Int, worker: HDF5Worker?) -> FileEntry {
    guard isParallel else { return read(paths[position], worker) }
    while true {
      if let entry = state.withLock({ $0.results.removeValue(forKey: position) }) {
        room.signal()
        return entry
      }
      finished.wait()
    }
  }
}
