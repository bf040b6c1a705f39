import AnalyticModel
import Containers
import KerasModels
import Reports

/// The library's front door.
public enum Weightscope {
  /// What is in a file: layers, kinds, variables, counts, blocks, and whether the numbers are what they should be.
  ///
  /// Reads a `.h5`, `.weights.h5` or `.keras`, an unzipped `.keras` folder or a shard index; the content decides which.
  /// HDF5 is read in a locked-down child process, so that a malformed file cannot harm the caller. The call blocks, and
  /// may be made from several threads at once.
  ///
  /// ```swift
  /// let report = try Weightscope.inspect("mobilenet_v2.h5")
  /// print(report.totals.trainable ?? report.totals.parameters)
  /// ```
  /// - Throws: `ContainerError`, where nothing of the file can be used. What was left out of a file that was read is told
  ///   in the report's `notes`, and its `status` is then `partial`.
  /// - Parameters:
  ///   - inputSize: extents in space to feed in place of those that the configuration or the architecture names, for
  ///     shapes and counts of multiply-accumulates; one extent serves for all axes.
  ///   - worker: a child process that was started ahead of time; it serves this one call.
  public static func inspect(
    _ path: String, inputSize: [Int]? = nil, limits: Limits = Limits(), worker: HDF5Worker? = nil
  ) throws(ContainerError) -> FileReport {
    try ModelReading(path, inputSize: inputSize, limits: limits, worker: worker).analysed().report
  }
}
