import LayerCatalog
import Testing

/// What no training changes, by role alone, against the flags that live Keras gives its variables.
struct FixedRolesTests {
  @Test(arguments: ["keras-3.15.1", "tf_keras-2.21.0"])
  func asLiveKeras(_ table: String) throws {
    var fixed = 0
    for oracle in try OracleCase.table(table) where Self.isDecidedByRole(oracle) {
      for variable in oracle.variables ?? [] {
        #expect(
          variable.role.isFixed(in: oracle.className) == !variable.trainable,
          "\(oracle.className) \(variable.role.rawValue)")
        if !variable.trainable { fixed += 1 }
      }
    }
    #expect(fixed > 20)
  }

  /// Quantized layers and LoRA take variables out of training by their settings; a wrapper's variables are those of the
  /// layer inside.
  private static func isDecidedByRole(_ oracle: OracleCase) -> Bool {
    if oracle.settings["lora_rank"] != nil || oracle.settings["trainable"] == false { return false }
    if case .dictionary(let policy)? = oracle.settings["dtype"], policy["config"] != nil,
      case .string("DTypePolicy")? = policy["class_name"]
    {
      return oracle.settings["layer"] == nil
    }
    return oracle.settings["dtype"] == nil && oracle.settings["layer"] == nil
  }
}
