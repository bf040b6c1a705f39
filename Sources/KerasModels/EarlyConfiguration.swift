import Containers
import LayerCatalog

/// A configuration that was understood while the weights were still being read.
public struct EarlyConfiguration: Sendable {
  /// `nil` where nothing came, or what came is no model's configuration: reading the model then says so.
  public private(set) var graph: ConfigurationGraph?

  public init() {}

  /// Takes a part; parts that are no configuration change nothing.
  public mutating func take(_ part: EarlyPart, limits: Limits) {
    switch part {
    case .begun: LayerCatalog.prepare()
    case .configuration(let value): graph = try? ConfigurationParser.graph(from: value)
    case .rootAttribute(let attribute):
      guard attribute.name == LegacyModelLayout.configurationName, let text = attribute.string,
        let value = try? JSONReader.read(text, limits: limits)
      else { return }
      graph = try? ConfigurationParser.graph(from: value)
    }
  }
}
