import Checks
import Containers

/// What changed from one file to the next.
public struct DiffReport: Hashable, Sendable {
  public var before: FileEntry
  public var after: FileEntry
  /// `nil` where one of the files could not be read.
  public var difference: ModelDifference?

  public init(before: FileEntry, after: FileEntry, difference: ModelDifference? = nil) {
    self.before = before
    self.after = after
    self.difference = difference
  }

  /// Whether both files were read whole and all of their values compared.
  public var isComplete: Bool {
    before.isComplete && after.isComplete && difference?.isComplete == true
  }

  /// Whether every variable of one is in the other, unchanged.
  public var isIdentical: Bool { difference?.isIdentical == true }

  /// The name of a layer, on whichever side it is.
  func name(of layer: LayerDifference) -> String {
    if let index = layer.after, let found = after.layer(index) { return found.name }
    if let index = layer.before, let found = before.layer(index) { return found.name }
    return ""
  }

  /// The variable of a difference, on whichever side it is.
  func variable(_ variable: VariableDifference, of layer: LayerDifference) -> VariableReport? {
    if let index = layer.after, let position = variable.after {
      return after.layer(index)?.variables.at(position)
    }
    if let index = layer.before, let position = variable.before {
      return before.layer(index)?.variables.at(position)
    }
    return nil
  }
}

extension FileEntry {
  func layer(_ index: Int) -> LayerReport? {
    guard case .report(let report) = self else { return nil }
    return report.layers.at(index)
  }
}

extension Array {
  func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
