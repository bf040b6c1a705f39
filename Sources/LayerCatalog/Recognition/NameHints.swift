/// What the name of a layer says about its class. People name layers for what they are, but nobody has to.
struct NameHints {
  /// Classes with the factor by which the name speaks for each: four at most.
  let factors: [(className: String, factor: Double)]

  /// - Parameter name: a layer's name, `block_1_depthwise_BN`, or an attribute's.
  init(_ name: String?) {
    guard let name, !name.isEmpty else {
      factors = []
      return
    }
    // A name that Keras made itself is the class in snake case with a counter.
    if let automatic = LayerCatalog.className(ofGroup: name) ?? NameHints.keras1Class(name) {
      factors = [(automatic, 20)]
      return
    }
    // The last word that says something decides: `conv1_bn` is a BatchNormalization.
    let found = NameHints.lastWord(of: name)
    // The first of a word's classes is the likeliest.
    factors =
      found?.classes.enumerated().map { ($1, (found?.isLast == true ? 4 : 2.5) - 0.01 * Double($0)) } ?? []
  }

  func factor(of className: String) -> Double? {
    factors.first { $0.className == className }?.factor
  }

  /// The classes of the last word that has any, and whether it is the last of all. Words are small letters between
  /// everything else; a capital begins a word unless one stands before it.
  private static func lastWord(of name: String) -> (classes: [String], isLast: Bool)? {
    var copy = name
    return copy.withUTF8 { bytes in
      var isLast = true
      var end = bytes.count
      while end > 0 {
        guard isLetter(bytes[end - 1]) else {
          end -= 1
          continue
        }
        var start = end - 1
        while start > 0, isLetter(bytes[start - 1]),
          !(isCapital(bytes[start]) && !isCapital(bytes[start - 1]))
        {
          start -= 1
        }
        let word = String(unsafeUninitializedCapacity: end - start) { small in
          for position in start..<end { small[position - start] = bytes[position] | 0x20 }
          return end - start
        }
        if let classes = classes[word] { return (classes, isLast) }
        isLast = false
        end = start
      }
      return nil
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Names that Keras 1 made: the class in small letters with a counter (`batchnormalization_1`).
  private static func keras1Class(_ name: String) -> String? {
    keras1Classes[SnakeCase.withoutCounter(name)]
  }

  private static let keras1Classes: [String: String] = [
    "convolution1d": "Conv1D", "convolution2d": "Conv2D", "convolution3d": "Conv3D",
    "atrousconvolution2d": "Conv2D", "deconvolution2d": "Conv2DTranspose",
    "separableconvolution2d": "SeparableConv2D",
    "batchnormalization": "BatchNormalization", "maxpooling1d": "MaxPooling1D",
    "maxpooling2d": "MaxPooling2D",
    "averagepooling2d": "AveragePooling2D", "zeropadding2d": "ZeroPadding2D",
    "globalaveragepooling2d":
      "GlobalAveragePooling2D", "upsampling2d": "UpSampling2D", "simplernn": "SimpleRNN", "prelu": "PReLU",
    "timedistributed": "TimeDistributed", "input": "InputLayer", "repeatvector": "RepeatVector",
    "locallyconnected1d": "LocallyConnected1D", "locallyconnected2d": "LocallyConnected2D",
    "cu_dnnlstm": "CuDNNLSTM", "cu_dnngru": "CuDNNGRU",
  ]

  /// Words of layer names in Keras' applications and in common use.
  static let classes: [String: [String]] = {
    let convolutions = ["Conv1D", "Conv2D", "Conv3D"]
    let depthwise = ["DepthwiseConv1D", "DepthwiseConv2D"]
    let separable = ["SeparableConv1D", "SeparableConv2D"]
    let transposed = ["Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"]
    var classes: [String: [String]] = [:]
    for word in ["conv", "convolution", "expand", "project", "pointwise", "pw", "shortcut", "reduce"] {
      classes[word] = convolutions
    }
    for word in ["depthwise", "dw", "dwconv", "dconv"] { classes[word] = depthwise }
    for word in ["sepconv", "separable", "sep"] { classes[word] = separable }
    for word in ["deconv", "transpose", "upconv", "convtranspose"] { classes[word] = transposed }
    for word in ["bn", "batchnorm", "batchnormalization"] { classes[word] = ["BatchNormalization"] }
    for word in ["layernorm", "ln"] { classes[word] = ["LayerNormalization"] }
    for word in ["norm", "normalization"] {
      classes[word] = ["BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization"]
    }
    for word in ["groupnorm", "gn"] { classes[word] = ["GroupNormalization"] }
    for word in ["rmsnorm", "rms"] { classes[word] = ["RMSNormalization"] }
    for word in [
      "dense", "fc", "logits", "predictions", "prediction", "linear", "classifier", "output", "out", "head",
    ] {
      classes[word] = ["Dense"]
    }
    for word in ["embedding", "embeddings", "emb", "embed", "lookup"] { classes[word] = ["Embedding"] }
    for word in ["prelu"] { classes[word] = ["PReLU"] }
    for word in ["lstm", "bilstm"] { classes[word] = ["LSTM", "Bidirectional"] }
    for word in ["gru", "bigru"] { classes[word] = ["GRU", "Bidirectional"] }
    for word in ["rnn"] { classes[word] = ["SimpleRNN", "RNN"] }
    for word in ["attention", "attn", "mha"] {
      classes[word] = ["MultiHeadAttention", "GroupedQueryAttention"]
    }
    for word in ["scale", "layerscale"] { classes[word] = ["LayerScale"] }
    for word in ["relu", "lrelu"] { classes[word] = ["ReLU", "Activation", "LeakyReLU"] }
    for word in ["activation", "act", "swish", "sigmoid", "tanh"] { classes[word] = ["Activation"] }
    classes["softmax"] = ["Softmax", "Activation"]
    classes["add"] = ["Add"]
    for word in ["concat", "concatenate", "mixed"] { classes[word] = ["Concatenate"] }
    for word in ["pad", "padding"] { classes[word] = ["ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D"] }
    for word in ["pool", "maxpool"] { classes[word] = ["MaxPooling1D", "MaxPooling2D", "MaxPooling3D"] }
    for word in ["avgpool", "gap"] { classes[word] = ["GlobalAveragePooling2D", "AveragePooling2D"] }
    for word in ["drop", "dropout"] { classes[word] = ["Dropout"] }
    classes["flatten"] = ["Flatten"]
    classes["reshape"] = ["Reshape"]
    classes["input"] = ["InputLayer"]
    return classes
  }()
}
