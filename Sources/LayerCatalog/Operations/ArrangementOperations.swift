/// Operations that join, cut, turn and repeat tensors. Here the batch is an axis like any other.
enum ArrangementOperations {
  static let all: [Operation] = [
    Operation("Reshape") { call throws(PredictionFailure) in [try reshape(call)] },
    Operation("Ravel") { call throws(PredictionFailure) in
      TensorShape([CheckedCounts.product(try call.tensor().extents)]).asList
    },
    Operation("Transpose") { call throws(PredictionFailure) in [try transpose(call)] },
    Operation("Swapaxes") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      let first = try axis(call.value("axis1", position: 1), rank: shape.rank)
      let second = try axis(call.value("axis2", position: 2), rank: shape.rank)
      shape.extents.swapAt(first, second)
      return [shape]
    },
    Operation("Moveaxis") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      let source = try axis(call.value("source", position: 1), rank: shape.rank)
      let destination = try axis(call.value("destination", position: 2), rank: shape.rank)
      shape.extents.insert(shape.extents.remove(at: source), at: destination)
      return [shape]
    },
    Operation("ExpandDims") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      let place = try axis(call.value("axis", "dim", position: 1), rank: shape.rank + 1)
      shape.extents.insert(1, at: place)
      return [shape]
    },
    Operation("Squeeze") { call throws(PredictionFailure) in [try squeeze(call)] },
    Operation("Concatenate") { call throws(PredictionFailure) in
      let tensors = call.tensors
      guard let first = tensors.first else { throw .inputs(expected: "tensors") }
      let place = try axis(call.value("axis") ?? .integer(0), rank: first.rank)
      return [try Concatenate.joined(tensors, axis: place)]
    },
    Operation("Stack") { call throws(PredictionFailure) in
      let tensors = call.tensors
      guard var shape = tensors.first else { throw .inputs(expected: "tensors") }
      let place = try axis(call.value("axis") ?? .integer(0), rank: shape.rank + 1)
      shape.extents.insert(tensors.count, at: place)
      return [shape]
    },
    Operation("Unstack") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      let place = try axis(call.value("axis") ?? .integer(0), rank: shape.rank)
      var count = try call.settings.optionalInteger("num") ?? 0
      if count == 0 { count = try shape.known(axis: place) }
      guard count <= 4096 else { throw .setting(name: "num") }
      shape.extents.remove(at: place)
      return [TensorShape](repeating: shape, count: count)
    },
    Operation("Split") { call throws(PredictionFailure) in try split(call) },
    Operation("ArraySplit") { call throws(PredictionFailure) in try split(call) },
    Operation("Tile") { call throws(PredictionFailure) in
      let shape = try call.tensor()
      var settings: Settings = [:]
      settings["repeats"] = call.value("repeats", "multiples", position: 1)
      var repeats = try settings.integerList("repeats", minimum: 0)
      var extents = shape.extents
      while repeats.count < extents.count { repeats.insert(1, at: 0) }
      while extents.count < repeats.count { extents.insert(1, at: 0) }
      var result: [Int?] = []
      for (extent, times) in zip(extents, repeats) {
        result.append(
          try extent.map { value throws(PredictionFailure) in try CheckedCounts.extent(value, times) })
      }
      return [TensorShape(result)]
    },
    Operation("Repeat") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      guard let times = call.value("repeats", position: 1)?.exactInteger, times >= 0 else {
        throw .notPredictable(reason: "each entry is repeated another number of times")
      }
      guard let given = call.value("axis", position: 2), given != .null else {
        let all = CheckedCounts.product(shape.extents)
        return [
          TensorShape([
            try all.map { value throws(PredictionFailure) in try CheckedCounts.extent(value, times) }
          ])
        ]
      }
      let place = try axis(given, rank: shape.rank)
      if let extent = shape.extents[place] { shape.extents[place] = try CheckedCounts.extent(extent, times) }
      return [shape]
    },
    Operation("Pad") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      guard case .list(let pairs)? = call.value("pad_width", "paddings", position: 1),
        pairs.count == shape.rank
      else {
        throw .setting(name: "pad_width")
      }
      for (place, pair) in pairs.enumerated() {
        let widths = try Settings([("pad_width", pair)]).integers("pad_width", rank: 2, minimum: 0)
        shape.extents[place] = shape.extents[place].map { $0 + widths[0] + widths[1] }
      }
      return [shape]
    },
    Operation("OneHot") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      var settings: Settings = [:]
      settings["num_classes"] = call.value("num_classes", "depth", position: 1)
      let place = try axis(call.value("axis") ?? .integer(-1), rank: shape.rank + 1)
      shape.extents.insert(try settings.integer("num_classes"), at: place)
      return [shape]
    },
    Operation("BroadcastTo") { call throws(PredictionFailure) in
      guard let shape = call.value("shape", position: 1).flatMap({ TensorShape($0) }) else {
        throw .setting(name: "shape")
      }
      return [shape]
    },
    Operation("TopK") { call throws(PredictionFailure) in
      var shape = try call.tensor()
      guard shape.rank > 0 else { throw .inputs(expected: "an axis") }
      shape.extents[shape.rank - 1] = try call.settings.integer("k")
      return [shape, shape]
    },
    Operation("Take") { call throws(PredictionFailure) in [try take(call)] },
    Operation("GetItem") { call throws(PredictionFailure) in
      [try Slicing.outputs(call.tensor(), key: call.value("key", "slice_spec", position: 1))]
    },
  ]

  static func axis(_ value: SettingValue?, rank: Int) throws(PredictionFailure) -> Int {
    let axes = try Settings([("axis", value ?? .null)]).axes("axis", rank: rank, default: [])
    guard axes.count == 1 else { throw .setting(name: "axis") }
    return axes[0]
  }

  /// As the layer, but with the batch among the axes.
  private static func reshape(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let input = try call.tensor()
    guard case .list(let target)? = call.value("newshape", "shape", position: 1) else {
      throw .notPredictable(reason: "the new shape is computed")
    }
    var settings: Settings = ["target_shape": .list(target.filter { $0 != .null })]
    let unknown = target.contains(.null)
    if unknown || CheckedCounts.product(input.extents) == nil {
      return TensorShape(target.map { $0.exactInteger.flatMap { $0 < 0 ? nil : $0 } })
    }
    settings["target_shape"] = .list(target)
    let shapes = try Reshape().outputs(settings, inputs: [TensorShape([nil] + input.extents)])
    return TensorShape(shapes[0].withoutBatch)
  }

  private static func transpose(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let input = try call.tensor()
    var settings: Settings = [:]
    settings["axes"] = call.value("axes", "perm", position: 1)
    let order = try settings.axes("axes", rank: input.rank, default: (0..<input.rank).reversed())
    guard order.count == input.rank else { throw .setting(name: "axes") }
    return TensorShape(order.map { input.extents[$0] })
  }

  private static func squeeze(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let input = try call.tensor()
    guard let given = call.value("axis", position: 1), given != .null else {
      // READ keras/src/ops/numpy.py 3.15.1: an unknown extent is taken for one that is not 1.
      return TensorShape(input.extents.filter { $0 != 1 })
    }
    let axes = try Settings([("axis", given)]).axes("axis", rank: input.rank, default: [])
    return TensorShape(input.extents.indices.filter { !axes.contains($0) }.map { input.extents[$0] })
  }

  /// Equal parts by their number, or parts between the positions given.
  private static func split(_ call: Operation.Call) throws(PredictionFailure) -> [TensorShape] {
    let input = try call.tensor()
    let place = try axis(call.value("axis") ?? .integer(0), rank: input.rank)
    let extent = input.extents[place]
    var parts: [Int?] = []
    switch call.value("indices_or_sections", "num_or_size_splits", position: 1) {
    case .list(let items)?:
      // NumPy's (and Keras') numbers are positions, TensorFlow's are sizes.
      let numbers = try Settings([("split", .list(items))]).integerList("split", minimum: -1)
      if call.settings["num_or_size_splits"] != nil {
        parts = numbers.map { $0 < 0 ? nil : $0 }
      } else {
        var start = 0
        for end in numbers {
          guard end >= start else { throw .setting(name: "indices_or_sections") }
          parts.append(end - start)
          start = end
        }
        parts.append(extent.map { max($0 - start, 0) })
      }
    case let value?:
      guard let count = value.exactInteger, (1...4096).contains(count) else {
        throw .setting(name: "indices_or_sections")
      }
      guard extent.map({ $0 % count == 0 }) ?? true else { throw .setting(name: "indices_or_sections") }
      parts = [Int?](repeating: extent.map { $0 / count }, count: count)
    case nil: throw .setting(name: "indices_or_sections")
    }
    return parts.map { part in
      var shape = input
      shape.extents[place] = part
      return shape
    }
  }

  private static func take(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let operands = try call.operands()
    guard operands.count > 1 else { throw .inputs(expected: "a tensor and indices") }
    guard let given = call.value("axis"), given != .null else { return TensorShape(operands[1]) }
    let place = try axis(given, rank: operands[0].count)
    return TensorShape(Array(operands[0][..<place]) + operands[1] + Array(operands[0][(place + 1)...]))
  }
}

extension TensorShape {
  fileprivate var asList: [TensorShape] { [self] }
}
