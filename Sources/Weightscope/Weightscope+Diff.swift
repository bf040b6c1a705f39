import Checks
import Containers
import Reports
import Synchronization

extension Weightscope {
  /// What changed from one file to another: layer by layer, value by value, and what happened in sentences.
  ///
  /// Layouts may differ. Layers are paired by name, else by position and shape, else by their content.
  ///
  /// ```swift
  /// let report = try Weightscope.diff("before.h5", "after.keras")
  /// print(report.difference?.story.first ?? "")
  /// ```
  /// - Parameters:
  ///   - analyses: whether the reports of both files hold what `inspect` works out about them. The difference needs
  ///     none of it: without it they hold what the files say, which takes half the time.
  ///   - worker: a child process that was started ahead of time; it serves this one call.
  ///   - includes: name and address of a layer to whether it is compared; a pair is, where one of both is taken.
  /// - Returns: a report without a difference where one of the files could not be read; its entry says why.
  public static func diff(
    _ before: String, _ after: String, options: StatisticsOptions = StatisticsOptions(),
    analyses: Bool = true, worker: HDF5Worker? = nil,
    includes: (_ name: String, _ address: String?) -> Bool = { _, _ in true }
  ) -> DiffReport {
    let (one, other) = sides(before, after, options, analyses: analyses, worker: worker)
    return step(one, other, options, includes)
  }

  /// A series of files: what changed from each to the next, and which of them hold the same weights.
  ///
  /// - Parameters:
  ///   - analyses: as `diff` takes it.
  ///   - worker: a child process that was started ahead of time; it serves this one call.
  ///   - includes: as `diff` takes it.
  /// - Returns: a report with one step fewer than there are paths.
  public static func series(
    _ paths: [String], options: StatisticsOptions = StatisticsOptions(), analyses: Bool = true,
    worker: HDF5Worker? = nil,
    includes: (_ name: String, _ address: String?) -> Bool = { _, _ in true }
  ) -> SeriesReport {
    guard paths.count > 1 else { return SeriesReport(steps: []) }
    var options = options
    options.recognisesValues = paths.count > 2
    var (last, next) = sides(paths[0], paths[1], options, analyses: analyses, worker: worker)
    var steps = [step(last, next, options, includes)]
    for path in paths.dropFirst(2) {
      (last, next) = (next, side(path, options, analyses: analyses, worker: nil))
      steps.append(step(last, next, options, includes))
    }
    let same = paths.count > 2 ? sameWeights(paths, steps, options, includes) : []
    return SeriesReport(steps: steps, sameWeights: same)
  }

  /// Files that look the same from afar are read once more and compared.
  private static func sameWeights(
    _ paths: [String], _ steps: [DiffReport], _ options: StatisticsOptions,
    _ includes: (_ name: String, _ address: String?) -> Bool
  ) -> [[Int]] {
    var same = SameWeights(steps.map(\.difference))
    for (one, other) in same.candidates {
      let (before, after) = sides(paths[one], paths[other], options, analyses: false, worker: nil)
      if step(before, after, options, includes).isIdentical { same.join(one, other) }
    }
    return same.groups
  }

  /// A file, and the model in it where it could be read.
  private typealias Side = (entry: FileEntry, side: ModelDifference.Side?)

  /// Two files, read at the same time.
  private static func sides(
    _ before: String, _ after: String, _ options: StatisticsOptions, analyses: Bool, worker: HDF5Worker?
  ) -> (Side, Side) {
    let readings = PairedReading()
    Threads.run(2) { number in
      if number == 0 {
        readings.set(side(before, options, analyses: analyses, worker: worker), at: 0)
      } else {
        readings.set(side(after, options, analyses: analyses, worker: nil), at: 1)
      }
    }
    return (readings.side(at: 0, path: before), readings.side(at: 1, path: after))
  }

  /// What two threads read.
  private final class PairedReading: Sendable {
    private let found = Mutex<[Int: Side]>([:])

    func set(_ side: Side, at index: Int) { found.withLock { $0[index] = side } }

    func side(at index: Int, path: String) -> Side {
      found.withLock { $0[index] }
        ?? (
          .failure(FileFailure(path: path, error: ErrorReport(code: .unreadable, message: "not read"))), nil
        )
    }
  }

  private static func side(
    _ path: String, _ options: StatisticsOptions, analyses: Bool, worker: HDF5Worker?
  ) -> Side {
    do throws(ContainerError) {
      let reading = try ModelReading(path, analyses: analyses, limits: options.limits, worker: worker)
      let report = analyses ? reading.analysed().report : reading.reportWithoutAnalysis()
      return (.report(report), ModelDifference.Side(reading.model, in: reading.contents))
    } catch {
      return (.failure(FileFailure(path: path, error: ErrorReport(error))), nil)
    }
  }

  private static func step(
    _ before: Side, _ after: Side, _ options: StatisticsOptions,
    _ includes: (_ name: String, _ address: String?) -> Bool
  ) -> DiffReport {
    guard let one = before.side, let other = after.side else {
      return DiffReport(before: before.entry, after: after.entry)
    }
    let difference = ModelDifference(one, other, options: options) { includes($0.name, $0.address) }
    return DiffReport(
      before: before.entry.taking(difference.notesBefore), after: after.entry.taking(difference.notesAfter),
      difference: difference)
  }
}

extension FileEntry {
  /// The entry of a file of which part could not be read.
  fileprivate func taking(_ notes: [Note]) -> FileEntry {
    guard case .report(var report) = self, !notes.isEmpty else { return self }
    report.notes += notes
    report.status = .partial
    return .report(report)
  }
}
