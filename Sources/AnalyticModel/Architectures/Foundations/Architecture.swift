import LayerCatalog

/// A network of `keras.applications`, written as a short program over the layer catalog.
///
/// A family is one file; `Architectures.all` lists them. The program names the layers in the order in which
/// Keras' own function creates them; the order in which Keras lists them (`model.layers`, weight files) follows
/// from the graph.
public protocol Architecture: Sendable {
  /// Keras' name of the function that makes it: `MobileNetV2`.
  var name: String { get }

  /// Side in pixels of the square images that Keras builds it for unless told otherwise.
  var defaultSize: Int { get }

  /// The arguments that it takes beside those that all take, with Keras' defaults.
  var parameters: [ArchitectureParameter] { get }

  /// How its weights betray it: one signature for each form that differs in its layers.
  var signatures: [ArchitectureSignature] { get }

  /// What it wants to be fed.
  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing

  /// Writes its layers into the network.
  /// - Throws: `ArchitectureError.argument` where an argument has a value that Keras would not take.
  func build(_ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder)
    throws(ArchitectureError)
}

/// An argument of an architecture's own, by Keras' name.
public struct ArchitectureParameter: Hashable, Sendable {
  public var name: String
  public var defaultValue: SettingValue

  public init(_ name: String, _ defaultValue: SettingValue) {
    self.name = name
    self.defaultValue = defaultValue
  }

  /// Whether the input's preprocessing is a part of the network; without effect on its variables.
  static let includePreprocessing = ArchitectureParameter("include_preprocessing", true)
}

extension Architecture {
  public var parameters: [ArchitectureParameter] { [] }

  /// The arguments with Keras' defaults.
  public var defaults: ArchitectureArguments {
    ArchitectureArguments(
      height: defaultSize, width: defaultSize, own: Settings(parameters.map { ($0.name, $0.defaultValue) }))
  }

  /// The network for these arguments: layers in Keras' order, shapes, variables, blocks.
  /// - Throws: `ArchitectureError` for arguments that no network can be built with.
  public func graph(_ arguments: ArchitectureArguments) throws(ArchitectureError) -> ArchitectureGraph {
    var network = ArchitectureBuilder(
      height: arguments.height, width: arguments.width, channels: arguments.inputChannels)
    try build(arguments, &network)
    return try network.graph(of: name, arguments: arguments)
  }
}

/// Why an architecture cannot be built as asked.
public enum ArchitectureError: Error, Hashable, Sendable {
  /// No architecture has this name; those with a similar one.
  case unknownArchitecture(name: String, similar: [String])
  /// The architecture takes no such argument; those that it takes.
  case unknownArgument(name: String, architecture: String, known: [String])
  /// The argument has a value that Keras would not take.
  case argument(name: String, expected: String)
  /// The text is no call: the place, counted in characters from 0, and what was expected there.
  case syntax(offset: Int, expected: String)
  /// A layer that cannot be built with these arguments (an input that is too small).
  case layer(name: String, PredictionFailure)
}
