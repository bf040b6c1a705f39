import AnalyticModel
import Containers
import KerasModels
import Reports

/// A file that is still open and the model in it, before it is reported: for commands that read values meanwhile.
struct ModelReading: Sendable {
  let path: String
  let contents: ContainerContents
  let model: Model
  /// Whether the report holds what is worked out about the model.
  let analyses: Bool
  /// What flows through the model; `nil` without a configuration that lists its layers.
  private let flow: ShapeFlow?

  /// - Parameters:
  ///   - analyses: whether the report is to hold what `inspect` works out; as much of it as can be is made ready while
  ///     the child process reads the weights.
  ///   - worker: a child process that was started ahead of time; it serves this one reading.
  /// - Throws: `ContainerError`, where nothing of the file can be used.
  init(
    _ path: String, analyses: Bool, limits: Limits, worker: HDF5Worker?
  ) throws(ContainerError) {
    var early = EarlyConfiguration()
    var flow: ShapeFlow?
    contents = try ContainerReader.read(path: path, limits: limits, worker: worker) { part in
      if analyses, case .begun = part { Rehearsal.done }
      early.take(part, limits: limits)
      if analyses { flow = early.graph.flatMap { $0.form == .opaque ? nil : ShapeFlow($0) } }
    }
    model = ModelReader.read(contents, limits: limits, early: early)
    self.path = path
    self.analyses = analyses
    self.flow = flow
  }

  func report() -> FileReport {
    ReportBuilder.report(
      path: path, contents: contents, model: model,
      analysis: analyses ? Analysis(model, flow: flow) : nil)
  }
}
