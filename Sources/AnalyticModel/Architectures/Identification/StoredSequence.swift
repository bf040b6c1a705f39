import KerasModels

/// The layers of a model that hold variables, in order, as an architecture is compared with them: by shapes alone.
struct StoredSequence {
  struct Entry {
    /// Position in the model's layers.
    var layer: Int
    /// Shapes of its own variables in stored order, each object once.
    var shapes: [[Int]]
    /// Whether it is one of two layers whose variables lie in one group.
    var isPart = false
  }

  var entries: [Entry] = []
  /// The first shape of each entry, which is its kernel's or gamma's.
  var firstShapes: [[Int]] = []

  init(_ model: Model) {
    entries.reserveCapacity(model.layers.count)
    firstShapes.reserveCapacity(model.layers.count)
    for (position, layer) in model.layers.enumerated() where !layer.variables.isEmpty {
      var shapes: [[Int]] = []
      shapes.reserveCapacity(layer.variables.count)
      for variable in layer.variables where variable.sameAs == nil { shapes.append(variable.shape) }
      guard !shapes.isEmpty else { continue }
      if let second = Self.secondLayer(of: shapes) {
        append(Entry(layer: position, shapes: Array(shapes[..<second]), isPart: true))
        append(Entry(layer: position, shapes: Array(shapes[second...]), isPart: true))
      } else {
        append(Entry(layer: position, shapes: shapes))
      }
    }
  }

  private mutating func append(_ entry: Entry) {
    guard let first = entry.shapes.first else { return }
    entries.append(entry)
    firstShapes.append(first)
  }

  /// Where the variables of a second layer begin, in the group that a legacy file has for a nested model of two:
  /// a convolution with bias and a normalization with gamma and beta, in either order (ConvNeXt). No layer of
  /// Keras' own has a kernel and three vectors.
  private static func secondLayer(of shapes: [[Int]]) -> Int? {
    guard shapes.count == 4, shapes[1].count == 1, shapes[3].count == 1 else { return nil }
    let isKernel = (shapes[0].count == 4, shapes[2].count == 4)
    return isKernel.0 != isKernel.1 && (isKernel.0 ? shapes[2].count == 1 : shapes[0].count == 1) ? 2 : nil
  }

  /// What keeps an order of its own in a file that has none: the layers of one class, apart from those in nested models.
  struct Queue: Hashable {
    var className: String
    var isNested: Bool
  }

  /// The entries in an order in which the classes of an architecture's layers come, each class keeping its own order.
  ///
  /// For files that order the layers of a class by counters and nothing else.
  /// - Returns: `nil` where the classes do not come out even.
  func arranged(like graph: ArchitectureGraph, in model: Model) -> StoredSequence? {
    var members: [Int?: Int] = [:]
    for entry in entries { members[model.layers[entry.layer].parent, default: 0] += 1 }
    let holder = members.max { ($0.value, -($0.key ?? -1)) < ($1.value, -($1.key ?? -1)) }?.key ?? nil
    var queues: [Queue: [Int]] = [:]
    for (index, entry) in entries.enumerated().reversed() {
      let layer = model.layers[entry.layer]
      queues[Queue(className: layer.kind.value, isNested: layer.parent != holder), default: []].append(index)
    }
    var order: [Int] = []
    order.reserveCapacity(entries.count)
    for position in graph.withVariables {
      let layer = graph.layers[position]
      let queue = Queue(className: layer.className, isNested: layer.container != nil)
      guard let next = queues[queue]?.popLast() else { return nil }
      order.append(next)
    }
    order += queues.values.joined().sorted()
    var arranged = self
    arranged.entries = order.map { entries[$0] }
    arranged.firstShapes = order.map { firstShapes[$0] }
    return arranged
  }
}
