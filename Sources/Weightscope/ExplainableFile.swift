import AnalyticModel
import Containers
import KerasModels
import LayerCatalog
import Reports

/// A file that was read, whose numbers can be explained.
public struct ExplainableFile: Sendable {
  public var report: FileReport
  private let explained: ExplainedModel

  /// Reads a file as `Weightscope.inspect` does.
  ///
  /// - Parameters:
  ///   - inputSize: extents in space to feed in place of those that the configuration or the architecture names, for
  ///     counts of multiply-accumulates; one extent serves for all axes
  /// - Throws: `ContainerError`, where nothing of the file can be used.
  public init(
    _ path: String, inputSize: [Int]? = nil, limits: Limits = Limits()
  ) throws(ContainerError) {
    let reading = try ModelReading(path, inputSize: inputSize, limits: limits, worker: nil)
    let (analysis, report) = reading.analysed()
    self.report = report
    explained = ExplainedModel(
      name: String(path.split(separator: "/").last ?? ""), model: reading.model, analysis: analysis,
      layerCosts: report.layers.map(\.multiplyAccumulates), cost: report.totals.multiplyAccumulates,
      optimizerValues: report.totals.optimizer, weightBytes: report.totals.bytes.weights)
  }

  /// Where the numbers of the whole model come from, or those of the block or layer of this name.
  ///
  /// - Parameters:
  ///   - item: the file's own name, the address of a layer's variables, or the name that an identified architecture
  ///     has for it
  ///   - claim: a number to be judged
  /// - Throws: `TopicError.unknownTopic` for a name that nothing has.
  public func explanation(
    of item: String? = nil, claim: ClaimedCount? = nil
  ) throws(TopicError) -> Explanation {
    try explained.explanation(of: item, claim: claim)
  }
}
