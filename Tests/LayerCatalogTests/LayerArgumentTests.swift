import LayerCatalog
import Testing

@Suite("Arguments of layers")
struct LayerArgumentTests {
  /// Settings that say how a layer is stored, or that enter neither variables nor shapes.
  static let without: Set<String> = [
    "dtype", "quantization_config", "gptq_unpacked_column_size", "mask_zero", "synchronized",
    "renorm_clipping",
    "renorm_momentum", "invert", "variance", "power_iterations", "unit_forget_bias", "attention_axes",
    "sliding_window", "window", "periodic", "scaling", "reverse_dtype", "logit_soft_cap", "implementation",
    "return_state", "time_major",
  ]

  /// The settings with which live Keras made the table are those that a user may give, and no others.
  @Test("Every setting of a layer with variables that shapes depend on is an argument")
  func complete() throws {
    var seen: [String: Set<String>] = [:]
    for row in try OracleCase.table("keras-3.15.1") where row.variables?.isEmpty == false {
      seen[row.className, default: []].formUnion(row.settings.keys)
    }
    #expect(seen.count > 30)
    for (className, settings) in seen {
      let definition = try #require(LayerCatalog.definition(named: className))
      let known = Set(definition.arguments.map(\.name))
      #expect(settings.subtracting(Self.without).subtracting(known).isEmpty, "\(className)")
      #expect(
        known.subtracting(settings).subtracting(["lora_rank", "renorm", "value_dim", "backward_layer"])
          .isEmpty, "\(className)")
    }
  }

  /// An argument that is said to be needed is missed by name, and no other is.
  @Test("Needed arguments", arguments: LayerCatalog.definitions.map(\.className))
  func needed(className: String) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    guard let example = definition.example else { return }
    for argument in definition.arguments {
      var settings = example.settings
      settings[argument.name] = nil
      let isMissed: Bool
      do {
        _ = try definition.variables(settings, inputs: example.inputs)
        _ = try definition.outputs(settings, inputs: example.inputs)
        isMissed = false
      } catch PredictionFailure.setting(let name) {
        isMissed = name == argument.name
      } catch {
        isMissed = false
      }
      #expect(isMissed == argument.isRequired, "\(argument.name)")
    }
  }
}
