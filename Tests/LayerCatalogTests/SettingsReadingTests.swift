import LayerCatalog
import Testing

@Suite("Settings as Keras reads them")
struct SettingsReadingTests {
  let settings: Settings = [
    "filters": 32, "units": 3.0, "kernel_size": [3, 5], "strides": 2, "pool_size": nil, "use_bias": false,
    "padding": "same", "bad": "wide", "negative": -1, "huge": 9_223_372_036_854_775_807, "fraction": 1.5,
    "axis": [-1, 1], "twice": [1, -3],
  ]

  @Test func integers() throws {
    #expect(try settings.integer("filters") == 32)
    #expect(try settings.integer("units") == 3)
    #expect(try settings.integer("groups", default: 1) == 1)
    #expect(try settings.optionalInteger("pool_size") == nil)
  }

  @Test("One number stands for all axes")
  func integersPerAxis() throws {
    #expect(try settings.integers("kernel_size", rank: 2) == [3, 5])
    #expect(try settings.integers("strides", rank: 3) == [2, 2, 2])
    #expect(try settings.integers("dilation_rate", rank: 2, default: 1) == [1, 1])
  }

  @Test func flagsAndWords() throws {
    #expect(try settings.bool("use_bias", default: true) == false)
    #expect(try settings.bool("scale", default: true) == true)
    #expect(try settings.string("padding") == "same")
    #expect(try settings.string("data_format", default: "channels_last") == "channels_last")
  }

  @Test func axesFromTheEnd() throws {
    #expect(try settings.axes("axis", rank: 4, default: [-1]) == [3, 1])
    #expect(try settings.axes("missing", rank: 4, default: [-1]) == [3])
  }

  @Test(
    "What Keras would not take is refused by name",
    arguments: ["bad", "negative", "huge", "fraction", "missing"])
  func refused(key: String) {
    #expect(throws: PredictionFailure.setting(name: key)) { try settings.integer(key) }
  }

  @Test func otherRefusals() {
    #expect(throws: PredictionFailure.setting(name: "kernel_size")) {
      try settings.integers("kernel_size", rank: 3)
    }
    #expect(throws: PredictionFailure.setting(name: "padding")) {
      try settings.bool("padding", default: true)
    }
    #expect(throws: PredictionFailure.setting(name: "filters")) { try settings.string("filters") }
    #expect(throws: PredictionFailure.setting(name: "twice")) {
      try settings.axes("twice", rank: 4, default: [-1])
    }
    #expect(throws: PredictionFailure.setting(name: "axis")) {
      try settings.axes("axis", rank: 1, default: [-1])
    }
  }
}
