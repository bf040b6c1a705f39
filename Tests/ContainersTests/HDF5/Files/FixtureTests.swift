import Foundation
import Testing

@testable import Containers

/// Files of Keras and h5py, read to the end and held against what h5py says of them.
struct FixtureTests {
  /// What h5py lists of each file: `Fixtures/h5py-listing.txt`.
  static func expected(_ name: String) throws -> [Substring] {
    let text = try String(contentsOf: Fixture.url("h5py-listing.txt"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let start = try #require(lines.firstIndex(of: "== \(name)"))
    let listing = lines[(start + 1)...].prefix { !$0.hasPrefix("== ") }
    // h5py has no opinion on a shape of 2^80 values.
    return listing.map { $0.hasPrefix("/huge ") ? "/huge unreadable" : $0 }
  }

  @Test(arguments: Fixture.names) func everythingIsAsH5pySaysIt(_ name: String) throws {
    let tree = try Fixture.tree(name)
    #expect(Listing.lines(of: tree.root) == (try Self.expected(name).map(String.init)))
    #expect(tree.bytes == UInt64(try Fixture.bytes(name).count))
    #expect(
      Set(tree.notes.filter { $0.code != "user-block" }.map(\.place))
        == (["links.h5": ["/edited"], "types.h5": ["/huge"]][name] ?? []))
    #expect(tree.notes.contains { $0.code == "user-block" } == (name == "user-block.weights.h5"))
  }

  @Test func attributesOfKeras3() throws {
    let tree = try Fixture.tree("keras3.weights.h5")
    let names = try ["input_layer", "conv2d", "re_lu", "depthwise_conv2d", "re_lu_1", "conv2d_1"].map {
      name in
      try #require(tree.root.group(at: ["layers", name, "vars"])).attributes
    }
    #expect(
      names
        == [
          "image", "block_expand", "block_expand_relu", "block_depthwise", "block_depthwise_relu",
          "block_project",
        ].map { [StoredAttribute("name", .string($0))] })
  }

  @Test func attributesOfALegacyModel() throws {
    let tree = try Fixture.tree("legacy-model.h5")
    #expect(tree.root.attribute("keras_version")?.value == .string("2.21.0"))
    #expect(tree.root.attribute("backend")?.value == .string("tensorflow"))
    guard case .string(let configuration)? = tree.root.attribute("model_config")?.value else {
      Issue.record("no configuration")
      return
    }
    #expect(configuration.utf8.count == 3169)
    #expect(configuration.hasPrefix(#"{"class_name": "Functional", "config": {"name": "bottleneck""#))
    let weights = try #require(tree.root.group("model_weights"))
    #expect(
      weights.attribute("layer_names")?.value
        == .strings([
          "image", "block_expand", "block_expand_relu", "block_depthwise", "block_depthwise_relu",
          "block_project",
        ]))
    #expect(weights.group("image")?.attribute("weight_names")?.value == .empty)
    #expect(
      weights.group("block_project")?.attribute("weight_names")?.value
        == .strings(["block_project/kernel:0", "block_project/bias:0"]))
  }

  /// Made by `make_fixtures.py`, one of each form.
  @Test func attributesOfEveryType() throws {
    let group = try #require(try Fixture.tree("types.h5").root.group("attributes"))
    let values = Dictionary(uniqueKeysWithValues: group.attributes.map { ($0.name, $0.value) })
    #expect(
      values == [
        "string": .string("text"), "fixed": .string("padded"), "strings": .strings(["one", "two"]),
        "one_string": .strings(["one"]), "fixed_strings": .strings(["kernel", "bias"]),
        "integer": .integers([-5]), "integers": .integers([1, -2]), "unsigned": .integers([255]),
        "too_large": .other("64-bit unsigned integer"), "bool": .integers([1]),
        "numbers": .numbers([1.5, -2.25]), "half": .numbers([0.5, .infinity, 0x1p-24]),
        "big_endian": .numbers([1]), "empty_list": .empty, "empty_strings": .empty, "nothing": .empty,
        "complex": .other("compound"), "reference": .other("reference"),
      ])
  }

  @Test func filtersAndTheirParameters() throws {
    let dataset = try #require(try Fixture.tree("types.h5").root.dataset("filtered"))
    #expect(
      dataset.storage
        == .chunked(
          shape: [1024],
          filters: [
            StorageFilter(identifier: 2, parameters: [4]), StorageFilter(identifier: 1, parameters: [4]),
            StorageFilter(identifier: 3),
          ]))
  }

  @Test func theOrderOfCreationInHeaps() throws {
    let keras = try Fixture.tree("keras3.weights.h5")
    #expect(
      keras.root.group("layers")?.heapOrder == [
        "input_layer", "conv2d", "re_lu", "depthwise_conv2d", "re_lu_1", "conv2d_1",
      ])
    #expect(keras.root.group("layers")?.linkStorage == .symbolTable)
    // One link: there is no order to be had.
    #expect(keras.root.group(at: ["layers", "conv2d"])?.heapOrder == nil)
    // h5py copied this one in the order of names.
    let copied = try Fixture.tree("user-block.weights.h5")
    #expect(
      copied.root.group("layers")?.heapOrder == [
        "conv2d", "conv2d_1", "depthwise_conv2d", "input_layer", "re_lu", "re_lu_1",
      ])
  }

  @Test func newStyleGroupsHaveNoHeap() throws {
    let latest = try #require(try Fixture.tree("libver-latest.weights.h5").root.group("layers"))
    #expect(latest.heapOrder == nil)
    #expect(latest.linkStorage == .newStyle(tracksCreationOrder: false))
    #expect(latest.links.allSatisfy { $0.creationOrder == nil })
  }

  @Test func theOrderThatAGroupTracks() throws {
    let layers = try #require(try Fixture.tree("creation-order-tracked.weights.h5").root.group("layers"))
    #expect(layers.linkStorage == .newStyle(tracksCreationOrder: true))
    let order = layers.links.sorted { $0.creationOrder ?? .max < $1.creationOrder ?? .max }
    #expect(
      order.map(\.name) == [
        "conv2d", "batch_normalization", "depthwise_conv2d", "batch_normalization_1", "conv2d_1",
        "batch_normalization_2", "input_layer", "re_lu", "re_lu_1",
      ])
    #expect(order.map(\.creationOrder) == [0, 1, 2, 3, 4, 5, 6, 7, 8])
  }

  /// A name that is no ASCII turns a group into a new-style one.
  @Test func aNameInUTF8() throws {
    let ordered = try #require(try Fixture.tree("links.h5").root.group("ordered"))
    #expect(ordered.links.map(\.name) == ["10", "2", "alpha", "mu", "zeta", "ü"])
    #expect(ordered.linkStorage == .newStyle(tracksCreationOrder: false))
  }

  @Test func aDeletedLinkIsNoticed() throws {
    let tree = try Fixture.tree("links.h5")
    #expect(tree.root.group("edited")?.heapOrder == ["b", "c", "d"])
    #expect(tree.notes.map(\.code) == ["heap-edited"])
    #expect(tree.notes.first?.place == "/edited")
  }

  /// The HDF5 file as a member of an archive: a range of another file.
  @Test func aRangeOfAFile() throws {
    for name in Fixture.names {
      let bytes = try Fixture.bytes(name)
      let padding = Array(repeating: UInt8(0x55), count: 12_345)
      let whole = try temporaryFile(padding + bytes + padding)
      let member = ByteSource(file: whole.file, base: 12_345, length: UInt64(bytes.count))
      let tree = try HDF5Reader.read(member, member: "model.weights.h5")
      #expect(tree.member == "model.weights.h5")
      #expect(tree.root == (try Fixture.tree(name).root))
    }
  }

  @Test func theLimitOfObjects() throws {
    var limits = Limits()
    limits.objects = 6
    let tree = try HDF5Reader.read(try Fixture.source("legacy-model.h5"), limits: limits)
    #expect(tree.notes.map(\.code) == ["limit-objects"])
    #expect(tree.notes.first?.message == "more than 6 groups and datasets (--max-objects raises the limit)")
    // What was told before stands, attributes that come last included.
    #expect(Listing.lines(of: tree.root) == (try Self.expected("legacy-model.h5").prefix(5).map(String.init)))
    #expect(tree.root.attribute("keras_version")?.value == .string("2.21.0"))
    limits.objects = 0
    #expect(throws: ContainerError.limit(name: "objects", value: 0, option: "--max-objects", place: nil)) {
      try HDF5Reader.read(try Fixture.source("legacy-model.h5"), limits: limits)
    }
  }
}
