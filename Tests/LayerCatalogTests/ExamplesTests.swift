import LayerCatalog
import Testing

@Suite("The worked example of every definition")
struct ExamplesTests {
  @Test("The definition computes what live Keras gave", arguments: LayerCatalog.definitions.map(\.className))
  func example(className: String) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    guard let example = definition.example else { return }
    let variables = try definition.variables(example.settings, inputs: example.inputs)
    #expect(variables.all == example.variables)
    #expect(variables.all.reduce(0) { $0 + $1.count } == example.parameters)
    #expect(try definition.outputs(example.settings, inputs: example.inputs) == example.outputs)
  }

  @Test("Every variable of the example is explained", arguments: LayerCatalog.definitions.map(\.className))
  func explanation(className: String) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    let explained = Set(definition.explanation.variables.map(\.role))
    #expect(definition.example?.variables.allSatisfy { explained.contains($0.role) } ?? true)
    #expect(definition.explanation.purpose.hasSuffix("."))
  }
}
