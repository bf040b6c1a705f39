import LayerCatalog

/// With which arguments an architecture is built.
public struct ArchitectureArguments: Hashable, Sendable {
  public var includeTop = true
  /// The classifier's outputs; without effect where there is no top.
  public var classes = 1000
  /// Extents of the input image in pixels, `nil` for `None`.
  public var height: Int?
  public var width: Int?
  public var inputChannels = 3
  /// The architecture's own arguments (`alpha`), by Keras' names, all that it has.
  public var own: Settings

  public init(
    includeTop: Bool = true, classes: Int = 1000, height: Int?, width: Int?, inputChannels: Int = 3,
    own: Settings = [:]
  ) {
    self.includeTop = includeTop
    self.classes = classes
    self.height = height
    self.width = width
    self.inputChannels = inputChannels
    self.own = own
  }

  /// A number among the architecture's own arguments.
  /// - Throws: `ArchitectureError.argument` where it is missing or none.
  func number(_ name: String) throws(ArchitectureError) -> Double {
    switch own[name] {
    case .integer(let value): return Double(value)
    case .number(let value) where value.isFinite: return value
    default: throw .argument(name: name, expected: "a number")
    }
  }

  /// An integer of at least 1 among the architecture's own arguments.
  /// - Throws: `ArchitectureError.argument`.
  func integer(_ name: String) throws(ArchitectureError) -> Int {
    guard let value = own[name]?.exactInteger, (1...Settings.largestInteger).contains(value) else {
      throw .argument(name: name, expected: "an integer from 1 on")
    }
    return value
  }

  /// A flag among the architecture's own arguments.
  /// - Throws: `ArchitectureError.argument`.
  func flag(_ name: String) throws(ArchitectureError) -> Bool {
    guard case .bool(let value)? = own[name] else { throw .argument(name: name, expected: "True or False") }
    return value
  }

  /// A width multiplier: any positive number up to 100, above which no channel count is sensible.
  /// - Throws: `ArchitectureError.argument`.
  func widthMultiplier(_ name: String) throws(ArchitectureError) -> Double {
    let value = try number(name)
    guard value > 0, value <= 100 else {
      throw .argument(name: name, expected: "a number above 0, up to 100")
    }
    return value
  }

  /// `include_preprocessing`; `nil` where the architecture has no such argument or a file does not tell it.
  var includesPreprocessing: Bool? {
    guard case .bool(let value)? = own[ArchitectureParameter.includePreprocessing.name] else { return nil }
    return value
  }
}
