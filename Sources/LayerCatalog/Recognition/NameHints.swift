/// What the name of a layer says about its class. People name layers for what they are, but nobody has to.
struct NameHints {
  /// Classes with the factor by which the name speaks for each.
  let factors: [String: Double]

  /// - Parameter name: a layer's name, `block_1_depthwise_BN`, or an attribute's.
  init(_ name: String?) {
    guard let name, !name.isEmpty else {
      factors = [:]
      return
    }
    var factors: [String: Double] = [:]
    // A name that Keras made itself is the class in snake case with a counter.
    if let automatic = LayerCatalog.className(ofGroup: name) ?? NameHints.keras1Class(name) {
      self.factors = [automatic: 20]
      return
    }
    let words = NameHints.words(of: name)
    // The last word that says something decides: `conv1_bn` is a BatchNormalization.
    for (position, word) in words.enumerated().reversed() {
      guard let classes = NameHints.classes[word] else { continue }
      let factor = position == words.count - 1 ? 4.0 : 2.5
      // The first of a word's classes is the likeliest.
      for (rank, name) in classes.enumerated() { factors[name] = factor - 0.01 * Double(rank) }
      break
    }
    self.factors = factors
  }

  /// Small letters between everything else; a capital begins a word unless one stands before it.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var previousIsSmall = false
    for byte in name.utf8 {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      if !isCapital && !isSmall || (isCapital && previousIsSmall) {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
      }
      if isCapital || isSmall { word.append(byte | 0x20) }
      previousIsSmall = isSmall
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
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
