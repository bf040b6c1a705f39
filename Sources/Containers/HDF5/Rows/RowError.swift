/// Why bytes from the child are not rows.
struct RowError: Error, Hashable, Sendable {
  var reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
