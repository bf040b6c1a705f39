extension String {
  /// The names of a path, without empty ones. By bytes: names are compared as HDF5 compares them, and looking for
  /// characters that several scalars make up takes ten times as long.
  var pathComponents: [String] {
    var components: [String] = []
    for part in utf8.split(separator: UInt8(ascii: "/")) { components.append(String(Substring(part))) }
    return components
  }
}
