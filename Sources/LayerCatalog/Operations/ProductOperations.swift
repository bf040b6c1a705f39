/// Products of tensors, and operations on images.
enum ProductOperations {
  static let all: [Operation] = [
    Operation("Matmul") { call throws(PredictionFailure) in [try matmul(call)] },
    Operation("Dot") { call throws(PredictionFailure) in [try dot(call)] },
    Operation("Einsum") { call throws(PredictionFailure) in [try einsum(call)] },
    Operation("MaxPool") { call throws(PredictionFailure) in [try pool(call)] },
    Operation("AveragePool") { call throws(PredictionFailure) in [try pool(call)] },
    Operation("Resize") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      guard shape.rank == 3 || shape.rank == 4 else { throw .inputs(expected: "images") }
      let axes = try ImageAxes(call.settings, dimensions: 2)
      var settings: Settings = [:]
      settings["size"] = call.value("size", position: 1)
      let size = try settings.integers("size", rank: 2)
      for (place, extent) in zip(axes.spatialAxes, size) { shape.extents[place - (4 - shape.rank)] = extent }
      return [shape]
    },
    Operation("DepthToSpace") { call throws(PredictionFailure) in [try blocks(call, toSpace: true)] },
    Operation("SpaceToDepth") { call throws(PredictionFailure) in [try blocks(call, toSpace: false)] },
  ]

  /// Rows of the first by columns of the second; leading axes broadcast.
  private static func matmul(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let operands = try call.operands()
    guard operands.count == 2, var one = operands.first, var two = operands.last, !one.isEmpty, !two.isEmpty
    else {
      throw .inputs(expected: "two operands")
    }
    if try call.settings.bool("transpose_a", default: false), one.count > 1 {
      one.swapAt(one.count - 1, one.count - 2)
    }
    if try call.settings.bool("transpose_b", default: false), two.count > 1 {
      two.swapAt(two.count - 1, two.count - 2)
    }
    let isRow = one.count == 1
    let isColumn = two.count == 1
    if isRow { one.insert(1, at: 0) }
    if isColumn { two.append(1) }
    var shape = try ElementwiseMerge.broadcast(Array(one.dropLast(2)), Array(two.dropLast(2)))
    if !isRow { shape.append(one[one.count - 2]) }
    if !isColumn { shape.append(two[two.count - 1]) }
    return TensorShape(shape)
  }

  /// NumPy's dot: the last axis of the first with the last but one of the second.
  private static func dot(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let operands = try call.operands()
    guard operands.count == 2, let one = operands.first, let two = operands.last else {
      throw .inputs(expected: "two operands")
    }
    if one.isEmpty { return TensorShape(two) }
    if two.isEmpty { return TensorShape(one) }
    guard two.count > 1 else { return TensorShape(Array(one.dropLast())) }
    return TensorShape(one.dropLast() + two.dropLast(2) + two.suffix(1))
  }

  /// Any number of operands, without ellipsis.
  private static func einsum(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    guard case .string(let equation)? = call.value("subscripts", "equation", position: 0) else {
      throw .setting(name: "subscripts")
    }
    let sides = equation.utf8.filter { $0 != UInt8(ascii: " ") }.split(separator: UInt8(ascii: ">"))
    guard sides.count == 2, sides[0].last == UInt8(ascii: "-"), !equation.utf8.contains(UInt8(ascii: "."))
    else {
      throw .notPredictable(reason: "an einsum equation with an ellipsis or without an output")
    }
    let operands = sides[0].dropLast().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let shapes = call.tensors.map(\.extents)
    guard operands.count == shapes.count else { throw .inputs(expected: "\(operands.count) operands") }
    var extents: [UInt8: Int?] = [:]
    for (letters, shape) in zip(operands, shapes) {
      guard letters.count == shape.count else { throw .inputs(expected: "as many axes as letters") }
      for (letter, extent) in zip(letters, shape)
      where extents[letter] == nil || extents[letter] == .some(nil) {
        extents[letter] = extent
      }
    }
    var output: [Int?] = []
    for letter in sides[1] {
      guard let extent = extents[letter] else { throw .setting(name: "subscripts") }
      output.append(extent)
    }
    return TensorShape(output)
  }

  private static func pool(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let input = try call.tensor()
    guard (3...5).contains(input.rank) else { throw .inputs(expected: "images") }
    return try Pooling(statistic: .maximum, dimensions: input.rank - 2).outputs(
      call.settings, inputs: [input])[0]
  }

  private static func blocks(_ call: Operation.Call, toSpace: Bool) throws(PredictionFailure) -> TensorShape {
    var shape = try call.tensor()
    guard shape.rank == 4 else { throw .inputs(expected: "images") }
    let axes = try ImageAxes(call.settings, dimensions: 2)
    let size = try call.settings.integer("block_size")
    let area = try CheckedCounts.extent(size, size)
    for axis in axes.spatialAxes {
      guard let extent = shape.extents[axis] else { continue }
      shape.extents[axis] = toSpace ? try CheckedCounts.extent(extent, size) : extent / size
    }
    if let channels = shape.extents[axes.channelAxis] {
      shape.extents[axes.channelAxis] = toSpace ? channels / area : try CheckedCounts.extent(channels, area)
    }
    return shape
  }
}
