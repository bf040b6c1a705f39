/// The order in which Keras lists the layers of a functional model.
///
/// READ keras/src/ops/function.py 3.15.1, `map_graph`, and tf_keras 2.21 `functional.py`: layers are sorted by
/// depth, the longest way to an output, deepest first; layers of one depth in the order in which a search from
/// the output first meets them, inputs in the order in which they were passed. Here each layer is called once.
enum LayerDepth {
  /// Positions in Keras' order. `inputs` name earlier layers only; layers that do not lead to the output are
  /// left out.
  static func order(of inputs: [[Int]], output: Int) -> [Int] {
    guard inputs.indices.contains(output) else { return [] }
    var depth = [Int](repeating: -1, count: inputs.count)
    depth[output] = 0
    for layer in stride(from: output, through: 0, by: -1) where depth[layer] >= 0 {
      for input in inputs[layer] { depth[input] = max(depth[input], depth[layer] + 1) }
    }
    var met: [Int] = []
    met.reserveCapacity(inputs.count)
    var isMet = [Bool](repeating: false, count: inputs.count)
    var stack = [output]
    while let layer = stack.popLast() {
      if isMet[layer] { continue }
      isMet[layer] = true
      met.append(layer)
      stack.append(contentsOf: inputs[layer].reversed())
    }
    // A sort by counting keeps the order of meeting among layers of one depth.
    let deepest = met.reduce(0) { max($0, depth[$1]) }
    var start = [Int](repeating: 0, count: deepest + 2)
    for layer in met { start[deepest - depth[layer] + 1] += 1 }
    for index in 1..<start.count { start[index] += start[index - 1] }
    var order = [Int](repeating: 0, count: met.count)
    for layer in met {
      let bucket = deepest - depth[layer]
      order[start[bucket]] = layer
      start[bucket] += 1
    }
    return order
  }
}
