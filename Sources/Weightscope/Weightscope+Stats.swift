import Checks
import Containers
import Reports

extension Weightscope {
  /// What the values in a file look like: the report of `inspect`, with figures at every variable that `includes` takes.
  ///
  /// Values that lie in one piece are read in place, others are decoded by libhdf5 in a locked-down child process.
  /// Memory does not grow with the file. The figures do not depend on the layout, the chunks, or the number of threads.
  ///
  /// ```swift
  /// let report = try Weightscope.stats("mobilenet_v2.h5")
  /// for layer in report.layers { for variable in layer.variables where (variable.stats?.nan ?? 0) > 0 { print(variable.address) } }
  /// ```
  /// - Parameters:
  ///   - worker: a child process that was started ahead of time; it serves this one call.
  ///   - includes: name and address of a layer to whether its variables are read.
  /// - Throws: `ContainerError`, where nothing of the file can be used. A variable whose values cannot be read has no
  ///   figures, a note of the code `values-unreadable` says why, and the status is then `partial`.
  public static func stats(
    _ path: String, options: StatisticsOptions = StatisticsOptions(),
    worker: HDF5Worker? = nil,
    includes: (_ name: String, _ address: String?) -> Bool = { _, _ in true }
  ) throws(ContainerError) -> FileReport {
    let reading = try ModelReading(path, limits: options.limits, worker: worker)
    var (statistics, report) = ModelStatistics.of(
      reading.model, in: reading.contents, options: options, includes: { includes($0.name, $0.address) },
      meanwhile: { reading.analysed().report })
    report.take(statistics, of: reading.model)
    return report
  }
}
