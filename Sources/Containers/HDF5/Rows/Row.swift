/// What the child tells, one row each. The forms are in `CHDF5Reader.h`.
enum Row: Hashable, Sendable {
  case note(code: String, message: String)
  case group(RowLink, address: UInt64, isOldStyle: Bool)
  case groupEnd
  case dataset(RowLink, StoredDataset)
  case attribute(StoredAttribute)
  case attributeDeferred(name: String)
  case attributeFailed(name: String, RowFailure)
  /// A soft or external link, a named datatype, a user-defined link.
  case link(RowLink, StoredTarget)
  case repeatedLink(RowLink, object: Int)
  case failedLink(RowLink, RowFailure)
  case objectFailed(object: Int, RowFailure)
  case limitMet
  case structureEnd
  case reading(deferred: Int)
  case strings(deferred: Int, AttributeValue)
  case stringsFailed(deferred: Int, RowFailure)
  case refused(RowFailure)
  case end(rows: UInt64, bytes: UInt64, openObjects: UInt64)
  /// The next values of a dataset of the request.
  case values(dataset: Int, ArraySlice<UInt8>)
  case valuesEnd(dataset: Int, bytes: UInt64)
  case valuesFailed(dataset: Int, RowFailure)
}

/// The first byte of a row.
enum RowTag: UInt8, CaseIterable {
  case note = 1
  case group = 2
  case groupEnd = 3
  case dataset = 4
  case attribute = 5
  case attributeDeferred = 6
  case attributeFailed = 7
  case softLink = 8
  case externalLink = 9
  case otherLink = 10
  case repeatedLink = 11
  case failedLink = 12
  case objectFailed = 13
  case limitMet = 14
  case structureEnd = 15
  case reading = 16
  case strings = 17
  case stringsFailed = 18
  case refused = 19
  case end = 20
  case values = 21
  case valuesEnd = 22
  case valuesFailed = 23
}

/// A link as a row names it.
struct RowLink: Hashable, Sendable {
  var name: String
  var creationOrder: Int64?
}

/// A failed call as a row tells it; the object follows from where the row stands.
struct RowFailure: Hashable, Sendable {
  var operation: String
  /// Of the function of libhdf5 that was called.
  var outermost: String
  /// Of the function where it went wrong.
  var innermost: String

  func of(_ object: String) -> HDF5Failure {
    HDF5Failure(operation: operation, object: object, reason: reason)
  }

  var reason: String {
    if !innermost.isEmpty { return innermost }
    return outermost.isEmpty ? "libhdf5 gives no reason" : outermost
  }
}
