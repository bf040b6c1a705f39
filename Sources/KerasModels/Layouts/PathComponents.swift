extension String {
  /// The names of a path, without empty ones. By bytes: names are compared as HDF5 compares them, and looking for
  /// characters that several scalars make up takes ten times as long.
  var pathComponents: [String] {
    var components: [String] = []
    var copy = self
    copy.withUTF8 { bytes in
      var start = 0
      for position in 0...bytes.count
      where position == bytes.count || bytes[position] == UInt8(ascii: "/") {
        if position > start {
          components.append(String(decoding: bytes[start..<position], as: UTF8.self))
        }
        start = position + 1
      }
    }
    return components
  }

  /// The path of these components of it: itself, where it has no others.
  func path(of components: [String]) -> String {
    let length = components.reduce(components.count - 1) { $0 + $1.utf8.count }
    return length == utf8.count ? self : components.joined(separator: "/")
  }
}
