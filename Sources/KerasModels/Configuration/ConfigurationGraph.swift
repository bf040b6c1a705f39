import LayerCatalog

/// The configuration of one model: its layers and how tensors flow between them.
public struct ConfigurationGraph: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// Layers connected by named tensors.
    case functional
    /// Layers one after the other.
    case sequential
    /// A subclassed model, or a library's class with settings instead of layers.
    case opaque
  }

  public var form: Form
  public var className: String
  public var registeredName: String?
  public var module: String?
  public var name: String
  public var trainable: Bool?
  /// Layers and operations, in the order of the configuration.
  public var nodes: [ConfigurationNode]
  /// The tensors that come in and go out, by node (functional models only).
  public var inputs: [TensorReference]
  public var outputs: [TensorReference]
  /// `build_config`'s input shape, where it is given.
  public var buildShape: TensorShape?

  public init(
    form: Form, className: String, registeredName: String? = nil, module: String? = nil, name: String,
    trainable: Bool? = nil, nodes: [ConfigurationNode] = [], inputs: [TensorReference] = [],
    outputs: [TensorReference] = [], buildShape: TensorShape? = nil
  ) {
    self.form = form
    self.className = className
    self.registeredName = registeredName
    self.module = module
    self.name = name
    self.trainable = trainable
    self.nodes = nodes
    self.inputs = inputs
    self.outputs = outputs
    self.buildShape = buildShape
  }
}

/// An entry of a configuration's `layers`: a layer, a nested model or an operation.
public struct ConfigurationNode: Hashable, Sendable {
  public var name: String
  public var className: String
  public var registeredName: String?
  /// Keras 2 writes only the name under which a class was registered (`package>Name`), which need not be that of the
  /// class: `className` is then the part behind the package.
  public var isNamedByRegistration = false
  public var module: String?
  /// A Keras 3 operation (`x * 2`), which is no layer and has no group in the weights.
  public var isOperation: Bool
  public var trainable: Bool?
  public var settings: Settings
  /// The calls of the layer, in order; a shared layer has several. Empty in a Sequential.
  public var calls: [LayerCall]
  /// The layers of a nested model.
  public var nested: [ConfigurationGraph]
  /// The layers inside a wrapper or composite, by the setting that holds them: `layer`, `cell`, `backward_layer`, `cells`.
  public var inner: [InnerConfiguration]
  /// `build_config`: input shapes by name, for the cross-check.
  public var buildShapes: [TensorShape]
  /// Keras' `shared_object_id`, which tells that two entries are one object.
  public var sharedObjectID: Int?

  public init(
    name: String, className: String, registeredName: String? = nil, module: String? = nil,
    isOperation: Bool = false, trainable: Bool? = nil, settings: Settings = [:], calls: [LayerCall] = [],
    nested: [ConfigurationGraph] = [], inner: [InnerConfiguration] = [], buildShapes: [TensorShape] = [],
    sharedObjectID: Int? = nil
  ) {
    self.name = name
    self.className = className
    self.registeredName = registeredName
    self.module = module
    self.isOperation = isOperation
    self.trainable = trainable
    self.settings = settings
    self.calls = calls
    self.nested = nested
    self.inner = inner
    self.buildShapes = buildShapes
    self.sharedObjectID = sharedObjectID
  }

  /// The nested model, where the entry is one.
  public var model: ConfigurationGraph? { nested.first }
}

/// A layer that a wrapper or composite layer holds in one of its settings.
public struct InnerConfiguration: Hashable, Sendable {
  public var setting: String
  public var node: ConfigurationNode

  public init(setting: String, node: ConfigurationNode) {
    self.setting = setting
    self.node = node
  }
}

/// One call of a layer: what was passed to it.
public struct LayerCall: Hashable, Sendable {
  public var arguments: [CallArgument]
  /// Keyword arguments, in order.
  public var keywords: [CallKeyword]

  public init(arguments: [CallArgument], keywords: [CallKeyword] = []) {
    self.arguments = arguments
    self.keywords = keywords
  }

  /// Every tensor that is passed, positional ones first.
  public var tensors: [TensorReference] {
    arguments.flatMap(\.tensors) + keywords.flatMap(\.value.tensors)
  }
}

/// A named argument of a call.
public struct CallKeyword: Hashable, Sendable {
  public var name: String
  public var value: CallArgument

  public init(name: String, value: CallArgument) {
    self.name = name
    self.value = value
  }
}

/// A value passed to a call: a tensor, a list of values, or a constant.
public indirect enum CallArgument: Hashable, Sendable {
  case tensor(TensorReference)
  case list([CallArgument])
  case constant(SettingValue)

  public var tensors: [TensorReference] {
    switch self {
    case .tensor(let tensor): [tensor]
    case .list(let values): values.flatMap(\.tensors)
    case .constant: []
    }
  }
}

/// A tensor by its origin: output `tensor` of call `call` of the node with this name (`keras_history`).
public struct TensorReference: Hashable, Sendable {
  public var node: String
  public var call: Int
  public var tensor: Int

  public init(node: String, call: Int = 0, tensor: Int = 0) {
    self.node = node
    self.call = call
    self.tensor = tensor
  }
}

/// Where a layer stands in nested configurations: positions in `nodes`, outermost first.
public struct ConfigurationPath: Hashable, Sendable {
  public var positions: [Int]
  /// The way from the node at `positions` into the layers that it wraps: positions in `inner`.
  public var inner: [Int]

  public init(_ positions: [Int], inner: [Int] = []) {
    self.positions = positions
    self.inner = inner
  }
}

extension ConfigurationGraph {
  /// The node at a path.
  public subscript(path: ConfigurationPath) -> ConfigurationNode? {
    var graph = self
    var found: ConfigurationNode?
    for (depth, position) in path.positions.enumerated() {
      guard graph.nodes.indices.contains(position) else { return nil }
      let node = graph.nodes[position]
      found = node
      if depth + 1 < path.positions.count {
        guard let model = node.model else { return nil }
        graph = model
      }
    }
    for position in path.inner {
      guard let node = found, node.inner.indices.contains(position) else { return nil }
      found = node.inner[position].node
    }
    return found
  }
}
