import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("Every application, held against live Keras")
struct ApplicationsTests {
  static let variants = ApplicationsOracle.shared.variants

  private func graph(
    _ variant: ApplicationsOracle.Variant, _ change: (inout ArchitectureArguments) -> Void = { _ in }
  ) throws -> ArchitectureGraph {
    let architecture = try Architectures.named(variant.name)
    var arguments = variant.arguments(architecture)
    change(&arguments)
    return try architecture.graph(arguments)
  }

  @Test("the shapes of model.weights, in order", arguments: variants)
  func shapes(_ variant: ApplicationsOracle.Variant) throws {
    let graph = try graph(variant)
    #expect(graph.layers.reduce(0) { $0 + $1.variables.count } == variant.variables)
    #expect(graph.withVariables.count == variant.layersWithVariables)
    #expect(SHA256.prefix16(of: graph.shapesText) == variant.shapesSha25616)
  }

  @Test("totals with the top, without it, with ten classes", arguments: variants)
  func totals(_ variant: ApplicationsOracle.Variant) throws {
    func counts(_ graph: ArchitectureGraph) -> [Int] {
      [graph.parameters, graph.trainableParameters, graph.parameters - graph.trainableParameters]
    }
    #expect(counts(try graph(variant)) == variant.top)
    #expect(counts(try graph(variant) { $0.includeTop = false }) == variant.noTop)
    #expect(counts(try graph(variant) { $0.classes = 10 }) == variant.classes10)
  }

  @Test("the signature is that of the layers without the top", arguments: variants)
  func signature(_ variant: ApplicationsOracle.Variant) throws {
    let architecture = try Architectures.named(variant.name)
    let graph = try graph(variant) { $0.includeTop = false }
    let first = graph.withVariables.map { graph.layers[$0].variables[0].shape }
    let matching = architecture.signatures.filter { signature in
      signature.arguments.keys.allSatisfy { signature.arguments[$0] == graph.arguments.own[$0] }
    }
    #expect(matching.count == 1)
    let signature = try #require(matching.first)
    #expect(signature.layers == first.count)
    #expect(signature.layers + signature.topLayers == variant.layersWithVariables)
    #expect(signature.differencesInOpening(first[...]) == 0)
    #expect(signature.matchesEnding(first[...]))
    if let width = signature.width, let alpha = variant.args.alpha {
      #expect(width.published.contains(alpha))
      #expect(width.layers.map { first[$0].last } == width.channels(alpha))
    }
  }

  @Test("multiply-accumulates", arguments: variants)
  func multiplyAccumulates(_ variant: ApplicationsOracle.Variant) throws {
    #expect(try graph(variant).multiplyAccumulates == variant.macs)
  }

  @Test("each block", arguments: variants)
  func blocks(_ variant: ApplicationsOracle.Variant) throws {
    let graph = try graph(variant)
    let prefix = variant.namePrefix ?? ""
    #expect(graph.blocks.map(\.name) == variant.blocks.map { prefix + $0.name })
    for (block, expected) in zip(graph.blocks, variant.blocks) {
      let variables = block.layers.flatMap { graph.layers[$0].variables }
      let statistics = block.layers.filter { graph.layers[$0].className == "BatchNormalization" }
        .flatMap { graph.layers[$0].variables }.filter { !$0.trainable }
      let found = [
        block.kind.rawValue, String(block.input), block.expand.description, String(block.output),
        block.kernel.description, block.stride.description, block.shortcut.code, block.squeeze.description,
        String(variables.reduce(0) { $0 + $1.count }),
        String(variables.reduce(0) { $0 + ($1.trainable ? $1.count : 0) }),
        String(statistics.reduce(0) { $0 + $1.count }),
        String(block.layers.reduce(0) { $0 + (graph.multiplyAccumulates(of: $1) ?? -1) }),
      ]
      let wanted = [
        ApplicationsOracle.shared.kinds[expected.kind] ?? expected.kind, String(expected.input),
        expected.expand.description, expected.output.map(String.init) ?? "", expected.kernel.description,
        expected.stride.description, expected.shortcut ?? "", expected.squeeze.description,
        String(expected.parameters), String(expected.trainable), String(expected.statistics),
        String(expected.macs),
      ]
      #expect(found == wanted, "\(block.name)")
      #expect(normalized(block, graph, like: expected.normalized) == expected.normalized, "\(block.name)")
    }
  }

  /// The oracle's word for what is normalized: parts of the block, or how many normalizations it has.
  private func normalized(_ block: ArchitectureBlock, _ graph: ArchitectureGraph, like word: String?)
    -> String?
  {
    let normalizations = block.layers.filter { graph.layers[$0].isNormalization }
    if block.kind == .preprocessing { return nil }
    let parts = graph.normalizedParts(of: block).map { part in
      part == .shortcut ? "0" : String(part.rawValue.prefix(1))
    }
    switch block.kind {
    case .invertedBottleneck, .fusedInvertedBottleneck, .depthwiseSeparable:
      return "edp".filter { parts.contains(String($0)) }
    case .residualBottleneck: return parts.sorted().joined()
    case .preactivationBottleneck, .denseBlock: return "^" + parts.sorted().joined()
    default: return String(normalizations.count)
    }
  }
}

extension Int? {
  fileprivate var description: String { map(String.init) ?? "" }
}

extension [Int]? {
  fileprivate var description: String { map { $0.map(String.init).joined(separator: " x ") } ?? "" }
}

extension ArchitectureBlock.Shortcut? {
  /// The oracle's code.
  fileprivate var code: String {
    switch self {
    case .identity: "i"
    case .projection: "p"
    case .pool: "m"
    case .concat: "c"
    case nil: ""
    }
  }
}
