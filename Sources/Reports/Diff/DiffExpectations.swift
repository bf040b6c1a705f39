import Checks

/// What a training pipeline expects of a step.
public struct DiffExpectations: Hashable, Sendable {
  /// Layers that must stay as they are, by name or address.
  public var frozen: [Glob]
  /// Layers that must change.
  public var changed: [Glob]

  public init(frozen: [Glob] = [], changed: [Glob] = []) {
    self.frozen = frozen
    self.changed = changed
  }

  public var isEmpty: Bool { frozen.isEmpty && changed.isEmpty }

  /// What is not as expected, one sentence each; empty where everything is.
  public func offences(in report: DiffReport) -> [String] {
    guard let difference = report.difference else { return [] }
    var offences: [String] = []
    for (globs, mustChange) in [(frozen, false), (changed, true)] {
      for glob in globs {
        let layers = difference.layers.filter { matches(glob, $0, report) }
        if layers.isEmpty {
          offences.append(
            "expected \(mustChange ? "changed" : "frozen"): no layer has the name or address \(SafeText.of(glob.text))"
          )
        }
        for layer in layers where layer.isIdentical == mustChange {
          let name = SafeText.of(report.name(of: layer))
          offences.append(
            mustChange
              ? "\(name): expected to change, but identical"
              : "\(name): expected frozen, but \(words(layer))")
        }
      }
    }
    return offences
  }

  private func matches(_ glob: Glob, _ layer: LayerDifference, _ report: DiffReport) -> Bool {
    let sides = [layer.before.flatMap(report.before.layer), layer.after.flatMap(report.after.layer)]
    return sides.contains { side in
      guard let side else { return false }
      return glob.takes(side.name, side.address)
    }
  }

  private func words(_ layer: LayerDifference) -> String {
    let changes = layer.variables.filter { $0.status != .identical }.map { variable -> String in
      let size = variable.relativeL2.map { " by " + SignificantDigits.percent($0) } ?? ""
      return "\(SafeText.of(variable.role.rawValue)) \(variable.status.rawValue)\(size)"
    }
    return changes.joined(separator: ", ")
  }
}
