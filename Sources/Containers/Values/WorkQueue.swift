import Synchronization

/// Work that several threads share: each takes the next piece when it is done with the last.
public final class WorkQueue<Work: Sendable>: Sendable {
  private let work: [Work]
  private let taken = Mutex(0)

  public init(_ work: [Work]) { self.work = work }

  public var count: Int { work.count }

  /// The next piece, or `nil` where all are taken.
  public func next() -> Work? {
    taken.withLock { taken in
      guard taken < work.count else { return nil }
      taken += 1
      return work[taken - 1]
    }
  }
}
