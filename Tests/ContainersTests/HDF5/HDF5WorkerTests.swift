import CHDF5Reader
import Foundation
import Testing

@testable import Containers

/// What the parent makes of a child that dies, lies, is silent or breaks its rules.
struct HDF5WorkerTests {
  static let sample =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/SampleModels/bottleneck/bn_three.h5"

  static func source() throws -> ByteSource {
    let descriptor = open(sample, O_RDONLY | O_CLOEXEC)
    try #require(descriptor >= 0)
    let length = lseek(descriptor, 0, SEEK_END)
    return ByteSource(file: OpenFile(descriptor: descriptor), length: UInt64(length))
  }

  private func read(_ fault: weightscope_fault, at position: UInt64 = 0, seconds: Int = 20)
    throws(ContainerError)
    -> StoredTree
  {
    var limits = Limits()
    limits.seconds = seconds
    guard let source = try? Self.source() else { throw .notFound }
    return try HDF5Reader.read(source, limits: limits, fault: fault, at: position)
  }

  @Test func anHonestChildLeavesNothingOpen() throws {
    let tree = try read(weightscope_fault_none)
    #expect(!tree.notes.contains { $0.code == "objects-left-open" })
    #expect(tree.root.group("model_weights") != nil)
  }

  @Test func aCrashIsAnErrorWithThePlace() {
    #expect {
      try read(weightscope_fault_crash, at: 5)
    } throws: { error in
      guard case .workerCrashed(let how, let place)? = error as? ContainerError else { return false }
      return how.contains("signal 11") && place != nil
    }
  }

  @Test func aCrashInValuesKeepsTheStructure() throws {
    let tree = try read(weightscope_fault_crash_in_values)
    #expect(tree.notes.contains { $0.code == "values-unreadable" })
    #expect(tree.root.group("model_weights") != nil)
    guard case .unreadable? = tree.root.attribute("model_config")?.value else {
      Issue.record("the configuration cannot have been read")
      return
    }
  }

  @Test func garbageIsAnError() {
    #expect(throws: ContainerError.self) { try read(weightscope_fault_garbage) }
  }

  @Test func silenceIsAnError() {
    #expect(throws: ContainerError.workerCrashed(how: "it ended without an answer", lastObject: nil)) {
      try read(weightscope_fault_silence)
    }
  }

  @Test func aChildThatHangsIsEnded() {
    #expect(throws: ContainerError.timeout(seconds: 1, lastObject: nil)) {
      try read(weightscope_fault_hang, seconds: 1)
    }
  }

  @Test func openingAFileIsRefused() throws {
    let tree = try read(weightscope_fault_open)
    #expect(tree.notes.contains { $0.code == "fault" && $0.message == "opening was refused" })
  }

  @Test(
    arguments: [
      weightscope_fault_socket, weightscope_fault_exec, weightscope_fault_map, weightscope_fault_fork,
      weightscope_fault_kill,
    ].map(\.rawValue))
  func otherSystemCallsEndTheChild(_ fault: UInt32) {
    #expect {
      try read(weightscope_fault(rawValue: fault))
    } throws: { error in
      guard case .workerCrashed(let how, _)? = error as? ContainerError else { return false }
      return how.contains("signal 31")
    }
  }

  @Test func severalTasksReadAtOnce() async throws {
    let expected = try read(weightscope_fault_none)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<64 { group.addTask { (try? read(weightscope_fault_none)) == expected } }
      for await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func aTruncatedFileSaysSo() throws {
    let whole = try Self.source()
    for length: UInt64 in [100, 1000, whole.length / 2, whole.length - 1] {
      let cut = ByteSource(file: whole.file, length: length)
      #expect(throws: ContainerError.truncated(present: length, promised: whole.length, place: nil)) {
        try HDF5Reader.read(cut, limits: Limits())
      }
    }
  }
}
