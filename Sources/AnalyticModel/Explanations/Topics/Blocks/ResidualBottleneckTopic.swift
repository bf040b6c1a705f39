import KerasModels
import LayerCatalog

/// `resnet-bottleneck`.
public struct ResidualBottleneckTopic: BlockTopic {
  public let name = "resnet-bottleneck"
  let kind = Block.Kind.residualBottleneck
  public let purpose = "ResNet's block: 1 x 1 down, 3 x 3, 1 x 1 up, and the input added."

  public let arguments: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument("filters", .integer, "channels of the narrow part", isRequired: true),
    LayerArgument("out", .integer, "channels that go out, 4 times --filters unless given"),
    LayerArgument("kernel", .integer, "side of the middle kernel, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the first convolution, 1 unless given"),
    LayerArgument("shortcut", .text, "identity or projection, by default what the shapes need"),
    LayerArgument("batch_norm", .text, "all, none, or steps such as convolve,restore"),
    LayerArgument("bias", .text, "all (as in keras.applications), none (as in the paper), or steps"),
    .init("scale", .flag(true), "gamma"), .init("center", .flag(true), "beta"),
    .init("input_size", .integers, "56 or 56x56, for multiply-accumulates"),
  ]

  public let example: Settings = ["in": 64, "filters": 64, "input_size": 56]

  public init() {}

  public func explanation(
    _ given: Settings, claim: ClaimedCount?
  ) throws(TopicError) -> Explanation {
    let settings = given.isEmpty ? example : given
    do throws(PredictionFailure) {
      let filters = try settings.integer("filters")
      let wide = try filters.multiplied(by: 4, "filters")
      var block = ResidualBottleneckSpecification(
        input: try settings.integer("in"), filters: filters,
        output: try settings.integer("out", default: wide),
        stride: try settings.integer("stride", default: 1))
      block.kernel = try settings.integer("kernel", default: 3)
      switch settings["shortcut"] {
      case nil: break
      case "identity": block.hasProjection = false
      case "projection": block.hasProjection = true
      default: throw PredictionFailure.setting(name: "shortcut")
      }
      block.batchNormAfter = try BlockOptions.steps(settings, "batch_norm", default: "all")
      block.biasIn = try BlockOptions.steps(settings, "bias", default: "all")
      block.scale = try settings.bool("scale", default: true)
      block.center = try settings.bool("center", default: true)
      block.inputSize = try BlockOptions.inputSize(settings)
      var explanation = try Explanation.residualBottleneck(block, claim: claim)
      if given.isEmpty { explanation.options = arguments }
      return explanation
    } catch {
      throw .refused(error)
    }
  }

  func explanation(
    of block: StoredBlock, layers: [Layer], stored: StoredCounts, claim: ClaimedCount?
  ) -> Explanation? {
    guard let input = block.input, let output = block.output, let filters = block.expand,
      let kernel = block.kernel
    else { return nil }
    var specification = ResidualBottleneckSpecification(
      input: input, filters: filters, output: output, stride: block.stride ?? 1)
    specification.kernel = kernel
    specification.hasProjection = block.hasProjection
    specification.batchNormAfter = block.batchNormAfter.isEmpty ? [] : Set(specification.steps)
    specification.biasIn = block.bias.isEmpty ? [] : Set(specification.steps)
    let convolutions = specification.steps.count
    guard [0, convolutions].contains(block.batchNormAfter.count),
      [0, convolutions].contains(block.bias.count)
    else { return nil }
    return try? Explanation.residualBottleneck(specification, claim: claim)
  }
}
