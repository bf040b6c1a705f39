import Containers

/// The values of one dataset in order, however they are stored.
enum ValueStream {
  /// Gives pieces of whole values. Returns whether all of them could be read.
  static func read(
    _ stored: StoredValues, in contents: ContainerContents, limits: Limits, scratch: Scratch,
    _ receive: (UnsafeRawBufferPointer) -> Void
  ) -> Bool {
    guard let access = try? contents.access(to: stored) else { return false }
    switch access {
    case .none: return true
    case .decoded:
      var isRead = true
      ValueDecoder.decode([stored], from: contents.sources[stored.file], limits: limits) { event in
        switch event {
        case .values(_, let bytes): bytes.withUnsafeBytes { receive($0) }
        case .end: break
        case .failure: isRead = false
        }
      }
      return isRead
    case .direct(let source):
      let size = max(stored.type.size, 1)
      let most = max(size, scratch.window.count / size * size)
      guard scratch.window.count >= size else { return false }
      var offset: UInt64 = 0
      while offset < source.length {
        let count = Int(min(UInt64(most), source.length - offset))
        let window = UnsafeMutableRawBufferPointer(rebasing: scratch.window[..<count])
        guard source.read(at: offset, into: window) else { return false }
        receive(UnsafeRawBufferPointer(window))
        offset += UInt64(count)
      }
      return true
    }
  }
}
