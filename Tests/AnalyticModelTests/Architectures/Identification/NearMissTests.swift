import KerasModels
import Testing

@testable import AnalyticModel

@Suite("Networks that are nearly an architecture")
struct NearMissTests {
  private static func half() throws -> [[[Int]]] {
    try StoredModels.shapes("MobileNetV2") {
      $0.own["alpha"] = 0.5
      $0.includeTop = false
    }
  }

  private func identified(_ shapes: [[[Int]]]) -> IdentifiedArchitecture? {
    ArchitectureIdentifier.identify(StoredModels.model(shapes))
  }

  @Test("other channels are told in the user's words")
  func channels() throws {
    // Alpha 0.5, but with 48 channels in the blocks that have 32.
    let outputs = [8, 16, 16, 16, 16, 16] + [48, 48, 48, 48] + [48, 48, 48, 80, 80, 80, 160]
    let shapes = StoredModels.invertedBottlenecks(stem: 16, outputs: outputs, last: 1280)
    let found = try #require(identified(shapes))
    #expect(found.match == .deviates)
    #expect(found.name == "MobileNetV2")
    #expect(found.variant["alpha"] == 0.5)
    #expect(found.ranges.isEmpty)
    #expect(
      found.deviations == [6, 7, 8, 9].map { "block_\($0) has 48 channels where alpha 0.5 has 32" })
  }

  @Test(
    "with any one layer altered it stays the architecture that the others are",
    arguments: [
      ("MobileNetV2", 0.5), ("MobileNetV2", 0.6), ("MobileNet", 0.33), ("EfficientNetB0", nil),
      ("ResNet50", nil),
    ] as [(String, Double?)])
  func altered(_ name: String, _ alpha: Double?) throws {
    let change: (inout ArchitectureArguments) -> Void = { arguments in
      if let alpha { arguments.own["alpha"] = .number(alpha) }
    }
    let graph = try StoredModels.graph(name, change)
    let shapes = try StoredModels.shapes(name, change)
    let names = graph.withVariables.map { graph.layers[$0].name }
    // The first layer alone tells the input channels, the last the classes.
    for place in stride(from: 1, to: shapes.count - 1, by: 7) {
      var altered = shapes
      let axis = altered[place][0].count - 1
      if altered[place][0].indices.contains(axis) { altered[place][0][axis] += 8 }
      let found = try #require(identified(altered), "\(names[place])")
      #expect(found.match == .deviates, "\(names[place])")
      #expect(found.name == name, "\(names[place])")
      if let alpha {
        // Any value of the interval is right; the channels are the same.
        #expect(
          found.graph.layers.map(\.outputShape) == graph.layers.map(\.outputShape), "\(alpha) \(names[place])"
        )
      }
      #expect(found.layer(of: place)?.name == names[place])
      #expect(found.deviations.count == 1, "\(names[place]): \(found.deviations)")
    }
  }

  @Test("the generator of this test makes what Keras makes")
  func control() throws {
    let outputs = [8, 16, 16, 16, 16, 16, 32, 32, 32, 32, 48, 48, 48, 80, 80, 80, 160]
    #expect(StoredModels.invertedBottlenecks(stem: 16, outputs: outputs, last: 1280) == (try Self.half()))
  }

  /// What is done to the layers of MobileNetV2 at alpha 0.5, and what is said of it.
  struct Change: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var deviations: [String]
    var apply: @Sendable (inout [[[Int]]]) -> Void

    init(
      _ description: String, _ deviations: [String], _ apply: @escaping @Sendable (inout [[[Int]]]) -> Void
    ) {
      testDescription = description
      self.deviations = deviations
      self.apply = apply
    }
  }

  static let changes = [
    Change("a bias", ["block_1_expand has a bias"]) { $0[6].append([48]) },
    Change("no scale", ["block_1_expand_BN has no moving_variance"]) { $0[7].removeLast() },
    Change("another kernel", ["block_3_depthwise is 5 x 5 x 96 x 1 instead of 3 x 3 x 96 x 1"]) {
      $0[20] = [[5, 5, 96, 1]]
    },
    Change("a block less", ["block_5 is missing"]) { $0.removeSubrange(30..<36) },
    Change(
      "a block too many",
      ["\((36...39).map(StoredModels.name).joined(separator: ", ")) and 2 more are no part of MobileNetV2"]
    ) {
      $0.insert(contentsOf: Array($0[30..<36]), at: 36)
    },
    Change("cut", ["it ends behind block_15_project_BN: the last 8 of 104 layers with variables are missing"])
    {
      $0.removeLast(8)
    },
    // Where networks are cut to take features out of them.
    Change(
      "cut in the middle",
      ["it ends behind block_13_expand_BN: the last 24 of 104 layers with variables are missing"]
    ) {
      $0.removeLast(24)
    },
    Change("a normalization for another width", ["block_3_depthwise_BN: gamma is 200 instead of 96"]) {
      $0[21][0] = [200]
    },
    Change("another order", []) { $0.swapAt(24, 26) },
    Change("one layer more inside", []) { $0.insert([[1, 1, 16, 16]], at: 24) },
  ]

  @Test("never exact", arguments: changes)
  func change(_ change: Change) throws {
    var shapes = try Self.half()
    change.apply(&shapes)
    let found = try #require(identified(shapes))
    #expect(found.match == .deviates)
    #expect(found.name == "MobileNetV2")
    if !change.deviations.isEmpty {
      #expect(found.deviations == change.deviations)
    }
    #expect(!found.deviations.isEmpty)
  }

  @Test("squeeze-and-excite reduced to a quarter of the expanded channels instead of the block's input")
  func squeezed() throws {
    var shapes = try StoredModels.shapes("EfficientNetB0") { $0.includeTop = false }
    shapes[13] = [[1, 1, 96, 24], [24]]
    shapes[14] = [[1, 1, 24, 96], [96]]
    let found = identified(shapes)
    #expect(found?.match == .deviates)
    #expect(found?.deviations.first == "block2a_se_reduce has 24 channels where EfficientNetB0 has 4")
  }

  @Test(
    "small networks that begin alike stay unknown",
    arguments: [
      // VGG's first stages and a head.
      [
        [[3, 3, 3, 64], [64]], [[3, 3, 64, 64], [64]], [[3, 3, 64, 128], [128]], [[3, 3, 128, 128], [128]],
        [[3, 3, 128, 256], [256]], [[4096, 10], [10]],
      ],
      // A block of MobileNetV2's form.
      Array(StoredModels.invertedBottlenecks(stem: 16, outputs: [8, 8, 16], last: 64)),
      // One dense layer; nothing.
      [[[10, 3], [3]]], [],
    ])
  func unknown(_ shapes: [[[Int]]]) {
    #expect(identified(shapes) == nil)
  }
}
