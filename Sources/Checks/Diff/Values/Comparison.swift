import Containers

/// Two variables with as many values, to be compared value by value.
struct Comparison: Sendable {
  var before: Subject
  var after: Subject
  var beforeSource: ByteSource
  var afterSource: ByteSource

  var count: Int { before.count }
}

/// One of a pair of variables whose values end before they should.
struct UnreadValues: Error {
  var isBefore: Bool
}
