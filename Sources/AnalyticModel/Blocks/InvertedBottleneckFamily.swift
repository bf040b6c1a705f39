/// Inverted bottlenecks with linear projection (Sandler et al., MobileNetV2, 2018) and depthwise-separable blocks
/// (Howard et al., MobileNets, 2017): a depthwise convolution with a pointwise one behind it.
///
/// A pointwise convolution in front is the block's expansion, unless it is itself the projection of the block before.
/// What follows the projection tells the two apart: an activation in depthwise-separable blocks, none here.
struct InvertedBottleneckFamily: BlockFamily {
  func blocks(in graph: BlockGraph, free: Set<Int>) -> [FoundBlock] {
    var found: [FoundBlock] = []
    for step in graph.flow.steps.indices where free.contains(step) && graph.isDepthwise(step) {
      if let block = block(around: step, in: graph) { found.append(block) }
    }
    return found
  }

  private func block(around depthwise: Int, in graph: BlockGraph) -> FoundBlock? {
    guard let middle = forward(from: depthwise, in: graph), graph.isPointwise(middle.end) else { return nil }
    let project = middle.end
    let front = backward(from: depthwise, in: graph)
    let expand = front.end.flatMap { isExpansion($0, in: graph) ? $0 : nil }
    var steps = [depthwise, project] + middle.passed
    // What stands between an expansion and the depthwise convolution is the block's; without one only its padding is.
    if let expand {
      steps += front.passed + [expand]
    } else {
      steps += front.passed.prefix { graph.className(of: $0) == "ZeroPadding2D" }
    }
    let projectNormalization = normalization(after: project, in: graph)
    if let projectNormalization { steps.append(projectNormalization) }
    let first = expand ?? steps.filter { graph.className(of: $0) == "ZeroPadding2D" }.min() ?? depthwise
    let last = projectNormalization ?? project
    let isSeparable = expand == nil && graph.next(after: last).map(graph.isActivation) == true
    if isSeparable, let activation = graph.next(after: last) { steps.append(activation) }

    var block = Block(kind: isSeparable ? .depthwiseSeparable : .invertedBottleneck, name: "", layers: [])
    block.input = graph.inputChannels(of: first)
    block.expand = expand.flatMap { graph.outputChannels(of: $0) }
    block.output = graph.outputChannels(of: project)
    block.kernel = graph.sides("kernel_size", of: depthwise)
    block.stride = graph.sides("strides", of: depthwise)
    let addition = addition(after: last, of: first, in: graph)
    block.residual = addition != nil
    block.shortcut = addition == nil ? nil : .identity
    steps += addition?.steps ?? []

    var units = [
      BlockCounter.Unit(
        role: "depthwise", step: depthwise, normalization: middle.passed.first { graph.isNormalization($0) }),
      BlockCounter.Unit(role: "project", step: project, normalization: projectNormalization),
    ]
    if let expand {
      units.insert(
        BlockCounter.Unit(
          role: "expand", step: expand, normalization: front.passed.first { graph.isNormalization($0) }),
        at: 0)
    }
    BlockCounter(graph: graph).fill(&block, units: units, steps: steps)
    return FoundBlock(block: block, steps: steps)
  }

  /// Follows the only way forward to the next convolution.
  private func forward(from step: Int, in graph: BlockGraph) -> (end: Int, passed: [Int])? {
    var passed: [Int] = []
    var here = graph.next(after: step)
    while let next = here {
      guard graph.isTransparent(next) else { return (next, passed) }
      passed.append(next)
      here = graph.next(after: next)
    }
    return nil
  }

  /// Follows the way back to the convolution in front; nearest first.
  private func backward(from step: Int, in graph: BlockGraph) -> (end: Int?, passed: [Int]) {
    var passed: [Int] = []
    var here = graph.previous(before: step)
    while let previous = here {
      guard graph.isTransparent(previous) else { return (previous, passed) }
      passed.append(previous)
      here = graph.previous(before: previous)
    }
    return (nil, passed)
  }

  /// A pointwise convolution that feeds this block alone and is no projection of a depthwise convolution.
  private func isExpansion(_ step: Int, in graph: BlockGraph) -> Bool {
    guard graph.isPointwise(step) else { return false }
    guard let source = backward(from: step, in: graph).end else { return true }
    return !graph.isDepthwise(source)
  }

  private func normalization(after step: Int, in graph: BlockGraph) -> Int? {
    graph.next(after: step).flatMap { graph.isNormalization($0) ? $0 : nil }
  }

  /// The addition of the block's input to its output, with what stands in front of it.
  private func addition(after last: Int, of first: Int, in graph: BlockGraph) -> (steps: [Int], end: Int)? {
    guard let input = graph.flow.steps[first].inputs.first else { return nil }
    var steps: [Int] = []
    var here = graph.next(after: last)
    while let next = here, graph.className(of: next) == "Dropout" {
      steps.append(next)
      here = graph.next(after: next)
    }
    guard let add = here, graph.className(of: add) == "Add", graph.flow.steps[add].inputs.contains(input)
    else {
      return nil
    }
    return (steps + [add], add)
  }
}
