import KerasModels

/// Backbone and head: what was trained before, and what was put onto it.
///
/// A backbone is a model within the model, or everything up to the last convolution or normalization; the head is what
/// comes behind it.
struct Parts {
  let backbone: Set<Int>
  let head: Set<Int>

  /// - Returns: `nil` where one of the two would be empty.
  init?(_ model: Model) {
    let owners = model.owners
    let nested = Parts.largestInnerModel(of: model, owners: owners)
    var backbone: Set<Int> = []
    if let nested {
      backbone = Set(owners.filter { Parts.isInside($0, nested, model) })
    } else {
      guard let last = owners.last(where: { Parts.isBackbone(model.layers[$0]) }) else { return nil }
      backbone = Set(owners.filter { $0 <= last })
    }
    let head = Set(owners.filter { !backbone.contains($0) && $0 > (backbone.min() ?? .max) })
    guard !backbone.isEmpty, !head.isEmpty else { return nil }
    self.backbone = backbone
    self.head = head
  }

  private static func isBackbone(_ layer: Layer) -> Bool {
    let kind = layer.kind.value
    return kind.contains("Conv") || kind == "BatchNormalization"
  }

  /// An inner model that holds most of the variables.
  private static func largestInnerModel(of model: Model, owners: [Int]) -> Int? {
    let all = owners.count
    return model.layers.indices.filter { model.layers[$0].isModel }
      .map { inner in (inner, owners.count { isInside($0, inner, model) }) }
      .filter { $0.1 * 2 > all && $0.1 < all }
      .max { $0.1 < $1.1 }?.0
  }

  private static func isInside(_ layer: Int, _ outer: Int, _ model: Model) -> Bool {
    var here: Int? = layer
    while let place = here, place >= outer {
      if place == outer { return true }
      here = model.layers[place].parent
    }
    return false
  }

  /// What became of both, in a few words each.
  static func words(
    _ layers: [LayerDifference], _ before: Model, _ after: Model
  ) -> (backbone: String?, head: String?) {
    guard let parts = Parts(after) else { return (nil, nil) }
    let earlier = Parts(before)
    func words(_ part: Set<Int>, _ earlierPart: Set<Int>?) -> String? {
      let own = layers.filter { $0.after.map(part.contains) == true }
      let gone = layers.filter { layer in
        layer.after == nil && layer.before.map { earlierPart?.contains($0) == true } == true
      }
      guard !own.isEmpty else { return nil }
      let count = own.count == 1 ? "1 layer" : "\(own.count.grouped) layers"
      if own.allSatisfy(\.isResized) { return "resized: \(count)" }
      let new = own.count { $0.status == .added || $0.status == .reshaped }
      if new == own.count {
        return gone.isEmpty && own.allSatisfy({ $0.status == .added })
          ? "added: \(count)" : "replaced: \(count)"
      }
      let moved = own.count { $0.hasMoved || $0.status == .added }
      if moved == 0 {
        let unknown = own.count { layer in layer.variables.contains { $0.status == .notCompared } }
        if unknown == own.count { return nil }
        return unknown == 0
          ? "unchanged: \(count)"
          : "unchanged in \((own.count - unknown).grouped) of \(count), the rest unknown"
      }
      return moved == own.count ? "changed: \(count)" : "changed: \(moved.grouped) of \(count)"
    }
    return (words(parts.backbone, earlier?.backbone), words(parts.head, earlier?.head))
  }
}
