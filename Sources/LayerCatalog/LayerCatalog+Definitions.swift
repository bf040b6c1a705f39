extension LayerCatalog {
  /// Every definition.
  public static let definitions: [any LayerDefinition] = {
    var all: [any LayerDefinition] = []
    all.reserveCapacity(192)
    for definition in signed { all.append(definition) }
    for definition in composite { all.append(definition) }
    return all + plain
  }()

  /// Layers whose variables are all their own, so that signatures recognise them.
  static let signed: [any SignedLayer] = [
    Convolution(dimensions: 2), BatchNormalization(), DepthwiseConvolution(dimensions: 2), Dense(),
    Convolution(dimensions: 1), Convolution(dimensions: 3), DepthwiseConvolution(dimensions: 1),
    ConvolutionTranspose(dimensions: 1), ConvolutionTranspose(dimensions: 2),
    ConvolutionTranspose(dimensions: 3),
    SeparableConvolution(dimensions: 1), SeparableConvolution(dimensions: 2), LocallyConnected(dimensions: 1),
    LocallyConnected(dimensions: 2), EinsumDense(), Embedding(isReversible: false),
    Embedding(isReversible: true),
    LayerNormalization(), GroupNormalization(), RMSNormalization(), Normalization(), SyncBatchNormalization(),
    PReLU(), LayerScale(), DotProductAttention(), AdditiveAttention(), RecurrentCell(unit: .lstm),
    RecurrentCell(unit: .gru), RecurrentCell(unit: .simple), CuDNNRecurrent(unit: .lstm),
    CuDNNRecurrent(unit: .gru),
    STFTSpectrogram(),
  ]

  /// Layers made of parts, and those that read their variables in a way of their own.
  static let composite: [any CompositeLayer] =
    [
      RecurrentLayer(unit: .lstm), RecurrentLayer(unit: .gru), RecurrentLayer(unit: .simple), RNN(),
      StackedRNNCells(), Bidirectional(), ConvolutionalLSTM(dimensions: 1), ConvolutionalLSTM(dimensions: 2),
      ConvolutionalLSTM(dimensions: 3), MultiHeadAttention(), GroupQueryAttention(), TimeDistributed(),
      SpectralNormalization(),
    ] + CategoryLayer.all

  /// Layers without variables.
  private static let plain: [any LayerDefinition] =
    [
      InputLayer(), Flatten(), Reshape(), Permute(), RepeatVector(), Concatenate(), Dot(), Keras1Merge(),
      MelSpectrogram(),
      UnitNormalization.definition,
    ]
    + ElementwiseMerge.all + Activations.all + Regularization.all + Passing.all + shaping
    + ValuePreparation.all
    + ImagePreparation.all + FixedSizeImage.all + [
      RandomExtent(isHeight: true), RandomExtent(isHeight: false),
    ]
    + OpaqueLayer.all + FunctionLayer.all + ApplicationLayers.all

  private static let shaping: [any LayerDefinition] = (1...3).flatMap { dimensions -> [any LayerDefinition] in
    [
      BorderLayer(effect: .padding, dimensions: dimensions),
      BorderLayer(effect: .cropping, dimensions: dimensions),
      UpSampling(dimensions: dimensions), Pooling(statistic: .average, dimensions: dimensions),
      Pooling(statistic: .maximum, dimensions: dimensions),
      GlobalPooling(statistic: .average, dimensions: dimensions),
      GlobalPooling(statistic: .maximum, dimensions: dimensions),
      AdaptivePooling(statistic: .average, dimensions: dimensions),
      AdaptivePooling(statistic: .maximum, dimensions: dimensions),
    ]
  }
}
