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
  public static func inspect(_ path: String, limits: Limits = Limits()) throws(ContainerError) -> FileReport {
    let contents = try ContainerReader.read(path: path, limits: limits)
    let model = ModelReader.read(contents, limits: limits)
    return ReportBuilder.report(path: path, contents: contents, model: model, analysis: Analysis(model))
  }
}
