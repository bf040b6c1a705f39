import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads for work that blocks and computes: Swift's own pool is not to be held up by either.
public enum Threads {
  private final class Body: Sendable {
    private let next = Mutex(0)
    private let body: @Sendable (Int) -> Void

    init(_ body: @escaping @Sendable (Int) -> Void) { self.body = body }

    func run() {
      let number = next.withLock { next in
        defer { next += 1 }
        return next
      }
      body(number)
    }
  }

  /// Runs a function on several threads at once, one of them the caller's, and returns when all have ended. Where the
  /// system does not give a thread, the caller's runs the function once more.
  ///
  /// - Parameter body: is given a number of its own, from 0 on.
  public static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    run(count, body) {}
  }

  /// The same, where the caller's thread does something else before it takes part.
  ///
  /// - Returns: what came of that.
  public static func run<First>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Void, first: () -> First
  ) -> First {
    let shared = Body(body)
    var threads: [pthread_t] = []
    for _ in 1..<max(1, count) {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(shared)
      let failure = pthread_create(
        &thread, nil,
        { context in
          if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
          return nil
        }, context.toOpaque())
      if failure == 0 { threads.append(thread) } else { context.release() }
    }
    let result = first()
    for _ in threads.count..<max(1, count) { shared.run() }
    for thread in threads { pthread_join(thread, nil) }
    return result
  }
}
