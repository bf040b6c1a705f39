import Weightscope

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Everything that goes to standard error, one line each: `weightscope: PATH: REASON (PLACE)`.
enum ErrorLines {
  static func write(_ failure: FileFailure) {
    let place = failure.error.place.map { " (\(SafeText.of($0)))" } ?? ""
    write("\(SafeText.of(failure.path)): \(SafeText.of(failure.error.message))\(place)")
  }

  static func write(_ message: String) {
    let line = Array("weightscope: \(message)\n".utf8)
    ProgressLine.clear()
    line.withUnsafeBytes { bytes in _ = Standard.write(bytes, to: 2) }
  }
}

/// A line that says how far a long call is, on a terminal only.
enum ProgressLine {
  static func show(done: Int, of all: Int) {
    guard all > 20, done % 20 == 0, isatty(2) == 1 else { return }
    let text = Array("\r\(done) of \(all) files".utf8)
    text.withUnsafeBytes { bytes in _ = Standard.write(bytes, to: 2) }
  }

  /// For one large file; what takes less than a moment needs none.
  static func show(bytes done: Int, of all: Int) {
    let step = 64 << 20
    guard all > 8 * step, done % step < 2 << 20, isatty(2) == 1 else { return }
    let text = Array("\r\(done / 1_000_000) of \(all / 1_000_000) MB".utf8)
    text.withUnsafeBytes { bytes in _ = Standard.write(bytes, to: 2) }
  }

  static func clear() {
    guard isatty(2) == 1 else { return }
    let text = Array("\r\u{1B}[K".utf8)
    text.withUnsafeBytes { bytes in _ = Standard.write(bytes, to: 2) }
  }
}

/// Writing whole buffers to descriptors.
enum Standard {
  /// Returns the error number, 0 where all was written.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count, let start = bytes.baseAddress {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, start + done, bytes.count - done)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, start + done, bytes.count - done)
      #else
        let count = Darwin.write(descriptor, start + done, bytes.count - done)
      #endif
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return errno }
      done += count
    }
    return 0
  }

  /// The columns of the terminal that a descriptor is; 100 where it is none.
  static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return max(40, Int(size.ws_col))
  }
}
