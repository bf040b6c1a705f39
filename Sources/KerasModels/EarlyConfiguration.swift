import Containers
import LayerCatalog

/// A configuration that was understood while the weights were still being read.
public struct EarlyConfiguration: Sendable {
  /// `nil` where nothing came, or what came is no model's configuration: reading the model then says so.
  public private(set) var graph: ConfigurationGraph?

  public init() {}

  /// Takes a part. Returns whether it is a configuration that was understood; others change nothing.
  public mutating func take(_ part: EarlyPart, limits: Limits) -> Bool {
    let value: JSONValue
    switch part {
    case .begun:
      LayerCatalog.prepare()
      return false
    case .rootIsTold: return false
    case .configuration(let document): value = document
    case .rootAttribute(let attribute):
      guard attribute.name == LegacyModelLayout.configurationName, let text = attribute.string,
        let document = try? JSONReader.read(text, limits: limits)
      else { return false }
      value = document
    }
    guard let graph = try? ConfigurationParser.graph(from: value) else { return false }
    self.graph = graph
    return true
  }
}
