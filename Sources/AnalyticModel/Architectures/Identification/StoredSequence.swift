import KerasModels

/// The layers of a model that hold variables, in order, as an architecture is compared with them: by shapes alone.
struct StoredSequence {
  struct Entry {
    /// Position in the model's layers.
    var layer: Int
    /// Shapes of its own variables in stored order, each object once.
    var shapes: [[Int]]
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
      guard let first = shapes.first else { continue }
      entries.append(Entry(layer: position, shapes: shapes))
      firstShapes.append(first)
    }
  }

  /// The entries in an order in which the classes of a graph's layers come, each class keeping its own order.
  ///
  /// For files that order the layers of a class by counters and nothing else.
  /// - Returns: `nil` where the classes do not come out even.
  func arranged(like classNames: [String], in model: Model) -> StoredSequence? {
    var queues: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated().reversed() {
      queues[model.layers[entry.layer].kind.value, default: []].append(index)
    }
    var order: [Int] = []
    order.reserveCapacity(entries.count)
    for name in classNames {
      guard let next = queues[name]?.popLast() else { return nil }
      order.append(next)
    }
    order += queues.values.joined().sorted()
    var arranged = self
    arranged.entries = order.map { entries[$0] }
    arranged.firstShapes = order.map { firstShapes[$0] }
    return arranged
  }
}
