import LayerCatalog

/// An architecture with arguments, as people write it: `MobileNetV2(alpha=0.5, classes=10)`.
public struct ArchitectureCall: Sendable {
  public var architecture: any Architecture
  public var arguments: ArchitectureArguments

  /// Reads a call as Python would write it; the arguments are those of Keras' function that decide its layers, and
  /// `input_channels`. A bare name takes Keras' defaults.
  /// - Throws: `ArchitectureError`.
  public init(_ text: String) throws(ArchitectureError) {
    var reader = CallReader(text)
    let name = try reader.name(expected: "the name of an architecture")
    architecture = try Architectures.named(name)
    arguments = architecture.defaults
    guard try reader.accept("(", orEnd: true) else { return }
    while !reader.isAtClosingBracket {
      let argument = try reader.name(expected: "the name of an argument, or )")
      try reader.require("=")
      let value = try reader.value()
      try set(argument, value)
      guard try reader.accept(",", orEnd: false) else { break }
    }
    try reader.require(")")
    try reader.requireEnd()
  }

  /// The network that the call makes.
  /// - Throws: `ArchitectureError` for values that Keras would not take.
  public func graph() throws(ArchitectureError) -> ArchitectureGraph { try architecture.graph(arguments) }

  /// Arguments of Keras' functions that change neither layers with variables nor their shapes.
  private static let withoutEffect: Set<String> = [
    "weights", "pooling", "classifier_activation", "dropout", "dropout_rate", "name",
  ]

  private mutating func set(_ argument: String, _ value: SettingValue) throws(ArchitectureError) {
    switch argument {
    case "include_top":
      guard case .bool(let flag) = value else { throw .argument(name: argument, expected: "True or False") }
      arguments.includeTop = flag
    case "classes":
      arguments.classes = try Self.positive(value, argument)
    case "input_channels":
      arguments.inputChannels = try Self.positive(value, argument)
    case "input_shape":
      try setShape(value)
    default:
      if arguments.own[argument] != nil {
        arguments.own[argument] = value
      } else if !Self.withoutEffect.contains(argument) {
        throw .unknownArgument(
          name: argument, architecture: architecture.name,
          known: architecture.parameters.map(\.name) + [
            "include_top", "classes", "input_shape", "input_channels",
          ])
      }
    }
  }

  private mutating func setShape(_ value: SettingValue) throws(ArchitectureError) {
    guard case .list(let extents) = value, extents.count == 3 else {
      throw .argument(name: "input_shape", expected: "(height, width, channels)")
    }
    arguments.height = extents[0] == .null ? nil : try Self.positive(extents[0], "input_shape")
    arguments.width = extents[1] == .null ? nil : try Self.positive(extents[1], "input_shape")
    arguments.inputChannels = try Self.positive(extents[2], "input_shape")
  }

  private static func positive(_ value: SettingValue, _ name: String) throws(ArchitectureError) -> Int {
    guard let number = value.exactInteger, (1...Settings.largestInteger).contains(number) else {
      throw .argument(name: name, expected: "an integer from 1 on")
    }
    return number
  }
}
