import LayerCatalog

/// What the bottlenecks of ResNet and of ResNet v2 have in common: 1 x 1 to a narrow part, 3 x 3 in it, 1 x 1 back.
protocol NarrowedBlockTopic: PlannedBlockTopic {}

extension NarrowedBlockTopic {
  var symbols: [LayerExplanation.Symbol] {
    [
      .init("c", "channels in"), .init("f", "filters of the narrow part"), .init("o", "channels out"),
      .init("k", "side of the middle kernel"),
    ]
  }

  /// Four times the narrow part's channels go out unless options say otherwise (He et al., 2015).
  func completeOutput(_ settings: inout Settings) throws(PredictionFailure) {
    guard settings["out"] == nil else { return }
    settings["out"] = .integer(try settings.integer("filters").multiplied(by: 4, "filters"))
  }

  func step(named unit: String) -> String {
    ["1": "reduce", "2": "convolve", "3": "restore"][unit] ?? unit
  }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    guard let filters = block.expand, var options = block.options("in", "out", "kernel", "stride") else {
      return nil
    }
    options["filters"] = .integer(filters)
    options["shortcut"] = block.shortcutOption
    return options
  }
}
