import KerasModels
import LayerCatalog

/// Adds up the layers of a block.
struct BlockCounter {
  /// A convolution or dense layer of a block with the normalization behind it.
  struct Unit {
    /// `expand`, `depthwise`, `project`; the block's own word elsewhere.
    var role: String
    var step: Int
    var normalization: Int?
  }

  let graph: BlockGraph

  /// Fills everything that is a sum over the block's layers.
  func fill(_ block: inout Block, units: [Unit], steps: [Int]) {
    block.layers = steps.compactMap { graph.layer(of: $0) }.sorted()
    block.name = name(of: block.layers, units: units)
    var batchNorm = Block.BatchNorm()
    var trainable: Int? = 0
    for position in block.layers {
      let layer = graph.model.layers[position]
      for variable in layer.variables where variable.sameAs == nil {
        let count = variable.parameters
        block.parameters &+= count
        switch variable.role {
        case .gamma: batchNorm.gamma &+= count
        case .beta: batchNorm.beta &+= count
        case .movingMean: batchNorm.movingMean &+= count
        case .movingVariance: batchNorm.movingVariance &+= count
        default: block.counts.weights &+= count
        }
        guard let flag = variable.trainable else {
          trainable = nil
          continue
        }
        if flag { trainable = trainable.map { $0 &+ count } }
      }
      block.verdict = Ledger.Verdict.gravest(block.verdict, graph.ledger.entries[position].verdict)
    }
    block.counts.trainable = block.counts.weights &+ batchNorm.gamma &+ batchNorm.beta
    block.counts.all = block.counts.trainable &+ batchNorm.movingMean &+ batchNorm.movingVariance
    block.trainableParameters = trainable
    block.nonTrainableParameters = trainable.map { block.parameters &- $0 }
    batchNorm.after = units.filter { $0.normalization != nil }.map(\.role)
    block.batchNorm = batchNorm
    block.bias = units.filter { hasBias($0.step) }.map(\.role)
    block.formula = formula(units)
    block.multiplyAccumulates = multiplyAccumulates(units)
  }

  private func hasBias(_ step: Int) -> Bool {
    guard let layer = graph.layer(of: step) else { return false }
    return graph.model.layers[layer].variables.contains { $0.role == .bias }
  }

  /// One product for each kernel: `16·96 + 3·3·96 + 96·24`.
  private func formula(_ units: [Unit]) -> String? {
    let products = units.compactMap { unit -> String? in
      guard let layer = graph.layer(of: unit.step) else { return nil }
      return graph.ledger.entries[layer].expected?.variables.map(\.formula).joined(separator: " + ")
    }
    return products.count == units.count ? products.joined(separator: " + ") : nil
  }

  private func multiplyAccumulates(_ units: [Unit]) -> Int? {
    var sum = 0
    for unit in units {
      let step = graph.flow.steps[unit.step]
      guard let inputs = try? graph.flow.inputShapes(of: step),
        let outputs = try? graph.flow.outputShapes(of: step),
        let count = LayerCatalog.definition(named: step.node.className)?
          .multiplyAccumulates(step.node.settings, inputs: inputs, outputs: outputs)
      else { return nil }
      sum &+= count
    }
    return sum
  }

  /// The common beginning of the layers' names, without what joins it to their own parts.
  private func name(of layers: [Int], units: [Unit]) -> String {
    let named = layers.filter { !graph.model.layers[$0].variables.isEmpty }
    let names = named.map { graph.model.layers[$0].name }
    let fallback = units.first.flatMap { graph.layer(of: $0.step) }.map { graph.model.layers[$0].name } ?? ""
    guard units.count > 1, var common = names.first.map({ Array($0.utf8) }) else { return fallback }
    for name in names.dropFirst() {
      let shared = zip(common, name.utf8).prefix { $0 == $1 }.count
      common.removeLast(common.count - shared)
    }
    let joiners = [UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-")]
    // The names must part at a joint: `conv2d` and `conv2d_1` have nothing in common that names a block.
    guard let last = common.last, joiners.contains(last) else { return fallback }
    while let last = common.last, joiners.contains(last) { common.removeLast() }
    return common.isEmpty ? fallback : String(decoding: common, as: UTF8.self)
  }
}
