import CZlib

/// Inflates a zip member piece by piece, never beyond the size that the directory states.
enum Inflater {
  private static let pieceBytes = 256 << 10

  /// Gives every piece to `receive`; at the end size and checksum are verified.
  /// - Throws: `damaged`, `unreadable`, and what `receive` throws.
  static func inflate(
    _ data: ByteSource, entry: ZipEntry,
    receive: (UnsafeBufferPointer<UInt8>) throws(ContainerError) -> Void
  ) throws(ContainerError) {
    let damaged = ContainerError.damaged(reason: "the deflated data are damaged", place: entry.name)
    var stream = z_stream()
    // Negative window bits: a raw deflate stream without zlib's header, as zip holds it.
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .unreadable(reason: "zlib cannot be started")
    }
    defer { inflateEnd(&stream) }
    let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: pieceBytes)
    defer { output.deallocate() }
    var checksum = Checksum()
    var read: UInt64 = 0
    var written: UInt64 = 0
    var status = Z_OK
    while status != Z_STREAM_END {
      let count = Int(min(UInt64(pieceBytes), data.length - read))
      guard count > 0 else { throw damaged }
      guard var input = data.bytes(at: read, count: count) else {
        throw .unreadable(reason: "\(entry.name) cannot be read to its end")
      }
      read += UInt64(count)
      var failure: ContainerError?
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(count)
        repeat {
          stream.next_out = output.baseAddress
          stream.avail_out = uInt(pieceBytes)
          status = CZlib.inflate(&stream, Z_NO_FLUSH)
          // Z_BUF_ERROR only says that nothing could be done without more input.
          guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            failure = damaged
            return
          }
          let piece = UnsafeBufferPointer(rebasing: output[0..<(pieceBytes - Int(stream.avail_out))])
          written += UInt64(piece.count)
          guard written <= entry.bytes else {
            failure = .damaged(
              reason: "the member inflates to more than the directory states", place: entry.name)
            return
          }
          checksum.add(piece)
          do throws(ContainerError) { try receive(piece) } catch { failure = error }
        } while failure == nil && status == Z_OK && stream.avail_out == 0
      }
      if let failure { throw failure }
    }
    guard written == entry.bytes, read - UInt64(stream.avail_in) == data.length else { throw damaged }
    guard checksum.value == entry.checksum else { throw Checksum.mismatch(entry.name) }
  }
}
