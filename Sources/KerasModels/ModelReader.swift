import Containers
import LayerCatalog

/// From the contents of a container to the model that they hold.
public enum ModelReader {
  /// Reads a model, whatever the layout. What cannot be read is left out and said in the model's notes.
  /// - Parameter early: what was understood of the configuration while these contents were read.
  public static func read(
    _ contents: ContainerContents, limits: Limits = Limits(), early: EarlyConfiguration = EarlyConfiguration()
  ) -> Model {
    var stored = Layouts.read(contents, limits: limits)
    var notes = contents.notes + stored.notes
    let graph = early.graph ?? graph(of: stored.configuration, limits: limits, notes: &notes)
    var proof = LegacyTrainable.Proof()
    if graph == nil, stored.naming == .layerNames { proof = LegacyTrainable.mark(&stored.root.members) }
    var assembly = ModelAssembly(naming: stored.naming, source: contents.sources.first)
    assembly.assemble(stored.root, graph: graph)
    var model = Model(
      layout: stored.layout, kerasVersion: stored.kerasVersion, backend: stored.backend,
      savedAt: stored.savedAt,
      name: graph?.name ?? stored.root.layerName, className: graph?.className, configuration: graph,
      layers: assembly.layers)
    let hasLayers = graph.map { $0.form != .opaque } ?? false
    model.order = hasLayers ? LayerOrder(source: .config) : stored.order
    if !hasLayers, model.order.note == nil {
      model.order.note = UntoldNotes.orderNote(of: stored, layers: model.layers)
    }
    model.trainableSource = graph == nil ? proof.isEmpty ? nil : .legacyOrder : .config
    model.optimizerVariables = stored.optimizer.map { OptimizerReader.variable($0) }
    model.otherVariables = stored.other.map { OptimizerReader.variable($0) }
    model.inputShapes = graph.flatMap { EndShapes.inputs(of: $0) }
    var optimizer = OptimizerReader(stored, contents: contents)
    model.optimizer = optimizer.state(layers: model.layers)
    model.notes = notes + assembly.notes + CountNotes.notes(on: model.layers)
    model.notes += UntoldNotes.notes(on: model) + optimizer.notes + [proof.note].compactMap { $0 }
    return model
  }

  private static func graph(
    of configuration: StoredDocument?, limits: Limits, notes: inout [Note]
  ) -> ConfigurationGraph? {
    let value: JSONValue
    switch configuration {
    case .value(let document): value = document
    case .text(let text, let place):
      do {
        value = try JSONReader.read(text, limits: limits)
      } catch {
        notes.append(Note(code: "config-unreadable", message: error.description, place: place))
        return nil
      }
    case nil: return nil
    }
    do {
      return try ConfigurationParser.graph(from: value)
    } catch {
      let reason =
        switch error {
        case .noClassName: "it names no class"
        case .tooDeep: "models are nested too deeply"
        }
      notes.append(Note(code: "config-unreadable", message: "the configuration is no model's: \(reason)"))
      return nil
    }
  }
}
