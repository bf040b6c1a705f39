import KerasModels
import LayerCatalog

/// Adds up the layers of a block, and reads from them what its family leaves open.
struct BlockAccount {
  let model: Model
  let ledger: Ledger
  let network: Network
  let inner: InnerLayers

  /// - Parameters:
  ///   - found: the block as its family found it
  ///   - nodes: all its nodes, in the order of data
  func block(_ found: FoundBlock, nodes: [Int]) -> Block {
    var block = Block(kind: found.kind)
    block.layers = nodes.compactMap { network.nodes[$0].layer }.sorted()
    block.name = BlockName(model, network).name(of: found, layers: block.layers)
    block.input = found.input
    block.expand = found.expand
    block.output = found.output
    block.squeeze = found.squeeze
    block.shortcut = found.shortcut
    block.residual = found.residual
    block.reasons = found.reasons
    if block.input == nil { block.reasons.append(.channelsUnknown("in")) }
    if block.output == nil, !block.reasons.contains(.outputUnknown) {
      block.reasons.append(.channelsUnknown("out"))
    }
    readConvolutions(found, nodes: nodes, into: &block)
    addUp(&block)
    block.multiplyAccumulates = multiplyAccumulates(nodes)
    if block.multiplyAccumulates == nil {
      block.reasons.append(network.hasGraph ? .sizeUnknown : .costUnknown)
    }
    return block
  }

  /// The layers and the parts of composite ones, in the model's order.
  private func withParts(_ layers: [Int]) -> [Int] {
    guard inner.hasParts else { return layers }
    var all: [Int] = []
    all.reserveCapacity(layers.count)
    for layer in layers {
      all.append(layer)
      all += withParts(inner.parts(of: layer))
    }
    return all
  }

  // MARK: Kernel, stride, normalizations, biases

  private func readConvolutions(_ found: FoundBlock, nodes: [Int], into block: inout Block) {
    block.kernel = largest(found.units.compactMap { network.convolution($0.node)?.kernel })
    switch found.strides {
    case .largest: block.stride = largest(nodes.compactMap { network.nodes[$0].strides })
    case .product: block.stride = product(nodes.compactMap { network.nodes[$0].strides })
    case .of(let strided): block.stride = largest(strided.compactMap { network.nodes[$0].strides })
    }
    if block.stride == nil, block.kernel != nil { block.reasons.append(.strideUnknown) }
    var batchNorm = Block.BatchNorm()
    if found.normalizesInput, found.others.contains(where: isBatchNormalization) {
      batchNorm.after.append("input")
    }
    for unit in found.units {
      if let normalization = unit.normalization, isBatchNormalization(normalization) {
        batchNorm.after.append(unit.name)
      }
      if hasBias(unit.node) { block.bias.append(unit.name) }
    }
    block.batchNorm = batchNorm
  }

  private func isBatchNormalization(_ node: Int) -> Bool {
    network.normalization(node)?.isBatchNormalization == true
  }

  private func hasBias(_ node: Int) -> Bool {
    switch network.nodes[node].role {
    case .convolution(let convolution): convolution.hasBias
    case .dense(_, _, let hasBias): hasBias
    case .attention(_, let hasBias): hasBias
    default: false
    }
  }

  /// The sides with the largest product, the first of several.
  private func largest(_ sides: [[Int]]) -> [Int]? {
    sides.dropFirst().reduce(sides.first) { best, next in
      guard let best else { return next }
      return next.reduce(1, &*) > best.reduce(1, &*) ? next : best
    }
  }

  private func product(_ sides: [[Int]]) -> [Int]? {
    guard let first = sides.first, sides.allSatisfy({ $0.count == first.count }) else { return nil }
    return sides.dropFirst().reduce(first) { product, next in zip(product, next).map { $0 &* $1 } }
  }

  // MARK: Sums

  private func addUp(_ block: inout Block) {
    var sums = Block.Counts()
    var trainable: Int? = 0
    var formula = BlockFormula()
    for position in withParts(block.layers) {
      let layer = model.layers[position]
      let isBatchNorm =
        layer.kind.value == "BatchNormalization" || layer.kind.value == "SyncBatchNormalization"
      for variable in layer.variables where variable.sameAs == nil {
        let count = variable.parameters
        block.parameters &+= count
        if isBatchNorm { block.batchNorm?.add(count, of: variable.role) }
        if variable.fixed {
          sums.all &+= count
        } else if variable.role == .gamma || variable.role == .beta {
          sums.trainable &+= count
        } else {
          sums.weights &+= count
        }
        formula.add(variable)
        if let flag = variable.trainable {
          if flag { trainable = trainable.map { $0 &+ count } }
        } else if !variable.fixed {
          trainable = nil
        }
      }
      formula.endLayer()
      block.verdict = Ledger.Verdict.gravest(block.verdict, ledger.entries[position].verdict)
    }
    block.counts.weights = sums.weights
    block.counts.trainable = sums.weights &+ sums.trainable
    block.counts.all = block.counts.trainable &+ sums.all
    block.trainableParameters = trainable
    block.nonTrainableParameters = trainable.map { block.parameters &- $0 }
    block.formula = formula.text
  }

  private func multiplyAccumulates(_ nodes: [Int]) -> Int? {
    var sum = 0
    for node in nodes where network.holdsWeights(node) {
      guard let count = network.nodes[node].multiplyAccumulates else { return nil }
      let (result, overflow) = sum.addingReportingOverflow(count)
      guard !overflow else { return nil }
      sum = result
    }
    return sum
  }
}

extension Block.BatchNorm {
  fileprivate mutating func add(_ count: Int, of role: VariableRole) {
    switch role {
    case .gamma: gamma &+= count
    case .beta: beta &+= count
    case .movingMean: movingMean &+= count
    case .movingVariance: movingVariance &+= count
    default: break
    }
  }
}
