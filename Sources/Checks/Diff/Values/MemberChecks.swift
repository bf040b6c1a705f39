import Containers
import Synchronization

/// Holds several members of archives against their checksums at once.
final class MemberChecks: Sendable {
  private let members: [StoredMember]
  private let state: Mutex<(next: Int, notes: [Note?])>

  /// What is wrong with each member, `nil` where nothing is.
  static func notes(on members: [StoredMember], threads: Int) -> [Note?] {
    guard !members.isEmpty else { return [] }
    let checks = MemberChecks(members)
    Threads.run(min(threads, members.count)) { _ in checks.runThread() }
    return checks.state.withLock { $0.notes }
  }

  private init(_ members: [StoredMember]) {
    self.members = members
    state = Mutex((next: 0, notes: [Note?](repeating: nil, count: members.count)))
  }

  private func runThread() {
    while true {
      let position = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard members.indices.contains(position) else { return }
      let note = members[position].damage()
      state.withLock { $0.notes[position] = note }
    }
  }
}
