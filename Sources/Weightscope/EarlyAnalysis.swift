import AnalyticModel
import Containers
import KerasModels
import LayerCatalog

/// What is worked out of a file's configuration while the child process reads the weights.
struct EarlyAnalysis: Sendable {
  private(set) var configuration = EarlyConfiguration()
  private let limits: Limits
  private let analyses: Bool
  private let anticipates: Bool
  private var rehearses = false
  private var flow: ShapeFlow?
  private var anticipated: AnticipatedAnalysis?

  /// - Parameters:
  ///   - analyses: whether there will be an analysis; without one only the configuration is read.
  ///   - anticipates: whether to make the whole analysis in advance, which is work for nothing where the file then
  ///     stores anything else, and so is for callers that have a processor to spare.
  init(limits: Limits, analyses: Bool, anticipates: Bool) {
    self.limits = limits
    self.analyses = analyses
    self.anticipates = anticipates
  }

  /// Takes a part; parts that are no configuration change nothing.
  mutating func take(_ part: EarlyPart) {
    if analyses { rehearse(at: part) }
    guard configuration.take(part, limits: limits), analyses, let graph = configuration.graph,
      graph.form != .opaque
    else { return }
    let flow = ShapeFlow(graph)
    self.flow = flow
    guard anticipates else { return }
    let layout: Layout = if case .rootAttribute = part { .legacyModel } else { .kerasArchive }
    anticipated = AnticipatedAnalysis(graph, layout: layout, flow: flow)
  }

  private mutating func rehearse(at part: EarlyPart) {
    switch part {
    case .begun(let bytes):
      rehearses = bytes >= Rehearsal.leastBytes
      if rehearses { Rehearsal.ofWholeModel }
    case .rootIsTold: if rehearses, configuration.graph == nil { Rehearsal.ofWeights }
    case .configuration, .rootAttribute: break
    }
  }

  /// The analysis of the model that was read.
  func analysis(of model: Model) -> Analysis {
    anticipated?.analysis(of: model) ?? Analysis(model, flow: flow)
  }
}
