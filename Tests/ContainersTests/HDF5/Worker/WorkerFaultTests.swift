import CHDF5Reader
import Testing

@testable import Containers

/// What the parent makes of a child that dies, lies, falls silent or does not end.
@Suite(.enabled(if: weightscope_hdf5_has_faults() == 1, "release builds have no faults"))
struct WorkerFaultTests {
  static func fault(_ kind: weightscope_fault_kind, at number: UInt64 = 0) -> weightscope_fault {
    weightscope_fault(kind: kind, at: number)
  }

  static func read(
    _ kind: weightscope_fault_kind, at number: UInt64 = 0, file: String = "legacy-model.h5", seconds: Int = 60
  ) throws -> StoredTree {
    var limits = Limits()
    limits.seconds = seconds
    return try HDF5Reader.read(try Fixture.source(file), limits: limits, fault: fault(kind, at: number))
  }

  @Test(arguments: [
    // The object is counted before its row is sent, so the last one told is the one before.
    (weightscope_fault_crash_at_object, "it died of signal 11 (invalid memory access)"),
    (weightscope_fault_abort_at_object, "it died of signal 6 (abort)"),
    (weightscope_fault_exit_at_object, "it ended before it had told everything"),
  ]) func aChildThatDies(_ kind: weightscope_fault_kind, _ how: String) {
    // 3 is /model_weights/block_depthwise/block_depthwise/bias:0.
    let place =
      kind == weightscope_fault_exit_at_object ? nil : "/model_weights/block_depthwise/block_depthwise"
    #expect(throws: ContainerError.workerCrashed(how: how, lastObject: place)) {
      try Self.read(kind, at: 4)
    }
  }

  @Test func aChildThatDiesBeforeAnything() {
    #expect(
      throws: ContainerError.workerCrashed(
        how: "it died of signal 11 (invalid memory access)", lastObject: nil)
    ) {
      try Self.read(weightscope_fault_crash_at_object, at: 0)
    }
  }

  @Test func aChildThatSaysNothing() {
    #expect(
      throws: ContainerError.workerCrashed(how: "it ended before it had told everything", lastObject: nil)
    ) {
      try Self.read(weightscope_fault_silence)
    }
  }

  @Test func aChildThatWritesGarbage() {
    #expect {
      try Self.read(weightscope_fault_garbage_at_object, at: 4)
    } throws: { error in
      guard case ContainerError.workerCrashed(let how, _)? = error as? ContainerError else { return false }
      return how.hasPrefix("it sent what cannot be: ")
    }
  }

  @Test func aChildThatLiesAboutItsEnd() {
    #expect {
      try Self.read(weightscope_fault_lie_at_end)
    } throws: { error in
      guard case ContainerError.workerCrashed(let how, _)? = error as? ContainerError else { return false }
      return how.hasPrefix("it sent what cannot be: ") && how.contains("rows of")
    }
  }

  /// The parent's deadline and the child's limit of processor time lie close together here: which of them comes first
  /// decides whether the last rows are told, not whether the child is ended.
  @Test func aChildThatDoesNotEnd() {
    #expect {
      try Self.read(weightscope_fault_hang_at_object, at: 4, seconds: 1)
    } throws: { error in
      guard case ContainerError.timeout(seconds: 1, _)? = error as? ContainerError else { return false }
      return true
    }
  }

  /// The processor time of a child ends before the seconds that the parent waits: then its last rows are there.
  @Test(.enabled(if: weightscope_hdf5_is_confined() == 1, "sanitizers hold signals back"))
  func aChildThatUsesUpItsTime() {
    let place = "/model_weights/block_depthwise/block_depthwise"
    #expect(throws: ContainerError.timeout(seconds: 60, lastObject: place)) {
      try Self.read(weightscope_fault_hang_at_object, at: 4)
    }
  }

  /// Everything but values of variable length has been told by then, and what came before stays.
  @Test(arguments: [0, 1, 2] as [UInt64]) func aCrashAtAValueKeepsTheRest(_ number: UInt64) throws {
    let whole = try Fixture.tree("legacy-model.h5")
    let tree = try Self.read(weightscope_fault_crash_at_value, at: number)
    #expect(Listing.lines(of: tree.root) == Listing.lines(of: whole.root))
    let reason = "the process that reads HDF5 failed: it died of signal 11 (invalid memory access)"
    let deferred = whole.root.attributes.filter { if case .string = $0.value { true } else { false } }
    let lost = deferred.dropFirst(Int(number)).map(\.name)
    for attribute in whole.root.attributes {
      let failure = HDF5Failure(operation: "read an attribute", object: "/@" + attribute.name, reason: reason)
      #expect(
        tree.root.attribute(attribute.name)?.value
          == (lost.contains(attribute.name) ? .unreadable(failure) : attribute.value))
    }
    #expect(tree.notes.count == 1)
    #expect(tree.notes.first?.code == "values-unreadable")
    #expect(tree.notes.first?.place == lost.first.map { "/@" + $0 })
  }

  @Test(.enabled(if: weightscope_hdf5_is_confined() == 1, "sanitizers hold signals back"))
  func aValueThatTakesForEver() throws {
    let tree = try Self.read(weightscope_fault_hang_at_value, at: 0)
    #expect(tree.notes.map(\.code) == ["values-unreadable"])
    #expect(tree.notes.first?.message.contains("took too long") == true)
    #expect(tree.root.group("model_weights") != nil)
  }

  /// The count that every other test relies on is not always 1.
  @Test func anObjectThatIsLeftOpenIsNoticed() throws {
    let tree = try Self.read(weightscope_fault_leave_open, at: 4)
    #expect(tree.notes.map(\.code) == ["objects-left-open"])
  }
}
