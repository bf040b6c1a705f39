extension LayerCatalog {
  /// Settings under the names that Keras 2 and 3 give them, from a configuration that Keras 1 wrote; others are
  /// returned as they are.
  ///
  /// READ keras 1.2.2, `get_config` of each layer. `dim_ordering` stays beside `data_format`, because Theano's order
  /// of axes also turns kernels round, and `consume_less` stays, because it decides how an LSTM keeps its kernels.
  public static func modernSettings(_ settings: Settings, className: String) -> Settings {
    guard Keras1Settings.marks.contains(where: { settings[$0] != nil }) else { return settings }
    var modern = settings
    for (old, new) in Keras1Settings.renamed {
      guard let value = modern[old], modern[new] == nil else { continue }
      modern[old] = nil
      modern[new] = value
    }
    if className != "Embedding", let units = modern["output_dim"] {
      modern["output_dim"] = nil
      modern["units"] = units
    }
    for sides in Keras1Settings.kernelSides {
      let values = sides.compactMap { modern[$0] }
      guard values.count == sides.count else { continue }
      for side in sides { modern[side] = nil }
      modern["kernel_size"] = .list(values)
    }
    switch modern["dim_ordering"] {
    case "th": modern["data_format"] = "channels_first"
    case "tf": modern["data_format"] = "channels_last"
    default: break
    }
    if className.hasPrefix("ZeroPadding"), case .list(let widths)? = modern["padding"], widths.count == 4 {
      modern["padding"] = .list([.list(Array(widths[..<2])), .list(Array(widths[2...]))])
    }
    return modern
  }
}

/// The names of Keras 1.
enum Keras1Settings {
  /// Settings that only Keras 1 writes.
  static let marks = [
    "nb_filter", "border_mode", "dim_ordering", "output_dim", "init", "bias", "p", "pool_length",
    "consume_less",
    "gamma_init", "concat_axis",
  ]

  static let renamed = [
    ("nb_filter", "filters"), ("filter_length", "kernel_size"), ("subsample", "strides"),
    ("subsample_length", "strides"), ("border_mode", "padding"), ("bias", "use_bias"),
    ("atrous_rate", "dilation_rate"),
    ("p", "rate"), ("pool_length", "pool_size"), ("stride", "strides"), ("length", "size"),
  ]

  static let kernelSides = [["nb_row", "nb_col"], ["kernel_dim1", "kernel_dim2", "kernel_dim3"]]
}
