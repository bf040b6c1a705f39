import Containers
import LayerCatalog
import Testing

@testable import KerasModels

/// Which layers the slots of an optimizer belong to.
struct SlotCandidatesTests {
  /// A layer whose variables have these shapes; `fixed` counts those at the end that nothing trains.
  private func layer(
    _ name: String, _ shapes: [[Int]], fixed: Int = 0, trainable: Bool? = nil, parent: Int? = nil,
    isModel: Bool = false
  ) -> Layer {
    var layer = Layer(parent: parent, name: name, kind: Kind("unknown", from: .shapes), isModel: isModel)
    layer.variables = shapes.enumerated().map { position, shape in
      let isFixed = position >= shapes.count - fixed
      return Variable(
        role: .unknown, roleSource: .shapes, name: String(position), address: "\(name)/\(position)",
        shape: shape, type: .float32, dtype: "float32", parameters: 0, storedValues: 0, bytes: 0,
        trainable: isFixed ? false : trainable, fixed: isFixed, storage: VariableStorage(layout: .unknown))
    }
    return layer
  }

  private func alignment(_ slots: [[Int]], _ layers: [Layer], of optimizer: String? = "SGD")
    -> SlotCandidates.Alignment
  {
    SlotCandidates(layers).alignment(of: slots, patterns: SlotPattern.patterns(of: optimizer))
  }

  private func dense(_ name: String, _ inputs: Int, _ units: Int, trainable: Bool? = nil) -> Layer {
    layer(name, [[inputs, units], [units]], trainable: trainable)
  }

  @Test func everythingThatCanBeTrained() {
    let layers = [dense("a", 4, 3), layer("bn", [[3], [3], [3], [3]], fixed: 2)]
    #expect(alignment([[4, 3], [3], [3], [3]], layers) == .found(["a/0", "a/1", "bn/0", "bn/1"]))
  }

  @Test func aFrozenLayerBetween() {
    let layers = [dense("a", 4, 3), dense("frozen", 3, 3), dense("b", 3, 2)]
    #expect(alignment([[4, 3], [3], [3, 2], [2]], layers) == .found(["a/0", "a/1", "b/0", "b/1"]))
  }

  @Test func oneOfTwoEqualLayers() {
    let layers = [dense("a", 3, 3), dense("b", 3, 3)]
    #expect(alignment([[3, 3], [3]], layers) == .ambiguous(allFrom: "b/0"))
  }

  @Test func twoOfFourEqualLayersThatAreNotTheLast() {
    let layers = [dense("a", 3, 3), dense("b", 3, 3), dense("c", 3, 2), dense("d", 3, 3)]
    #expect(alignment([[3, 3], [3], [3, 2], [2]], layers) == .ambiguous(allFrom: nil))
  }

  @Test func moreThanCanBeTried() {
    let layers = (0..<5000).map { dense("layer_\($0)", 3, 3) }
    #expect(alignment(Array(repeating: [[3, 3], [3]], count: 2500).flatMap { $0 }, layers) == .tooMany)
  }

  @Test func theFlagsOfTheConfigurationDecideAmongEqualLayers() {
    let layers = [dense("a", 3, 3, trainable: false), dense("b", 3, 3, trainable: true)]
    #expect(alignment([[3, 3], [3]], layers) == .found(["b/0", "b/1"]))
  }

  @Test func aLayerWithoutBiasIsNoBeginningOfAnother() {
    let layers = [layer("a", [[3, 3]]), dense("b", 3, 3)]
    #expect(alignment([[3, 3], [3]], layers) == .found(["b/0", "b/1"]))
  }

  @Test func slotsOfAnotherModel() {
    #expect(alignment([[7, 7], [7]], [dense("a", 3, 3)]) == .none)
  }

  @Test func aClassThatIsNotKnownIsFoundByItsPattern() {
    let layers = [dense("a", 4, 3), dense("b", 3, 2)]
    let slots = [[4, 3], [4, 3], [3], [3], [3, 2], [3, 2], [2], [2]]
    #expect(alignment(slots, layers, of: nil) == .found(["a/0", "a/1", "b/0", "b/1"]))
  }

  @Test func nadamEndsWithAScalar() {
    let slots = [[4, 3], [4, 3], [3], [3], []]
    #expect(alignment(slots, [dense("a", 4, 3)], of: "Nadam") == .found(["a/0", "a/1"]))
  }

  /// The parts of a composite layer are trained with it.
  @Test func compositeLayersAreTrainedAsAWhole() {
    let layers = [
      layer("attention", []), dense("query", 3, 3).inside(0), dense("key", 3, 3).inside(0),
      dense("head", 3, 3),
    ]
    #expect(alignment([[3, 3], [3]], layers) == .found(["head/0", "head/1"]))
  }
}

extension Layer {
  fileprivate func inside(_ parent: Int) -> Layer {
    var layer = self
    layer.parent = parent
    return layer
  }
}
