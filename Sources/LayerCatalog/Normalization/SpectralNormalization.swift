/// `SpectralNormalization`: keeps the largest singular value of the wrapped layer's kernel near 1.
struct SpectralNormalization: CompositeLayer {
  var holdsKernels: Bool { false }
  var isWrapper: Bool { true }
  var className: String { "SpectralNormalization" }
  var partNames: [PartName] { [PartName("layer")] }

  /// A weights file holds the wrapped kernel twice: as the wrapper's `vars/0` and in the layer. It is one variable,
  /// listed here with the layer.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let layer = try WrappedLayer(settings["layer"], setting: "layer")
    let part = try layer.part(attribute: "layer", inputs: inputs)
    guard let kernel = part.variables.all.first(where: { Self.kernelRoles.contains($0.role) }),
      let last = kernel.shape.last
    else { throw .notPredictable(reason: "the wrapped layer has no kernel") }
    return LayerVariables([.init(.vectorU, [1, last], trainable: false)], parts: [part])
  }

  private static let kernelRoles: Set<VariableRole> = [.kernel, .depthwiseKernel, .embeddings]

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let layer = try WrappedLayer(settings["layer"], setting: "layer")
    return try layer.definition.outputs(layer.settings, inputs: inputs)
  }

  func wrappedInputs(_ inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]? { inputs }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let layer = try? WrappedLayer(settings["layer"], setting: "layer") else { return nil }
    return layer.definition.multiplyAccumulates(layer.settings, inputs: inputs, outputs: outputs)
  }

  /// The vector is told by its shape (1, f); the rest are the layer's. Stored with the wrapper's own copy of the
  /// kernel first (`vars/0` kernel, `vars/1` vector, then the layer), or each once.
  func readings(of stored: [StoredShape]) -> [RoleReading] {
    guard stored.count >= 2 else { return [] }
    var readings: [RoleReading] = []
    for position in stored.indices where stored[position].shape.count == 2 && stored[position].shape[0] == 1 {
      if let name = stored[position].name, name != .vectorU { continue }
      var rest = stored
      rest.remove(at: position)
      let copied = position == 1 && rest.count > 1 && rest[0].shape == rest[1].shape
      for reading in WrappedReadings.all(of: copied ? Array(rest.dropFirst()) : rest, share: 0.9) {
        var roles = reading.roles
        guard let kernel = roles.firstIndex(where: { Self.kernelRoles.contains($0) }) else { continue }
        let shape = copied ? rest[kernel + 1].shape : rest[kernel].shape
        guard shape.last == stored[position].shape[1] else { continue }
        if copied { roles.insert(roles[kernel], at: 0) }
        roles.insert(.vectorU, at: position)
        readings.append(RoleReading(roles, plausibility: reading.plausibility))
      }
    }
    return readings.sorted { $0.plausibility > $1.plausibility }
  }

  var arguments: [LayerArgument] {
    [.layer]
  }

  var example: LayerExample? {
    LayerExample(
      [
        "layer": ["class_name": "Conv2D", "config": ["filters": 8, "kernel_size": 3]]
      ], inputs: [[nil, 8, 8, 6]],
      variables: [
        .init(.vectorU, [1, 8], trainable: false), .init(.kernel, [3, 3, 6, 8]), .init(.bias, [8]),
      ], parameters: 448, outputs: [[nil, 6, 6, 8]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Divides the kernel of the layer inside by an estimate of its largest singular value.",
      symbols: [.init("f", "last extent of the kernel inside")]
        + Convolution(dimensions: 2).explanation.symbols.filter { $0.letter != "f" },
      variables: [.init(.vectorU, "f", "The estimate's direction, carried from step to step; never trained.")]
        + Convolution(dimensions: 2).explanation.variables,
      count: "that of the layer inside + f",
      notes: ["A weights file holds the kernel twice, for the wrapper and for the layer; it is one variable."]
    )
  }
}

extension VariableRole {
  static let vectorU: VariableRole = "vector_u"
}
