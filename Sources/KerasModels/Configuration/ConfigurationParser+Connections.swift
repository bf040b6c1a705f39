import Containers
import LayerCatalog

extension LayerCall {
  /// The calls in an entry's `inbound_nodes`, in either of Keras' two styles.
  static func calls(in json: JSONValue?) -> [LayerCall] {
    guard let nodes = json?.array else { return [] }
    return nodes.compactMap { node in
      if case .object = node { return keras3(node) }
      return keras2(node)
    }
  }

  /// Keras 3: `{"args": […], "kwargs": {…}}`, with tensors as `__keras_tensor__` entries at any depth.
  private static func keras3(_ node: JSONValue) -> LayerCall {
    let arguments = (node["args"]?.array ?? []).map(CallArgument.init(json:))
    return LayerCall(arguments: arguments, keywords: keywords(node["kwargs"]))
  }

  /// Keras 1 and 2: a list of `[layer, call, tensor, keywords]`, or for a TensorFlow operation one such list itself.
  private static func keras2(_ node: JSONValue) -> LayerCall? {
    guard let elements = node.array, let first = elements.first else { return nil }
    let tensors = first.string == nil ? elements : [node]
    var arguments: [CallArgument] = []
    for tensor in tensors {
      if let reference = TensorReference(json: tensor) {
        arguments.append(.tensor(reference))
      } else {
        arguments.append(CallArgument(json: tensor))
      }
    }
    let keywords = keywords(tensors.first?.array.flatMap { $0.count > 3 ? $0[3] : nil })
    return LayerCall(arguments: arguments.count > 1 ? [.list(arguments)] : arguments, keywords: keywords)
  }

  private static func keywords(_ json: JSONValue?) -> [CallKeyword] {
    guard case .object(let object)? = json else { return [] }
    return object.members.map { CallKeyword(name: $0.key, value: CallArgument(json: $0.value)) }
  }
}

extension CallArgument {
  init(json: JSONValue) {
    switch json {
    case .object:
      if let history = json["config"]?["keras_history"], let reference = TensorReference(json: history) {
        self = .tensor(reference)
      } else {
        self = .constant(SettingValue(json: json))
      }
    case .array(let elements):
      if elements.count == 3, let reference = TensorReference(json: json) {
        self = .tensor(reference)
      } else {
        self = .list(elements.map(CallArgument.init(json:)))
      }
    default:
      self = .constant(SettingValue(json: json))
    }
  }
}

extension TensorReference {
  /// `[layer, call, tensor]`, with or without keywords behind it.
  init?(json: JSONValue) {
    guard let elements = json.array, elements.count >= 3, let node = elements[0].string,
      let call = elements[1].integer, let tensor = elements[2].integer, call >= 0, tensor >= 0
    else { return nil }
    self.init(node: node, call: call, tensor: tensor)
  }

  /// The references of `input_layers` or `output_layers`: one triple (Keras 3.15), a list of them, or a dictionary.
  static func references(in json: JSONValue?) -> [TensorReference] {
    guard let json else { return [] }
    if let one = TensorReference(json: json) { return [one] }
    if case .object(let object) = json { return object.members.flatMap { references(in: $0.value) } }
    return (json.array ?? []).flatMap { references(in: $0) }
  }
}
