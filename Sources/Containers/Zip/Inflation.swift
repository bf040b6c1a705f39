import CZlib

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Deflated members, inflated in memory within a limit and checked against their CRC-32.
enum Inflation {
  /// The bytes of a member.
  static func bytes(
    of data: ByteSource, entry: ZipDirectory.Entry, limit: Int, option: String
  ) throws(ContainerError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(Int(clamping: min(entry.size, UInt64(clamping: limit))))
    try inflate(data, entry: entry, limit: limit, option: option) { result.append(contentsOf: $0) }
    return result
  }

  /// A member as an open file in memory, so that it is read like any other.
  static func file(of data: ByteSource, entry: ZipDirectory.Entry, limit: Int) throws(ContainerError)
    -> ByteSource
  {
    let descriptor = try memoryFile(entry.name)
    let file = OpenFile(descriptor: descriptor)
    var written: UInt64 = 0
    var failed = false
    try inflate(data, entry: entry, limit: limit, option: "--max-inflated-bytes") { piece in
      var done = 0
      while !failed, done < piece.count, let start = piece.baseAddress {
        let count = write(descriptor, start + done, piece.count - done)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { failed = true } else { done += count }
      }
      written += UInt64(done)
    }
    guard !failed else { throw .unreadable(reason: "no memory for the inflated member \(entry.name)") }
    return ByteSource(file: file, length: written)
  }

  private static func inflate(
    _ data: ByteSource, entry: ZipDirectory.Entry, limit: Int, option: String,
    to take: (UnsafeRawBufferPointer) -> Void
  ) throws(ContainerError) {
    guard entry.size <= UInt64(clamping: limit) else {
      throw .limit(name: "inflated bytes", value: limit, option: option, place: entry.name)
    }
    var stream = z_stream()
    // Raw deflate data, without zlib's own header.
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .unreadable(reason: "zlib cannot be started")
    }
    defer { inflateEnd(&stream) }
    let window = 256 << 10
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: window, alignment: 16)
    defer { output.deallocate() }
    var offset: UInt64 = 0
    var total: UInt64 = 0
    var checksum = crc32(0, nil, 0)
    var ended = false
    while offset < data.length, !ended {
      let count = Int(min(UInt64(window), data.length - offset))
      guard var input = data.bytes(at: offset, count: count) else {
        throw .truncated(present: offset, promised: data.length, place: entry.name)
      }
      offset += UInt64(count)
      var problem = false
      input.withUnsafeMutableBufferPointer { buffer in
        stream.next_in = buffer.baseAddress
        stream.avail_in = UInt32(count)
        repeat {
          stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
          stream.avail_out = UInt32(window)
          let status = CZlib.inflate(&stream, Z_NO_FLUSH)
          let produced = window - Int(stream.avail_out)
          total += UInt64(produced)
          if status == Z_STREAM_END { ended = true }
          guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR, total <= entry.size else {
            problem = true
            return
          }
          let piece = UnsafeRawBufferPointer(rebasing: output[0..<produced])
          checksum = crc32(checksum, piece.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(produced))
          take(piece)
          if status == Z_BUF_ERROR { return }
        } while !ended && (stream.avail_in > 0 || stream.avail_out == 0)
      }
      guard !problem else { throw .damaged(reason: "the deflated data makes no sense", place: entry.name) }
    }
    guard ended, total == entry.size, UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
      throw .damaged(
        reason: "the inflated data has another length or checksum than the directory says", place: entry.name)
    }
  }

  private static func memoryFile(_ name: String) throws(ContainerError) -> Int32 {
    #if os(Linux)
      let descriptor = weightscope_memory_file()
    #else
      let path = "/weightscope-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
      let descriptor = shm_open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
      shm_unlink(path)
    #endif
    guard descriptor >= 0 else { throw .unreadable(reason: "no memory file for the inflated member \(name)") }
    return descriptor
  }

  /// CRC-32 of bytes, as zip defines it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32(0, buffer.baseAddress, UInt32(clamping: buffer.count)))
    }
  }
}
