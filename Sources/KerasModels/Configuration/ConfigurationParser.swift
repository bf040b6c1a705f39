import Containers
import LayerCatalog

/// Reads a model's configuration (`config.json`, the attribute `model_config`) into a graph.
///
/// Keras 1 to 3 write the same skeleton, `class_name` and `config`, with the differences that the comments name.
public enum ConfigurationParser {
  /// Why a configuration gives no graph.
  public enum Failure: Error, Hashable, Sendable {
    /// The root is not an object with a `class_name`.
    case noClassName
    /// Models inside models, deeper than any real one.
    case tooDeep
  }

  /// Nesting of models and wrappers; real models stay below ten.
  static let maximumDepth = 32

  /// The graph of the model that a configuration's root describes.
  public static func graph(from root: JSONValue) throws(Failure) -> ConfigurationGraph {
    guard let className = root["class_name"]?.string else { throw .noClassName }
    return try graph(entry: root, className: className, depth: 0)
  }

  static func graph(entry: JSONValue, className: String, depth: Int) throws(Failure) -> ConfigurationGraph {
    guard depth < maximumDepth else { throw .tooDeep }
    let config = entry["config"] ?? .null
    // Keras 1 and early Keras 2 wrote a Sequential's layers as the configuration itself.
    let entries = config["layers"]?.array ?? config.array
    let isSequential = config["input_layers"] == nil
    var graph = ConfigurationGraph(
      form: entries == nil ? .opaque : isSequential ? .sequential : .functional,
      className: className,
      registeredName: entry["registered_name"]?.string,
      module: entry["module"]?.string,
      name: config["name"]?.string ?? entry["name"]?.string ?? "",
      trainable: config["trainable"]?.bool)
    graph.buildShape =
      buildShapes(of: entry).first ?? config["build_input_shape"].flatMap(TensorShape.init(json:))
    var nodes: [ConfigurationNode] = []
    nodes.reserveCapacity(entries?.count ?? 0)
    for entry in entries ?? [] {
      guard let node = try node(from: entry, depth: depth + 1) else { continue }
      nodes.append(node)
    }
    graph.nodes = nodes
    graph.inputs = TensorReference.references(in: config["input_layers"])
    graph.outputs = TensorReference.references(in: config["output_layers"])
    return graph
  }

  /// The node of one entry of `layers`, or `nil` for an entry without a class.
  static func node(from entry: JSONValue, depth: Int) throws(Failure) -> ConfigurationNode? {
    guard depth < maximumDepth else { throw .tooDeep }
    guard let written = entry["class_name"]?.string else { return nil }
    let config = entry["config"] ?? .null
    // Keras 2 writes a registered class as `package>Name` in `class_name` itself.
    let className = written.split(separator: ">").last.map(String.init) ?? written
    let registered = entry["registered_name"]?.string ?? (className == written ? nil : written)
    var node = ConfigurationNode(
      name: config["name"]?.string ?? entry["name"]?.string ?? "",
      className: className,
      registeredName: registered,
      module: entry["module"]?.string,
      trainable: config["trainable"]?.bool)
    node.isNamedByRegistration = className != written
    node.isOperation = isOperation(entry, config: config)
    node.sharedObjectID = (entry["shared_object_id"] ?? config["shared_object_id"])?.integer
    node.buildShapes = buildShapes(of: entry)
    node.calls = LayerCall.calls(in: entry["inbound_nodes"])
    if config["layers"] != nil || config.array != nil {
      node.nested = [try graph(entry: entry, className: className, depth: depth)]
    } else {
      node.settings = Settings(configuration: config)
      if LayerCatalog.definition(named: className) != nil {
        node.settings = LayerCatalog.modernSettings(node.settings, className: className)
      }
      node.inner = try inner(of: config, depth: depth + 1)
    }
    return node
  }

  /// Keras 3 lists the operations of a functional model (`x * 2`) among its layers. Their module tells; legacy HDF5
  /// files have none, but an operation's configuration has neither `dtype` nor `trainable` (Keras 3.15.1).
  private static func isOperation(_ entry: JSONValue, config: JSONValue) -> Bool {
    if let module = entry["module"]?.string {
      return module.hasPrefix("keras.src.ops") || module == "keras.ops"
    }
    guard case .object(let object) = config else { return false }
    return object["dtype"] == nil && object["trainable"] == nil && object["layers"] == nil
      && object["batch_input_shape"] == nil && object["batch_shape"] == nil && isKeras3Call(entry)
  }

  private static func isKeras3Call(_ entry: JSONValue) -> Bool {
    entry["inbound_nodes"]?.array?.contains { $0["args"] != nil } ?? false
  }

  /// The settings in which wrappers and composites keep a layer.
  private static let innerSettings = ["layer", "forward_layer", "backward_layer", "cell", "cells"]

  private static func inner(of config: JSONValue, depth: Int) throws(Failure) -> [InnerConfiguration] {
    guard case .object(let object) = config else { return [] }
    var found: [InnerConfiguration] = []
    for member in object.members where innerSettings.contains(member.key) {
      for entry in member.value.array ?? [member.value] {
        guard let node = try node(from: entry, depth: depth) else { continue }
        found.append(InnerConfiguration(setting: member.key, node: node))
      }
    }
    return found
  }

  /// `build_config` holds one shape, or several by name (`MultiHeadAttention`).
  private static func buildShapes(of entry: JSONValue) -> [TensorShape] {
    guard let build = entry["build_config"], case .object = build else { return [] }
    if let shape = build["input_shape"] {
      if let one = TensorShape(json: shape) { return [one] }
      return (shape.array ?? []).compactMap(TensorShape.init(json:))
    }
    guard case .object(let shapes)? = build["shapes_dict"] else { return [] }
    return shapes.members.compactMap { TensorShape(json: $0.value) }
  }
}

extension TensorShape {
  /// A shape as Keras writes it: a list of integers and nulls.
  init?(json: JSONValue) {
    guard let elements = json.array, !elements.isEmpty else { return nil }
    var extents: [Int?] = []
    extents.reserveCapacity(elements.count)
    for element in elements {
      switch element {
      case .null: extents.append(nil)
      case .integer(let extent) where extent >= 0: extents.append(extent)
      default: return nil
      }
    }
    self.init(extents)
  }
}
