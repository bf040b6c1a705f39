import CHDF5Reader
import Testing

@testable import Containers

/// What the child cannot do any more when it looks at the first byte of a file.
///
/// A system without seccomp says so in a note; then there is nothing to see here.
@Suite(.enabled(if: LockDown.isComplete, "needs a debug build without sanitizers, Landlock and seccomp"))
struct LockDownTests {
  @Test(arguments: [
    weightscope_fault_socket, weightscope_fault_execute, weightscope_fault_executable_memory,
    weightscope_fault_fork, weightscope_fault_kill_parent,
  ]) func whatEndsTheChild(_ kind: weightscope_fault_kind) {
    #expect(
      throws: ContainerError.workerCrashed(
        how: "it was stopped by signal 31: it tried what it must not do", lastObject: nil)
    ) {
      try WorkerFaultTests.read(kind)
    }
  }

  @Test(arguments: [(weightscope_fault_open, "EPERM"), (weightscope_fault_memory, "failed")])
  func whatFails(_ kind: weightscope_fault_kind, _ answer: String) throws {
    let tree = try WorkerFaultTests.read(kind)
    #expect(tree.notes == [Note(code: "attempt", message: answer)])
    // It goes on as if nothing had been.
    #expect(tree.root == (try Fixture.tree("legacy-model.h5").root))
  }
}

enum LockDown {
  static let isComplete: Bool = {
    guard weightscope_hdf5_has_faults() == 1, weightscope_hdf5_is_confined() == 1,
      let tree = try? Fixture.tree("keras3.weights.h5")
    else { return false }
    return !tree.notes.contains { $0.code == "lock-down-incomplete" }
  }()
}
