import Containers

extension StoredType {
  /// Keras' name of the type: `float32`, `int8`, `bfloat16`, `bool`.
  ///
  /// Keras stores bfloat16 as two opaque bytes; legacy files say no more than that (Keras 3.15.1, tf_keras 2.21).
  var kerasName: String {
    switch `class` {
    case .float(exponentBits: 8, mantissaBits: 7): "bfloat16"
    case .float(exponentBits: 4, mantissaBits: 3): "float8_e4m3fn"
    case .float(exponentBits: 5, mantissaBits: 2): "float8_e5m2"
    case .float: "float\(size * 8)"
    case .integer(let isSigned): (isSigned ? "int" : "uint") + "\(size * 8)"
    case .enumeration: size == 1 ? "bool" : "enum\(size * 8)"
    case .opaque: size == 2 ? "bfloat16" : "opaque\(size * 8)"
    case .string: "string"
    case .other(let name): name
    }
  }

  /// Keras stores bfloat16 as two opaque bytes.
  var isFloatingPoint: Bool {
    switch `class` {
    case .float: true
    case .opaque: size <= 2
    default: false
    }
  }

  var isInteger: Bool {
    if case .integer = `class` { true } else { false }
  }
}

extension StoredDataset {
  /// The type that Keras gave the values: as the dataset's `dtype` attribute names it, else by the stored type.
  var kerasType: String {
    if case .string(let name)? = attribute("dtype")?.value { return name }
    return type.kerasName
  }

  /// Values in the dataset: the product of the extents, 1 for a scalar, `Int.max` beyond that.
  var count: Int {
    shape.reduce(1) { product, extent in
      let (result, overflow) = product.multipliedReportingOverflow(by: extent)
      return overflow ? .max : result
    }
  }
}
