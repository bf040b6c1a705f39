import Containers
import KerasModels
import LayerCatalog
import Testing

@testable import Checks

/// Layers as `name: extents`, and the pairs that come of them.
struct LayerPairingTests {
  private static func model(
    _ layers: KeyValuePairs<String, [Int]>, order: LayerOrder.Source = .config, layout: Layout = .hdf5
  ) -> Model {
    Model(
      layout: layout,
      layers: layers.map { name, shape in
        let count = shape.reduce(1, *)
        return Layer(
          name: name, kind: Kind("Dense", from: .config),
          variables: [
            Variable(
              role: .kernel, roleSource: .config, name: "", address: name, shape: shape, type: .float32,
              dtype: "float32", parameters: count, storedValues: count, bytes: 4 * count,
              storage: VariableStorage(layout: .compact))
          ])
      }, order: LayerOrder(source: order))
  }

  /// Each pair as `before after evidence`, then what is left as `- name` and `+ name`.
  private static func words(
    _ before: Model, _ after: Model, contents: [(Int, Int)] = [], repeated: String? = nil
  ) -> [String] {
    /// Layers of the name that is repeated have the same values, all others have their own.
    func digests(_ model: Model, _ layers: [Int]) -> [Int: [String]] {
      Dictionary(
        uniqueKeysWithValues: layers.map { ($0, [model.layers[$0].name == repeated ? "same" : "\($0)"]) })
    }
    let pairing = LayerPairing(
      before, after,
      contents: LayerPairing.Contents { one, other in
        contents.filter { one.contains($0.0) && other.contains($0.1) }
      } digestsBefore: {
        digests(before, $0)
      } digestsAfter: {
        digests(after, $0)
      })
    return pairing.pairs.map {
      "\(before.layers[$0.before].name) \(after.layers[$0.after].name) \($0.by.rawValue)"
    }
      + pairing.removed.map { "- " + before.layers[$0].name }
      + pairing.added.map { "+ " + after.layers[$0].name }
  }

  @Test func byNameInWhateverOrder() {
    #expect(
      Self.words(
        Self.model(["block1": [3], "block10": [3], "block2": [3]], order: .none),
        Self.model(["block1": [3], "block2": [3], "block10": [3]])) == [
          "block1 block1 name", "block2 block2 name", "block10 block10 name",
        ])
  }

  /// The counters of Keras' automatic names go on within a session.
  @Test func bySequenceUnderOtherNames() {
    #expect(
      Self.words(
        Self.model(["dense": [3, 4], "dense_1": [4, 4], "dense_2": [4, 4]]),
        Self.model(["dense_1": [3, 4], "dense_2": [4, 4], "dense_3": [4, 4]])) == [
          "dense dense_1 position", "dense_1 dense_2 position", "dense_2 dense_3 position",
        ])
  }

  /// Where a legacy file has its trainable layers first: what is left of a shape, as many on both sides, is paired.
  @Test func byShapeWhereTheOrderIsAnother() {
    #expect(
      Self.words(
        Self.model(["late": [5], "late_1": [5], "a": [3, 4], "b": [4, 6], "c": [6, 2]]),
        Self.model(["x": [3, 4], "y": [4, 6], "z": [6, 2], "n": [5], "n_1": [5]])) == [
          "a x position", "b y position", "c z position", "late n shape", "late_1 n_1 shape",
        ])
    // Of three nobody could say which one has gone.
    #expect(
      Self.words(
        Self.model(["late": [5], "late_1": [5], "a": [3, 4], "b": [4, 6], "c": [6, 2]]),
        Self.model(["x": [3, 4], "y": [4, 6], "z": [6, 2], "n": [5], "n_1": [5], "n_2": [5]])) == [
          "a x position", "b y position", "c z position", "- late", "- late_1", "+ n", "+ n_1", "+ n_2",
        ])
  }

  @Test func aHeadWithOtherClassesKeepsItsName() {
    #expect(
      Self.words(
        Self.model(["stem": [3, 8], "predictions": [8, 1000]]),
        Self.model(["stem": [3, 8], "predictions": [8, 5]])
      ) == ["stem stem name", "predictions predictions name"])
  }

  @Test func layersAddedAndRemoved() {
    #expect(
      Self.words(
        Self.model(["stem": [3, 8], "top": [8, 1000]]),
        Self.model(["stem": [3, 8], "neck": [8, 4], "head": [4, 5]]))
        == ["stem stem name", "- top", "+ neck", "+ head"])
  }

  /// Order is asked before shape, content before both.
  @Test func byContentThenOrderThenShape() {
    let before = Self.model(["a": [2, 2], "b": [2, 2], "c": [5, 5], "d": [7]])
    let after = Self.model(["w": [7], "x": [2, 2], "y": [2, 2], "z": [5, 5], "v": [9]])
    #expect(
      Self.words(before, after) == [
        "d w shape", "a x position", "b y position", "c z position", "+ v",
      ])
    #expect(
      Self.words(before, after, contents: [(0, 2)]) == [
        "d w shape", "b x position", "a y content", "c z position", "+ v",
      ])
  }

  /// A legacy file stores a layer that two models inside it use twice; other layouts once.
  @Test func storedAgainByALegacyFile() {
    let once = Self.model(["shared": [6, 6], "first": [6, 6], "end": [6, 2]])
    let twice = Self.model(
      ["first": [6, 6], "shared": [6, 6], "shared": [6, 6], "end": [6, 2]], layout: .legacyWeights)
    #expect(
      Self.words(once, twice, repeated: "shared") == [
        "first first name", "shared shared name", "end end name",
      ])
    #expect(
      Self.words(twice, once, repeated: "shared") == [
        "shared shared name", "first first name", "end end name",
      ])
    // With other values it is another layer that has the same name.
    #expect(
      Self.words(once, twice) == ["first first name", "shared shared position", "end end name", "+ shared"])
  }

  /// One file is taken to share what had the same values; the other holds two layers.
  @Test func takenToBeShared() {
    var shares = Self.model(["a": [6, 6], "b": [6, 6], "end": [6, 2]], layout: .legacyModel)
    shares.layers[1].variables[0].sameAs = "a"
    shares.layers[1].variables[0].isStoredAgain = true
    let holdsTwo = Self.model(["a": [6, 6], "b": [6, 6], "end": [6, 2]])
    #expect(Self.words(shares, holdsTwo) == ["a a name", "b b name", "end end name"])
    #expect(Self.words(holdsTwo, shares) == ["a a name", "b b name", "end end name"])
    let renamed = Self.model(["x": [6, 6], "y": [6, 6], "end": [6, 2]])
    #expect(Self.words(shares, renamed) == ["a x position", "b y position", "end end name"])
  }

  /// Two layers of one name on both sides are two, even while their values are still the same.
  @Test func twoOfOneNameOnBothSides() {
    let layers: KeyValuePairs<String, [Int]> = ["fc": [6, 6], "fc": [6, 6], "end": [6, 2]]
    #expect(
      Self.words(Self.model(layers), Self.model(layers, layout: .legacyWeights), repeated: "fc") == [
        "fc fc position", "fc fc position", "end end name",
      ])
  }

  @Test func variablesByRoleThenShape() {
    func layer(_ variables: KeyValuePairs<VariableRole, [Int]>) -> Layer {
      Layer(
        name: "", kind: Kind("Dense", from: .config),
        variables: variables.map { role, shape in
          Variable(
            role: role, roleSource: .config, name: "", address: "", shape: shape, type: .float32,
            dtype: "float32",
            parameters: 1, storedValues: 1, bytes: 4, storage: VariableStorage(layout: .compact))
        })
    }
    func words(_ one: Layer, _ other: Layer) -> [String] {
      VariablePairing.pairs(one, other).map { pair in
        "\(pair.before.map(String.init) ?? "-") \(pair.after.map(String.init) ?? "-")"
      }
    }
    #expect(
      words(layer(["gamma": [4], "beta": [4]]), layer(["beta": [4], "gamma": [4]])) == ["0 1", "1 0"])
    #expect(
      words(layer(["unknown": [4], "unknown": [4]]), layer(["unknown": [4], "unknown": [4]])) == [
        "0 0", "1 1",
      ])
    #expect(words(layer(["kernel": [4, 5], "bias": [5]]), layer(["kernel": [4, 5]])) == ["0 0", "1 -"])
    #expect(words(layer(["kernel": [4, 5]]), layer(["kernel": [4, 3], "bias": [3]])) == ["0 0", "- 1"])
  }
}
