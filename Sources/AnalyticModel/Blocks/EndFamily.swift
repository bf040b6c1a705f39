/// What stands before and behind a network's blocks: the stem (the first convolution), the head (convolutions behind the
/// last block) and the classifier (dense layers at the end).
struct EndFamily: BlockFamily {
  func blocks(in graph: BlockGraph, free: Set<Int>) -> [FoundBlock] {
    let taken = graph.flow.steps.indices.filter { !free.contains($0) && !graph.flow.steps[$0].isRepeated }
    guard let firstTaken = taken.min(), let lastTaken = taken.max() else { return [] }
    var found: [FoundBlock] = []
    for step in graph.flow.steps.indices where free.contains(step) {
      switch graph.className(of: step) {
      case "Conv2D" where step < firstTaken:
        found.append(convolution(step, kind: .stem, in: graph, free: free))
      case "Conv2D" where step > lastTaken:
        found.append(convolution(step, kind: .head, in: graph, free: free))
      case "Dense" where step > lastTaken: found.append(dense(step, in: graph))
      default: break
      }
    }
    return found
  }

  private func convolution(_ step: Int, kind: Block.Kind, in graph: BlockGraph, free: Set<Int>) -> FoundBlock
  {
    var steps = [step]
    if let padding = graph.previous(before: step), graph.className(of: padding) == "ZeroPadding2D",
      free.contains(padding)
    {
      steps.insert(padding, at: 0)
    }
    let normalization = graph.next(after: step).flatMap { graph.isNormalization($0) ? $0 : nil }
    if let normalization { steps.append(normalization) }
    if let activation = graph.next(after: normalization ?? step), graph.isActivation(activation) {
      steps.append(activation)
    }
    var block = Block(kind: kind, name: "", layers: [])
    block.input = graph.inputChannels(of: step)
    block.output = graph.outputChannels(of: step)
    block.kernel = graph.sides("kernel_size", of: step)
    block.stride = graph.sides("strides", of: step)
    block.residual = false
    BlockCounter(graph: graph).fill(
      &block, units: [BlockCounter.Unit(role: "conv", step: step, normalization: normalization)], steps: steps
    )
    return FoundBlock(block: block, steps: steps)
  }

  private func dense(_ step: Int, in graph: BlockGraph) -> FoundBlock {
    var block = Block(kind: .classifier, name: "", layers: [])
    block.input = graph.inputChannels(of: step)
    block.output = graph.outputChannels(of: step)
    block.residual = false
    BlockCounter(graph: graph).fill(
      &block, units: [BlockCounter.Unit(role: "dense", step: step, normalization: nil)], steps: [step])
    return FoundBlock(block: block, steps: [step])
  }
}
