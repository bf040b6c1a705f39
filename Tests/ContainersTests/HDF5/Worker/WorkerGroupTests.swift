import CHDF5Reader
import Foundation
import Testing

@testable import Containers

/// Children that are started together serve one file each, like those that are started alone.
struct WorkerGroupTests {
  private static func exists(_ process: pid_t) -> Bool { kill(process, 0) == 0 }

  @Test func eachReadsOneFile() throws {
    let files = ["legacy-model.h5", "keras3.weights.h5", "legacy-model.h5"]
    var group = HDF5Worker.group(of: files.count)
    #expect(group.count == files.count)
    let processes = group.compactMap(\.identifier)
    #expect(Set(processes).count == files.count)
    for (worker, file) in zip(group, files) {
      let tree = try HDF5Reader.read(try Fixture.source(file), worker: worker)
      #expect(Listing.lines(of: tree.root) == Listing.lines(of: try Fixture.tree(file).root))
      #expect(!worker.isWaiting && !worker.isAside)
    }
    group = []
    #expect(!processes.contains { Self.exists($0) })
  }

  /// None is left behind, and none keeps another alive.
  @Test func thoseThatAreNeverAsked() throws {
    var group = HDF5Worker.group(of: 5)
    let processes = group.compactMap(\.identifier)
    #expect(processes.count == 5)
    #expect(processes.allSatisfy { Self.exists($0) })
    group.removeFirst(2)
    #expect(!processes.prefix(2).contains { Self.exists($0) })
    #expect(processes.suffix(3).allSatisfy { Self.exists($0) })
    group = []
    #expect(!processes.contains { Self.exists($0) })
  }

  @Test func aNumberThatIsNone() {
    #expect(HDF5Worker.group(of: 0).isEmpty)
    #expect(HDF5Worker.group(of: -1).isEmpty)
  }

  /// What is wrong with one is no other's concern.
  @Test(.enabled(if: weightscope_hdf5_has_faults() == 1, "release builds have no faults"))
  func oneThatCrashes() throws {
    let group = HDF5Worker.group(of: 2)
    let source = try Fixture.source("legacy-model.h5")
    #expect(throws: ContainerError.self) {
      try HDF5Reader.read(
        source, worker: group[0], fault: weightscope_fault(kind: weightscope_fault_crash_at_object, at: 1))
    }
    #expect(try !HDF5Reader.read(source, worker: group[1]).root.links.isEmpty)
  }

  /// They are locked down as others are: what is forbidden ends the process.
  @Test(
    .enabled(if: LockDown.isComplete, "the system does not confine, or the build has no faults"),
    arguments: [weightscope_fault_socket, weightscope_fault_execute, weightscope_fault_fork])
  func whatIsForbidden(_ kind: weightscope_fault_kind) throws {
    let group = HDF5Worker.group(of: 1)
    #expect(
      throws: ContainerError.workerCrashed(
        how: "it was stopped by signal 31: it tried what it must not do", lastObject: nil)
    ) {
      try HDF5Reader.read(
        try Fixture.source("legacy-model.h5"), worker: group.first,
        fault: weightscope_fault(kind: kind, at: 0))
    }
  }
}
