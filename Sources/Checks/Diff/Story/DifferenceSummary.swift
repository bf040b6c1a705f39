import KerasModels
import LayerCatalog

/// What changed, in numbers and lists. Layers are those that own variables.
public struct DifferenceSummary: Hashable, Sendable {
  public var identical = 0
  /// Changed, retyped, transposed and reshaped ones.
  public var changed = 0
  public var added = 0
  public var removed = 0
  /// Values that are not what they were, all values of variables that are new in shape or at all among them.
  public var parametersChanged = 0
  /// Whether everything that is flagged as not trainable is what it was, the moving statistics of frozen layers included.
  /// The later file's flags decide; where it holds none, those of the earlier can only confirm, since layers may have
  /// been unfrozen in between. `nil` where no flag says that anything is frozen.
  public var frozenKept: Bool?
  /// Names of layers that are flagged frozen and changed.
  public var frozenChanged: [String] = []
  /// Batch normalizations whose moving statistics changed while gamma and beta stayed.
  public var statisticsOnly: [String] = []
  /// Batch normalizations of which both changed.
  public var statisticsAndAffine: [String] = []
  /// What became of the part that was trained before, and of what was put onto it; `nil` where they cannot be told apart.
  public var backbone: String?
  public var head: String?

  init(_ layers: [LayerDifference], _ before: Model, _ after: Model) {
    var frozen = 0
    var isUnknown = false
    let laterTells = after.trainableSource != nil
    let tells = laterTells || before.trainableSource != nil
    for layer in layers {
      switch layer.status {
      case .identical: identical += 1
      case .added: added += 1
      case .removed: removed += 1
      case .notCompared: break
      case .changed, .retyped, .transposed, .reshaped: changed += 1
      }
      for variable in layer.variables {
        if let model = layer.after.map({ after.layers[$0] }), let position = variable.after {
          switch variable.status {
          case .changed: parametersChanged &+= variable.changedValues ?? 0
          case .retyped:
            if variable.equalAfterRounding == false {
              parametersChanged &+= variable.changedValues ?? model.variables[position].parameters
            }
          case .reshaped:
            // Of what was resized only the new values are others.
            let kept = variable.commonShape?.reduce(1, *) ?? 0
            parametersChanged &+= model.variables[position].parameters - kept
          case .added: parametersChanged &+= model.variables[position].parameters
          case .identical, .transposed, .removed, .notCompared: break
          }
        }
      }
      guard let one = layer.before, let other = layer.after else { continue }
      let flagged = laterTells ? after.layers[other] : before.layers[one]
      if tells, flagged.isFrozen {
        frozen += 1
        if layer.variables.contains(where: { $0.status == .notCompared }) { isUnknown = true }
        if layer.hasMoved { frozenChanged.append(after.layers[other].name) }
      }
      addStatistics(layer, after.layers[other])
    }
    if !frozenChanged.isEmpty {
      frozenKept = laterTells ? false : nil
    } else {
      frozenKept = frozen > 0 && !isUnknown ? true : nil
    }
    (backbone, head) = Parts.words(layers, before, after)
  }

  private mutating func addStatistics(_ layer: LayerDifference, _ model: Layer) {
    guard model.kind.value.hasSuffix("BatchNormalization") else { return }
    func moved(_ roles: Set<VariableRole>) -> Bool {
      layer.variables.contains { roles.contains($0.role) && $0.hasMoved }
    }
    guard moved([.movingMean, .movingVariance]) else { return }
    if moved([.gamma, .beta]) {
      statisticsAndAffine.append(model.name)
    } else {
      statisticsOnly.append(model.name)
    }
  }
}

extension VariableDifference {
  /// Whether its values are others, rounding and another arrangement apart.
  var hasMoved: Bool {
    switch status {
    case .changed, .reshaped: true
    case .retyped: equalAfterRounding == false
    case .identical, .transposed, .added, .removed, .notCompared: false
    }
  }
}

extension LayerDifference {
  /// Whether values of it are others, or a variable came or went in a layer that is there on both sides.
  var hasMoved: Bool {
    variables.contains(where: \.hasMoved)
      || before != nil && after != nil && variables.contains { $0.status == .added || $0.status == .removed }
  }

  /// Whether it only got room for more or for less: everything that both have room for is what it was.
  var isResized: Bool {
    let moved = variables.filter { $0.status != .identical }
    return !moved.isEmpty && moved.allSatisfy { $0.commonShape != nil }
  }
}

extension Layer {
  /// Whether no variable of it is trained, by its flags: what is never trained anyway does not count.
  var isFrozen: Bool {
    let own = ownedVariables
    let trained = own.filter { !variables[$0].fixed }
    if trained.isEmpty { return trainable == false && !own.isEmpty }
    return trained.allSatisfy { variables[$0].trainable == false }
  }
}
