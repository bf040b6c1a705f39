import KerasModels
import LayerCatalog

/// What an identified architecture says of the layers of a model without a configuration.
///
/// Of a layer nothing is said where the architecture was fitted to that layer alone, or where so many other layers
/// deviate that it would not be recognised without this one.
struct ArchitectureExpectations {
  private let architecture: IdentifiedArchitecture
  /// For each of the model's layers its position in the graph.
  private var places: [Int?]
  /// Positions in the graph of layers that alone tell an argument, with what they tell.
  private var alone: [Int: String] = [:]
  private var deviating = 0
  private var isDeviating: [Bool]

  /// A layer that was changed, and the normalization behind it.
  private static let mostDeviating = 2

  init(_ architecture: IdentifiedArchitecture, of model: Model) {
    self.architecture = architecture
    places = architecture.positions
    isDeviating = [Bool](repeating: false, count: model.layers.count)
    placeReplaced(model)
    for (position, layer) in model.layers.enumerated() {
      guard let place = place(of: position) else { continue }
      let stored = layer.variables.filter { $0.sameAs == nil }.map(\.shape)
      isDeviating[position] = stored != architecture.graph.layers[place].variables.map(\.shape)
      if isDeviating[position] { deviating += 1 }
    }
    deviating += missingWithin(model)
    findAlone()
  }

  func expectation(of layer: Int) -> Expectation? {
    guard let place = place(of: layer), alone[place] == nil, isFirm(without: layer) else { return nil }
    let expected = architecture.graph.layers[place]
    return Expectation(expected.variables, source: .architecture, className: expected.className)
  }

  /// Why nothing is expected of a layer; `nil` for one that is not the architecture's.
  func reason(for layer: Int) -> String? {
    guard let place = place(of: layer) else { return nil }
    if let argument = alone[place] {
      return "\(argument) of \(architecture.name) is known from this layer alone"
    }
    return isFirm(without: layer)
      ? nil : "it deviates from \(architecture.name) in more places than this"
  }

  private func place(of layer: Int) -> Int? {
    guard places.indices.contains(layer) else { return nil }
    return places[layer]
  }

  private func isFirm(without layer: Int) -> Bool {
    deviating - (isDeviating[layer] ? 1 : 0) <= Self.mostDeviating
  }

  /// Layers of the architecture that are missing in front of others. What is cut off behind says nothing against it.
  private func missingWithin(_ model: Model) -> Int {
    let present = Set(places.compactMap { $0 })
    guard let last = present.max() else { return 0 }
    // Two layers that one group holds together have no place of their own.
    return architecture.graph.withVariables.count {
      $0 < last && !present.contains($0) && architecture.graph.layers[$0].container == nil
    }
  }

  /// A layer of another form (another kernel) stands between the two that should be around it.
  private mutating func placeReplaced(_ model: Model) {
    let expected = architecture.graph.withVariables
    let stored = model.layers.indices.filter {
      !model.layers[$0].variables.isEmpty && places.indices.contains($0)
    }
    var orderOfPlace: [Int: Int] = [:]
    for (order, place) in expected.enumerated() { orderOfPlace[place] = order }
    for (index, layer) in stored.enumerated() where places[layer] == nil {
      let before = index == 0 ? -1 : places[stored[index - 1]].flatMap { orderOfPlace[$0] }
      let after = index + 1 < stored.count ? places[stored[index + 1]].flatMap { orderOfPlace[$0] } : nil
      guard let before, let after, after == before + 2 else { continue }
      places[layer] = expected[before + 1]
    }
  }

  private mutating func findAlone() {
    let graph = architecture.graph
    if graph.arguments.includeTop, let last = graph.withVariables.last {
      alone[last] = "the number of classes"
    }
    // With a Normalization in front two layers tell the image's channels.
    if let first = graph.withVariables.first, graph.layers[first].className != "Normalization" {
      alone[first] = "the number of input channels"
    }
    for position in graph.withVariables where alone[position] == nil {
      guard graph.layers[position].className == "Dense", let input = graph.layers[position].inputs.first,
        graph.layers[input].className == "Flatten"
      else { continue }
      alone[position] = "the input size"
    }
  }
}
