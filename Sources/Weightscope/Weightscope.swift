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
    try read(path, inputSize: inputSize, limits: limits, worker: worker).report
  }

  /// A file that is still open, the model in it, and their report.
  struct Reading {
    var contents: ContainerContents
    var model: Model
    var analysis: Analysis
    var report: FileReport
  }

  static func read(
    _ path: String, inputSize: [Int]? = nil, limits: Limits, worker: HDF5Worker?
  ) throws(ContainerError) -> Reading {
    var early = EarlyAnalysis(limits: limits, anticipates: worker?.isAside == true && inputSize == nil)
    var rehearses = false
    let contents = try ContainerReader.read(path: path, limits: limits, worker: worker) { part in
      switch part {
      case .begun(let bytes):
        rehearses = bytes >= Rehearsal.leastBytes
        if rehearses { Rehearsal.ofWholeModel }
      case .rootIsTold: if rehearses, early.configuration.graph == nil { Rehearsal.ofWeights }
      default: break
      }
      early.take(part)
    }
    var model = ModelReader.read(contents, limits: limits, early: early.configuration)
    if let note = FileNames.note(on: path, layout: model.layout) { model.notes.append(note) }
    let analysis = early.analysis(of: &model, inputSize: inputSize)
    return Reading(
      contents: contents, model: model, analysis: analysis,
      report: ReportBuilder.report(path: path, contents: contents, model: model, analysis: analysis))
  }
}
