import Containers
import LayerCatalog

/// Says why a file holds another number of values than Keras counts parameters.
enum CountNotes {
  static func notes(on layers: [Layer]) -> [Note] {
    [storedTwice(layers), merged(layers), packed(layers)].compactMap { $0 }
  }

  /// Variables of one object that lie in the file more than once.
  private static func storedTwice(_ layers: [Layer]) -> Note? {
    var values = 0
    var first: Variable?
    for layer in layers {
      for variable in layer.variables where variable.isStoredAgain {
        values &+= variable.storedValues
        first = first ?? variable
      }
    }
    guard let first, let original = first.sameAs else { return nil }
    return Note(
      code: "stored-twice",
      message: "\(values) stored values repeat variables that Keras counts once: this one is \(original)",
      place: first.address)
  }

  /// Keras 3 adds LoRA's factors to the kernel when it saves `.keras` and `.weights.h5`, and keeps the rank in the
  /// configuration, so that the model in memory had more parameters than the file (measured with 3.15.1).
  private static func merged(_ layers: [Layer]) -> Note? {
    var parameters = 0
    var first: Layer?
    for layer in layers {
      guard case .integer(let rank)? = layer.settings["lora_rank"], rank > 0,
        !layer.variables.contains(where: { $0.role.rawValue.hasPrefix("lora_") }),
        let kernel = layer.variables.first(where: { $0.role == .kernel || $0.role == .embeddings }),
        let factors = factors(of: kernel.shape, rank: rank)
      else { continue }
      parameters &+= factors
      first = first ?? layer
    }
    guard let first else { return nil }
    return Note(
      code: "lora-merged",
      message:
        "LoRA was merged into the kernel when the model was saved: the model in memory had \(parameters) "
        + "parameters more",
      place: first.address)
  }

  /// Kernels of four bits are stored two values to a byte, and Keras counts the bytes (measured with 3.15.1).
  private static func packed(_ layers: [Layer]) -> Note? {
    var bytes = 0
    var first: Layer?
    for layer in layers where FixedVariables.quantizationMode(layer.settings) == "int4" {
      for variable in layer.variables where variable.type == .int8 && variable.role == .kernel {
        bytes &+= variable.parameters
        first = first ?? layer
      }
    }
    guard let first else { return nil }
    return Note(
      code: "int4-packed",
      message:
        "kernels of four bits lie two values to a byte: Keras counts their \(bytes) bytes as parameters",
      place: first.address)
  }

  /// LoRA's factors have the kernel's shape with the rank for its last extent, and the rank by its last extent
  /// (Keras 3.15.1, `enable_lora`); `nil` beyond what can be counted.
  private static func factors(of shape: [Int], rank: Int) -> Int? {
    guard let last = shape.last else { return nil }
    var sum = 1
    for extent in shape.dropLast() {
      let (product, overflow) = sum.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      sum = product
    }
    let (extents, overflow) = sum.addingReportingOverflow(last)
    if overflow { return nil }
    let (count, tooLarge) = extents.multipliedReportingOverflow(by: rank)
    return tooLarge ? nil : count
  }
}
