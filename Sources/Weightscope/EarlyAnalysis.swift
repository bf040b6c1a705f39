import AnalyticModel
import Containers
import KerasModels
import LayerCatalog

/// What is worked out of a file's configuration while the child process reads the weights.
struct EarlyAnalysis {
  private(set) var configuration = EarlyConfiguration()
  private let limits: Limits
  private let anticipates: Bool
  private var flow: ShapeFlow?
  private var anticipated: AnticipatedAnalysis?

  /// - Parameter anticipates: whether to make the whole analysis in advance, which is work for nothing where the file
  ///   then stores anything else, and so is for callers that have a processor to spare.
  init(limits: Limits, anticipates: Bool) {
    self.limits = limits
    self.anticipates = anticipates
  }

  /// Takes a part; parts that are no configuration change nothing.
  mutating func take(_ part: EarlyPart) {
    guard configuration.take(part, limits: limits), let graph = configuration.graph, graph.form != .opaque
    else { return }
    let flow = ShapeFlow(graph)
    self.flow = flow
    guard anticipates else { return }
    let layout: Layout = if case .rootAttribute = part { .legacyModel } else { .kerasArchive }
    anticipated = AnticipatedAnalysis(graph, layout: layout, flow: flow)
  }

  /// The analysis of the model that was read, fed as it was built or at another size.
  func analysis(of model: inout Model, inputSize: [Int]?) -> Analysis {
    guard let inputSize else {
      return anticipated?.analysis(of: model) ?? Analysis(model, flow: flow)
    }
    model.resizeInputs(to: inputSize)
    return Analysis(model, inputSize: inputSize)
  }
}
