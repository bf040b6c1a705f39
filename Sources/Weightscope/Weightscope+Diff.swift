import Checks
import Containers
import Reports

extension Weightscope {
  /// What changed from one file to another: layer by layer, value by value, and what happened in sentences.
  ///
  /// Layouts may differ. Layers are paired by name, else by position and shape, else by their content.
  ///
  /// ```swift
  /// let report = try Weightscope.diff("before.h5", "after.keras")
  /// print(report.difference?.story.first ?? "")
  /// ```
  /// - Parameter worker: a child process that was started ahead of time; it serves this one call.
  /// - Returns: a report without a difference where one of the files could not be read; its entry says why.
  public static func diff(
    _ before: String, _ after: String, options: StatisticsOptions = StatisticsOptions(),
    worker: consuming HDF5Worker? = nil
  ) -> DiffReport {
    let one = side(before, options, worker: worker)
    return step(one, side(after, options, worker: nil), options)
  }

  /// The steps of a series of files: what changed from each to the next.
  ///
  /// - Returns: one step fewer than there are paths.
  public static func diffs(
    _ paths: [String], options: StatisticsOptions = StatisticsOptions(), worker: consuming HDF5Worker? = nil
  ) -> [DiffReport] {
    var worker = worker
    var last: (entry: FileEntry, side: ModelDifference.Side?)?
    var steps: [DiffReport] = []
    for path in paths {
      let here = side(path, options, worker: worker.take())
      if let before = last { steps.append(step(before, here, options)) }
      last = here
    }
    return steps
  }

  private static func side(
    _ path: String, _ options: StatisticsOptions, worker: consuming HDF5Worker?
  ) -> (entry: FileEntry, side: ModelDifference.Side?) {
    do throws(ContainerError) {
      let reading = try read(path, limits: options.limits, worker: worker)
      return (.report(reading.report), ModelDifference.Side(reading.model, in: reading.contents))
    } catch {
      return (.failure(FileFailure(path: path, error: ErrorReport(error))), nil)
    }
  }

  private static func step(
    _ before: (entry: FileEntry, side: ModelDifference.Side?),
    _ after: (entry: FileEntry, side: ModelDifference.Side?), _ options: StatisticsOptions
  ) -> DiffReport {
    guard let one = before.side, let other = after.side else {
      return DiffReport(before: before.entry, after: after.entry)
    }
    let difference = ModelDifference(one, other, options: options)
    var entry = after.entry
    if case .report(var report) = entry, !difference.notes.isEmpty {
      report.notes += difference.notes
      report.status = .partial
      entry = .report(report)
    }
    return DiffReport(before: before.entry, after: entry, difference: difference)
  }
}
