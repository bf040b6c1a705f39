import LayerCatalog

extension Model {
  /// The model that a configuration describes, before anything is known of what is stored: layers without variables.
  ///
  /// Of a composite layer (attention, `Bidirectional`) only the layer itself is there: which parts a file has depends on
  /// its layout.
  public init(_ configuration: ConfigurationGraph, layout: Layout) {
    var assembly = ModelAssembly(naming: layout == .legacyModel ? .layerNames : .classCounters)
    assembly.assemble(WeightGroup(name: "", address: ""), graph: configuration)
    self.init(
      layout: layout, name: configuration.name, className: configuration.className,
      configuration: configuration, layers: assembly.layers, order: LayerOrder(source: .config))
  }
}

extension Variable {
  /// A variable that a layer of this kind is expected to store, of which nobody knows yet where and in what type.
  public init(
    anticipated role: VariableRole, shape: [Int], parameters: Int, trainable: Bool?, in kind: String
  ) {
    let isFixed = role.isFixed(in: kind)
    self.init(
      role: role, roleSource: .config, name: "", address: "", shape: shape, type: .float32, dtype: "float32",
      parameters: parameters, storedValues: parameters, bytes: 0, trainable: isFixed ? false : trainable,
      fixed: isFixed, storage: VariableStorage(layout: .contiguous(offset: nil)))
  }
}
