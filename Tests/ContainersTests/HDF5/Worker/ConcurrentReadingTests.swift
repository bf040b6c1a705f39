import Foundation
import Testing

@testable import Containers

/// Children are started from many threads at once, some of them in the middle of an allocation.
struct ConcurrentReadingTests {
  @Test func sixtyFourTasks() async throws {
    let expected = try Fixture.names.map { try Fixture.tree($0) }
    let noise = Task {
      var arrays: [[Int]] = []
      while !Task.isCancelled {
        arrays.append(Array(repeating: arrays.count, count: 1 + arrays.count % 5000))
        if arrays.count > 100 { arrays.removeAll() }
        await Task.yield()
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<64 {
        group.addTask {
          let number = task % Fixture.names.count
          let tree = try Fixture.tree(Fixture.names[number])
          #expect(tree == expected[number])
        }
      }
      try await group.waitForAll()
    }
    noise.cancel()
  }

  @Test func aThreadOfItsOwn() async throws {
    let tree = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: try? Fixture.tree("types.h5")) }
    }
    #expect(tree == (try Fixture.tree("types.h5")))
  }
}
