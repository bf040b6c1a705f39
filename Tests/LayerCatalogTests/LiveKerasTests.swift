import LayerCatalog
import Testing

@Suite("Definitions against live Keras")
struct LiveKerasTests {
  @Test("Variables and output shapes of every case", arguments: ["keras-3.15.1", "tf_keras-2.21.0"])
  func table(name: String) throws {
    let cases = try OracleCase.table(name)
    #expect(cases.count > 300)
    for oracle in cases {
      let definition = try #require(LayerCatalog.definition(named: oracle.className), "\(oracle.className)")
      if let expected = oracle.variables {
        #expect(throws: Never.self, "\(oracle)") {
          let variables = try definition.variables(oracle.settings, inputs: oracle.inputs).all
          // The wrapper's vector stands among the wrapped layer's variables.
          let isWrapper = oracle.className == "SpectralNormalization"
          let lines = [variables, expected].map { $0.map { Line($0) } }
            .map { isWrapper ? $0.sorted { $0.description < $1.description } : $0 }
          #expect(lines[0] == lines[1], "\(oracle)")
        }
      }
      guard let expected = oracle.outputs else {
        #expect(throws: PredictionFailure.self, "\(oracle)") {
          _ = try definition.variables(oracle.settings, inputs: oracle.inputs)
          return try definition.outputs(oracle.settings, inputs: oracle.inputs)
        }
        continue
      }
      #expect(throws: Never.self, "\(oracle)") {
        let outputs = try definition.outputs(oracle.settings, inputs: oracle.inputs)
        #expect(outputs.count == expected.count, "\(oracle)")
        for (output, expected) in zip(outputs, expected) {
          // Keras 3 leaves open some extents that Keras 2 takes from the inputs, as we do.
          let mayKnowMore = ["EinsumDense", "Add"].contains(oracle.className)
          let known = zip(output.extents, expected.extents).map { mayKnowMore ? $1 ?? $0 : $1 }
          #expect(output.rank == expected.rank && output.extents == known, "\(oracle)")
        }
      }
    }
  }

  /// What a table's line says of a variable.
  struct Line: Equatable, CustomStringConvertible {
    let description: String

    init(_ variable: VariableSpecification) {
      let extents = variable.shape.map(String.init).joined(separator: ",")
      description = "\(variable.role.rawValue)(\(extents))\(variable.trainable ? "" : "!")"
    }
  }
}
