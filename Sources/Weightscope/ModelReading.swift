import AnalyticModel
import Containers
import KerasModels
import Reports

/// A file that is still open and the model in it, before it is reported: for commands that read values meanwhile.
struct ModelReading: Sendable {
  let path: String
  let contents: ContainerContents
  let model: Model
  /// What was worked out while the child process read the weights; `nil` where the report is to hold nothing of it.
  private let early: EarlyAnalysis?

  /// - Parameters:
  ///   - analyses: whether the report is to hold what `inspect` works out; what the configuration tells of it is worked
  ///     out while the child process reads the weights.
  ///   - worker: a child process that was started ahead of time; it serves this one reading.
  /// - Throws: `ContainerError`, where nothing of the file can be used.
  init(
    _ path: String, analyses: Bool, limits: Limits, worker: HDF5Worker?
  ) throws(ContainerError) {
    var configuration = EarlyConfiguration()
    var early = analyses ? EarlyAnalysis(limits: limits, anticipates: worker != nil) : nil
    var rehearses = false
    contents = try ContainerReader.read(path: path, limits: limits, worker: worker) { part in
      guard early != nil else {
        _ = configuration.take(part, limits: limits)
        return
      }
      switch part {
      case .begun(let bytes):
        rehearses = bytes >= Rehearsal.leastBytes
        if rehearses { Rehearsal.ofWholeModel }
      case .rootIsTold: if rehearses, early?.configuration.graph == nil { Rehearsal.ofWeights }
      default: break
      }
      early?.take(part)
    }
    model = ModelReader.read(contents, limits: limits, early: early?.configuration ?? configuration)
    self.path = path
    self.early = early
  }

  func report() -> FileReport {
    var model = model
    return ReportBuilder.report(
      path: path, contents: contents, model: model,
      analysis: early?.analysis(of: &model, inputSize: nil))
  }
}
