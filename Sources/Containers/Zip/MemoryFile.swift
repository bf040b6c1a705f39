import CSystemCalls

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file without a name, for a member that has to be inflated before HDF5 can be read from it.
struct MemoryFile {
  let file: OpenFile

  /// - Throws: `unreadable` with the system's reason.
  init() throws(ContainerError) {
    let descriptor = weightscope_memory_file()
    guard descriptor >= 0 else {
      throw .unreadable(reason: "no memory for a deflated member: \(String(cString: strerror(errno)))")
    }
    file = OpenFile(descriptor: descriptor)
  }

  /// - Throws: `unreadable` with the system's reason.
  func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(ContainerError) {
    guard let start = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      let count = write(file.descriptor, start + done, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .unreadable(reason: "no memory for a deflated member: \(String(cString: strerror(errno)))")
      }
      done += count
    }
  }
}
