import LayerCatalog

/// The inputs of a layer that is described by options: the rank comes from the layer's worked example, channels and
/// extents from the user.
struct LayerInputs {
  private let definition: any LayerDefinition
  private let settings: Settings

  init(_ definition: any LayerDefinition, settings: Settings) {
    self.definition = definition
    self.settings = settings
  }

  /// - Throws: `TopicError` where the layer cannot have such inputs, or an option is missing that its count needs.
  func shapes(channels: Int?, size: [Int]?) throws(TopicError) -> [TensorShape] {
    var failure: TopicError?
    for template in templates {
      var shapes: [TensorShape] = []
      for input in template { shapes.append(try filled(input, channels: channels, size: size)) }
      do throws(PredictionFailure) {
        _ = try definition.variables(settings, inputs: shapes)
        return shapes
      } catch {
        // The first template is the layer's own, so its failure tells most.
        failure = failure ?? refusal(error, of: shapes, channels: channels)
      }
    }
    throw failure ?? .refused(.notPredictable(reason: "nothing is known about its inputs"))
  }

  /// The example's inputs, and for wrappers those of the layer inside, also with an axis of steps in front.
  private var templates: [[TensorShape]] {
    var templates = [definition.example?.inputs ?? [[nil, nil]]]
    for entry in WrappedEntry.all(in: settings, of: definition) {
      let inner = LayerInputs(entry.definition, settings: entry.settings).templates
      templates += inner
      templates += inner.map { inputs in
        inputs.map { TensorShape([$0.extents.first ?? nil, nil] + $0.withoutBatch) }
      }
    }
    return templates
  }

  private func filled(
    _ template: TensorShape, channels: Int?, size: [Int]?
  ) throws(TopicError) -> TensorShape {
    guard template.rank > 1 else { return template }
    let space = template.rank - 2
    var extents = [Int?](repeating: nil, count: space)
    if let size {
      guard size.count == space || (size.count == 1 && space > 0) else {
        throw .value(
          option: "input_size", expected: space == 0 ? "left out: the input is a vector" : "\(space) extents")
      }
      extents = size.count == space ? size.map { $0 } : [Int?](repeating: size[0], count: space)
    }
    let first: Int? = template.extents[0]
    return TensorShape(
      isChannelsFirst && space > 0 ? [first, channels] + extents : [first] + extents + [channels])
  }

  private var isChannelsFirst: Bool {
    ([settings] + WrappedEntry.all(in: settings, of: definition).map(\.settings)).contains {
      $0["data_format"] == "channels_first"
    }
  }

  private func refusal(
    _ failure: PredictionFailure, of shapes: [TensorShape], channels: Int?
  ) -> TopicError {
    switch failure {
    case .unknownExtent(let axis):
      let rank = shapes.first?.rank ?? 0
      let channelAxis = isChannelsFirst && rank > 2 ? 1 : rank - 1
      return .missing(axis == channelAxis && channels == nil ? "in" : "input_size")
    case .setting(let name) where settings[name] == nil: return .missing(name)
    default: return .refused(failure)
    }
  }
}
