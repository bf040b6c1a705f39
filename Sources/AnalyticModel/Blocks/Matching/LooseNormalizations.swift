extension FoundBlock {
  /// Gives each normalization among some nodes to the first convolution of its width in front of it that has none: where
  /// branches are listed by depth, convolutions stand side by side and their normalizations behind them.
  ///
  /// - Returns: those that are left.
  mutating func takeLooseNormalizations(among nodes: Range<Int>, in network: Network) -> [Int] {
    var left: [Int] = []
    for node in nodes {
      guard let normalization = network.normalization(node) else { continue }
      let unit = units.firstIndex {
        $0.normalization == nil && $0.node < node
          && network.outputChannels(ofProjection: $0.node) == normalization.channels
      }
      if let unit {
        units[unit].normalization = node
      } else {
        left.append(node)
      }
    }
    return left
  }
}
