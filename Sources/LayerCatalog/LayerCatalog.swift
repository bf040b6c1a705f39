/// Everything known about Keras' layers, by class name.
///
/// To add a layer, write its definition in a file of its family and name it in the list of the family's folder.
public enum LayerCatalog {
  /// Every definition, family by family.
  public static let definitions: [any LayerDefinition] =
    core + convolutions + normalizations + recurrent
    + attention + shaping + preprocessing

  private static let core: [any LayerDefinition] =
    [
      InputLayer(), Dense(), EinsumDense(), Embedding(isReversible: false), Embedding(isReversible: true),
      PReLU(),
    ] + Activations.all + Regularization.all + Passing.all + OpaqueLayer.all + FunctionLayer.all
    + ApplicationLayers.all

  private static let convolutions: [any LayerDefinition] =
    (1...3).flatMap { dimensions -> [any LayerDefinition] in
      [Convolution(dimensions: dimensions), ConvolutionTranspose(dimensions: dimensions)]
    }
    + (1...2).flatMap { dimensions -> [any LayerDefinition] in
      [
        DepthwiseConvolution(dimensions: dimensions), SeparableConvolution(dimensions: dimensions),
        LocallyConnected(dimensions: dimensions),
      ]
    }

  private static let normalizations: [any LayerDefinition] = [
    BatchNormalization(), SyncBatchNormalization(), LayerNormalization(), GroupNormalization(),
    RMSNormalization(),
    SpectralNormalization(), Normalization(),
    ShapeKeepingLayer("UnitNormalization", purpose: "Scales each row to length 1; nothing is learned."),
  ]

  private static let recurrent: [any LayerDefinition] =
    RecurrentUnit.allCases.flatMap { unit -> [any LayerDefinition] in
      [RecurrentLayer(unit: unit), RecurrentCell(unit: unit)]
    } + (1...3).map { ConvolutionalLSTM(dimensions: $0) }
    + [
      RNN(), StackedRNNCells(), Bidirectional(), TimeDistributed(), CuDNNRecurrent(unit: .lstm),
      CuDNNRecurrent(unit: .gru),
    ]

  private static let attention: [any LayerDefinition] = [
    MultiHeadAttention(), GroupQueryAttention(), DotProductAttention(), AdditiveAttention(),
  ]

  private static let shaping: [any LayerDefinition] =
    (1...3).flatMap { dimensions -> [any LayerDefinition] in
      [
        BorderLayer(effect: .padding, dimensions: dimensions),
        BorderLayer(effect: .cropping, dimensions: dimensions),
        UpSampling(dimensions: dimensions),
      ]
        + GlobalPooling.Statistic.allCases.flatMap { statistic -> [any LayerDefinition] in
          [
            Pooling(statistic: statistic, dimensions: dimensions),
            GlobalPooling(statistic: statistic, dimensions: dimensions),
            AdaptivePooling(statistic: statistic, dimensions: dimensions),
          ]
        }
    } + [Flatten(), Reshape(), Permute(), RepeatVector(), Concatenate(), Dot()] + ElementwiseMerge.all

  private static let preprocessing: [any LayerDefinition] =
    ValuePreparation.all + ImagePreparation.all + FixedSizeImage.all
    + [RandomExtent(isHeight: true), RandomExtent(isHeight: false)] + CategoryLayer.all
    + [STFTSpectrogram(), MelSpectrogram()]

  /// The definition of a class by its name or an alias, `nil` for a class that is not Keras' own.
  public static func definition(named className: String) -> (any LayerDefinition)? {
    byName[className]
  }

  private static let byName: [String: any LayerDefinition] = {
    var byName: [String: any LayerDefinition] = [:]
    for definition in definitions {
      byName[definition.className] = definition
      for alias in definition.aliases { byName[alias] = definition }
    }
    return byName
  }()

  /// The Keras 3 operation of this class name, `nil` for one whose output is not known in advance.
  public static func operation(named name: String) -> Operation? { operationByName[name] }

  private static let operationByName: [String: Operation] = Dictionary(
    (ElementwiseOperations.all + ArrangementOperations.all + ProductOperations.all).map { ($0.name, $0) },
    uniquingKeysWith: { first, _ in first })

  /// The name of the group that a Keras weights file has for a layer of this class, without its counter.
  ///
  /// It is the class name in snake case, with one exception: the class that the configuration calls
  /// `GroupQueryAttention` is called `GroupedQueryAttention` in Python.
  public static func groupName(ofClass className: String) -> String {
    className == "GroupQueryAttention" ? "grouped_query_attention" : SnakeCase.name(of: className)
  }

  /// The class whose layers have groups of this name, with or without a counter (`conv2d_12`);
  /// `nil` where no class of Keras' has.
  public static func className(ofGroup group: String) -> String? {
    classByGroup[group] ?? classByGroup[SnakeCase.withoutCounter(group)]
  }

  private static let classByGroup: [String: String] = {
    var classes: [String: String] = [:]
    for definition in definitions { classes[groupName(ofClass: definition.className)] = definition.className }
    for model in ["Functional", "Sequential", "Model"] { classes[SnakeCase.name(of: model)] = model }
    return classes
  }()
}
