#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that was opened once, and is closed when nobody holds it any more.
///
/// Everything is read from the descriptor by offset, so that a path which changes under us cannot mix two files.
public final class OpenFile: Sendable {
  public let descriptor: Int32

  /// Takes over the descriptor.
  public init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}

/// A range of an open file: the whole of it, or the member of an archive that lies in it uncompressed.
public struct ByteSource: Sendable {
  public let file: OpenFile
  /// Offset of the first byte in the file.
  public let base: UInt64
  /// Length of the range in bytes.
  public let length: UInt64

  public init(file: OpenFile, base: UInt64 = 0, length: UInt64) {
    self.file = file
    self.base = base
    self.length = length
  }

  /// Fills a buffer with the bytes at an offset of the range. Returns whether all of them are inside it and could be
  /// read; otherwise nothing is promised of what the buffer holds.
  public func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard offset <= length, UInt64(buffer.count) <= length - offset else { return false }
    var done = 0
    while done < buffer.count, let start = buffer.baseAddress {
      let read = pread(file.descriptor, start + done, buffer.count - done, off_t(base + offset) + off_t(done))
      if read < 0, errno == EINTR { continue }
      if read <= 0 { return false }
      done += read
    }
    return true
  }

  /// The bytes at an offset of the range, or `nil` where they are not all inside it or cannot be read.
  public func bytes(at offset: UInt64, count: Int) -> [UInt8]? {
    guard count >= 0, offset <= length, UInt64(count) <= length - offset else { return nil }
    var complete = true
    let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      complete = read(
        at: offset,
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[0..<count]))
      initialized = complete ? count : 0
    }
    return complete ? result : nil
  }
}
