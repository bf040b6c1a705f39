import LayerCatalog
import Testing

@Suite("Operations against live Keras")
struct OperationTests {
  @Test("Output shapes of every case")
  func table() throws {
    let cases = try OperationCase.table("operations-3.15.1")
    #expect(cases.count > 80)
    for oracle in cases {
      let operation = try #require(LayerCatalog.operation(named: oracle.name), "\(oracle.line)")
      #expect(throws: Never.self, "\(oracle.line)") {
        let outputs = try operation.outputs(oracle.settings, arguments: oracle.arguments)
        #expect(outputs.map(\.extents) == oracle.outputs.map(\.extents), "\(oracle.line)")
      }
    }
  }

  @Test("What is not known in advance is said to be so")
  func refused() throws {
    let tensor: TensorShape = [nil, 6, 5]
    #expect(LayerCatalog.operation(named: "WhileLoop") == nil)
    let getItem = try #require(LayerCatalog.operation(named: "GetItem"))
    #expect(throws: PredictionFailure.self) {
      try getItem.outputs([:], arguments: [.tensor(tensor), .tensor([nil])])
    }
    let add = try #require(LayerCatalog.operation(named: "Add"))
    #expect(throws: PredictionFailure.self) {
      try add.outputs([:], arguments: [.tensor(tensor), .tensor([nil, 4, 5])])
    }
    let mean = try #require(LayerCatalog.operation(named: "Mean"))
    #expect(throws: PredictionFailure.setting(name: "axis")) {
      try mean.outputs(["axis": 3], arguments: [.tensor(tensor)])
    }
  }
}
