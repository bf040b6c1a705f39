import CHDF5Reader
import Foundation
import Testing

@testable import Containers

/// No child is left behind: not running, and not ended without having been waited for.
struct WorkerEndTests {
  /// A process that has ended and was not waited for still has its number.
  private static func exists(_ process: pid_t) -> Bool { kill(process, 0) == 0 }

  @Test func aChildThatIsNeverAsked() throws {
    var worker: HDF5Worker? = try HDF5Worker()
    let process = try #require(worker?.identifier)
    #expect(Self.exists(process))
    worker = nil
    #expect(!Self.exists(process))
  }

  @Test(arguments: ["legacy-model.h5", "keras3.weights.h5"])
  func aChildThatHasToldEverything(_ file: String) throws {
    var worker: HDF5Worker? = try HDF5Worker()
    let process = try #require(worker?.identifier)
    _ = try HDF5Reader.read(try Fixture.source(file), worker: worker)
    #expect(worker?.identifier == nil)
    worker = nil
    #expect(!Self.exists(process))
  }

  @Test(.enabled(if: weightscope_hdf5_has_faults() == 1, "release builds have no faults"))
  func aChildThatLies() throws {
    let worker = try HDF5Worker()
    let process = try #require(worker.identifier)
    #expect(throws: ContainerError.self) {
      try HDF5Reader.read(
        try Fixture.source("legacy-model.h5"), worker: worker,
        fault: weightscope_fault(kind: weightscope_fault_lie_at_end, at: 0))
    }
    #expect(!Self.exists(process))
  }
}
