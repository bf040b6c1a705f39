import KerasModels
import LayerCatalog

/// A model held against an architecture that somebody names: which layers of the one are those of the other, and
/// which are not.
///
/// It answers Keras' "You are trying to load a weight file containing N layers into a model with M layers" by name.
public struct ArchitectureComparison: Hashable, Sendable {
  /// A layer of the file, of the architecture, or of both.
  public struct Row: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable {
      case equal
      /// In both, with other shapes.
      case changed
      /// In the architecture alone.
      case missing
      /// In the file alone.
      case additional
    }

    public var status: Status
    /// Position in the model's layers.
    public var modelLayer: Int?
    /// Position in `graph.layers`.
    public var architectureLayer: Int?
    /// The architecture's name, or the file's for a layer that the architecture does not have.
    public var name: String
    /// What differs, by variable; `nil` where nothing does.
    public var difference: String?
  }

  public var graph: ArchitectureGraph
  /// In the order of the layers.
  public var rows: [Row]
  /// How many layers with variables the file has, as Keras counts them: a nested model counts once where its
  /// weights lie in one group.
  public var storedLayers: Int
  /// How many the architecture has, by the same count.
  public var architectureLayers: Int

  /// Whether every layer with variables is that of the architecture, in its order.
  public var isEqual: Bool { rows.allSatisfy { $0.status == .equal } }

  public init(_ model: Model, _ graph: ArchitectureGraph) {
    let stored = Self.arranged(model, graph)
    self.graph = graph
    let isGrouped = stored.entries.contains { $0.isPart }
    storedLayers = isGrouped ? Set(stored.entries.map(\.layer)).count : stored.entries.count
    architectureLayers = isGrouped ? graph.loaderCount : graph.withVariables.count
    var alignment = LayerAlignment(
      stored: stored.entries.map(\.shapes),
      expected: graph.withVariables.map { graph.layers[$0].variables.map(\.shape) })
    alignment.settle(starts: graph.blockStarts)
    alignment.join()
    rows = []
    rows.reserveCapacity(alignment.pairs.count)
    for pair in alignment.pairs {
      let entry = pair.stored.map { stored.entries[$0] }
      let position = pair.expected.map { graph.withVariables[$0] }
      rows.append(Self.row(model, graph, entry: entry, position: position, isEqual: pair.isEqual))
    }
  }

  /// In a file without an order of its own the classes are put in the architecture's.
  private static func arranged(_ model: Model, _ graph: ArchitectureGraph) -> StoredSequence {
    let stored = StoredSequence(model)
    guard model.order.source == .counter || model.order.source == .none else { return stored }
    return stored.arranged(like: graph, in: model) ?? stored
  }

  private static func row(
    _ model: Model, _ graph: ArchitectureGraph, entry: StoredSequence.Entry?, position: Int?, isEqual: Bool
  ) -> Row {
    guard let position else {
      let shapes = entry?.shapes.map(\.extentsText).joined(separator: ", ")
      return Row(
        status: .additional, modelLayer: entry?.layer, architectureLayer: nil,
        name: entry.map { model.layers[$0.layer].name } ?? "", difference: shapes)
    }
    let layer = graph.layers[position]
    guard let entry else {
      return Row(
        status: .missing, modelLayer: nil, architectureLayer: position, name: layer.name,
        difference: layer.variables.map { "\($0.role.rawValue) \($0.shape.extentsText)" }.joined(
          separator: ", "))
    }
    // The four vectors of a batch normalization differ alike, and are told together.
    var differences: [(roles: [String], words: String)] = []
    for (variable, shape) in zip(layer.variables, entry.shapes) where variable.shape != shape {
      let words = "\(shape.extentsText) instead of \(variable.shape.extentsText)"
      if let position = differences.firstIndex(where: { $0.words == words }) {
        differences[position].roles.append(variable.role.rawValue)
      } else {
        differences.append(([variable.role.rawValue], words))
      }
    }
    var sentences = differences.map { roles, words in
      roles.joined(separator: ", ") + (roles.count == 1 ? " is " : " are ") + words
    }
    for variable in layer.variables.dropFirst(entry.shapes.count) {
      sentences.append("\(variable.role.rawValue) (\(variable.shape.extentsText)) is missing")
    }
    for shape in entry.shapes.dropFirst(layer.variables.count) {
      sentences.append("a variable of \(shape.extentsText) is not expected")
    }
    return Row(
      status: isEqual ? .equal : .changed, modelLayer: entry.layer, architectureLayer: position,
      name: layer.name, difference: isEqual ? nil : sentences.joined(separator: "; "))
  }
}

extension ArchitectureGraph {
  /// Indices among the layers with variables at which a block begins.
  var blockStarts: Set<Int> {
    let blockOfLayer = blockOfLayer
    return Set(
      withVariables.indices.filter { index in
        index == 0 || blockOfLayer[withVariables[index]] != blockOfLayer[withVariables[index - 1]]
      })
  }
}
