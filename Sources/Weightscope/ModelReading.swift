import AnalyticModel
import Containers
import KerasModels
import Reports

/// A file that is still open and the model in it, before it is analysed and reported: some commands read values
/// meanwhile, and some need no analysis.
struct ModelReading: Sendable {
  let path: String
  let contents: ContainerContents
  let model: Model
  /// What was worked out while the child process read the weights.
  private let early: EarlyAnalysis
  private let inputSize: [Int]?

  /// - Parameters:
  ///   - analyses: whether the model will be analysed: then what the configuration tells is worked out while the child
  ///     process reads the weights.
  ///   - inputSize: extents in space to feed in place of those that the configuration or the architecture names.
  ///   - worker: a child process that was started ahead of time; it serves this one reading.
  /// - Throws: `ContainerError`, where nothing of the file can be used.
  init(
    _ path: String, analyses: Bool = true, inputSize: [Int]? = nil, limits: Limits, worker: HDF5Worker?
  ) throws(ContainerError) {
    var early = EarlyAnalysis(
      limits: limits, analyses: analyses, anticipates: worker?.isAside == true && inputSize == nil)
    contents = try ContainerReader.read(path: path, limits: limits, worker: worker) { early.take($0) }
    var model = ModelReader.read(contents, limits: limits, early: early.configuration)
    if let note = FileNames.note(on: path, layout: model.layout) { model.notes.append(note) }
    if let inputSize { model.resizeInputs(to: inputSize) }
    self.path = path
    self.model = model
    self.early = early
    self.inputSize = inputSize
  }

  /// The model's analysis, and the report of both.
  func analysed() -> (analysis: Analysis, report: FileReport) {
    let analysis = inputSize.map { Analysis(model, inputSize: $0) } ?? early.analysis(of: model)
    return (
      analysis, ReportBuilder.report(path: path, contents: contents, model: model, analysis: analysis)
    )
  }

  /// A report of what the file says, and of nothing that is worked out.
  func reportWithoutAnalysis() -> FileReport {
    ReportBuilder.report(path: path, contents: contents, model: model, analysis: nil)
  }
}
