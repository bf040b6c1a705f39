import AnalyticModel
import Containers
import Reports

extension Weightscope {
  /// Whether the stored variables are what arithmetic says they must be: the report of `inspect` with a verdict.
  ///
  /// The verdict is `mismatch` where a layer deviates, `unverified` where nothing could be predicted, else `match`.
  /// - Parameters:
  ///   - architecture: a network to hold the file against, in place of what its own configuration says.
  ///   - worker: a child process that was started ahead of time; it serves this one call.
  ///   - includes: name and address of a layer to whether the verdict is about it, and the report holds it.
  /// - Throws: `ContainerError`, where nothing of the file can be used.
  public static func verify(
    _ path: String, architecture: ArchitectureGraph? = nil, limits: Limits = Limits(),
    worker: HDF5Worker? = nil,
    includes: (_ name: String, _ address: String?) -> Bool = { _, _ in true }
  ) throws(ContainerError) -> FileReport {
    let reading = try ModelReading(path, limits: limits, worker: worker)
    var report = reading.analysed().report
    if let architecture { report.take(ArchitectureComparison(reading.model, architecture)) }
    report.keepAccount(of: includes)
    report.verdict = report.ledger.map { ledger in
      ledger.mismatch > 0 ? .mismatch : ledger.match > 0 ? .match : .unverified
    }
    return report
  }
}
