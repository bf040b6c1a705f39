import KerasModels
import LayerCatalog

/// A model as blocks are looked for in it: what each layer does to its input, and what feeds it.
///
/// Layers that keep channels and have no weights of their own (activations, dropout, padding) are seen through: each
/// stands behind an *anchor*, the nearest layer in front that matters.
struct Network {
  var nodes: [NetworkNode] = []
  /// Whether `inputs` tell what feeds what. Without a graph nodes only stand in order, one behind the other.
  var hasGraph: Bool

  init(hasGraph: Bool) {
    self.hasGraph = hasGraph
  }
}

/// A layer or operation in a network.
struct NetworkNode {
  /// Position in `Model.layers`; `nil` for an operation.
  var layer: Int?
  var role: NodeRole
  /// Nodes that feed it as they stand.
  var producers: [Int] = []
  /// The anchors of what feeds it, each once.
  var inputs: [Int] = []
  /// The node that stands for this one where it is seen through; itself where it matters.
  var anchor: Int
  /// For a node that matters: whether a function that is not linear follows it before the next such node;
  /// `nil` where only the weights are known.
  var isActivated: Bool?
  /// Channels of its output, where they are known.
  var channels: Int?
  /// For convolutions and poolings; `nil` where only the weights are known.
  var strides: [Int]?
  /// For one example; `nil` where an extent is not known.
  var multiplyAccumulates: Int?
  /// Whether it is a later call of a layer that was called before.
  var isRepeated = false

  var isConvolution: Bool {
    if case .convolution = role { true } else { false }
  }
}

/// What a layer does to its input, as far as blocks are concerned.
enum NodeRole: Hashable {
  case input
  case convolution(Convolution)
  /// A dense layer from so many features to so many units.
  case dense(input: Int, output: Int, hasBias: Bool)
  case normalization(Normalization)
  /// A factor per channel that is learned (`LayerScale`).
  case scale
  /// Attention with projections: width of its output, where it is known.
  case attention(width: Int?, hasBias: Bool)
  case pooling(isGlobal: Bool)
  /// Several tensors become one.
  case join(Join)
  /// Normalization of the model's input by a mean and variance that are stored.
  case preprocessing(channels: Int?)
  /// Keeps channels and holds no weights that matter here.
  case passing(Passing)
  /// Something else with variables, or something that nothing is known of.
  case other

  enum Join: Hashable {
    case add
    case multiply
    case concatenate
    case other
  }

  enum Passing: Hashable {
    case activation
    case padding
    /// Another arrangement of the same values: `Flatten`, `Reshape`.
    case arrangement
    case identity
  }
}

/// A convolution by its kernel.
struct Convolution: Hashable {
  enum Form: Hashable {
    case full
    /// Each channel by itself: `DepthwiseConv2D`, or as many groups as channels.
    case depthwise
    /// `SeparableConv2D`.
    case separable
    case transposed
  }

  var form: Form
  /// Sides of the (depthwise) kernel, height first.
  var kernel: [Int]
  var input: Int
  var output: Int
  var hasBias: Bool

  /// Whether it mixes channels at each position by itself.
  var isPointwise: Bool { form == .full && kernel.allSatisfy { $0 == 1 } }
  /// Whether it is a full convolution that looks at neighbours.
  var isSpatial: Bool { form == .full && kernel.contains { $0 > 1 } }
}

/// A normalization by its vectors.
struct Normalization: Hashable {
  /// Keras' class name.
  var className: String
  var channels: Int
  /// How many vectors it has, with scale and center, statistics included.
  var vectors: Int

  var isBatchNormalization: Bool {
    className == "BatchNormalization" || className == "SyncBatchNormalization"
  }
}

extension Network {
  func convolution(_ node: Int) -> Convolution? {
    guard case .convolution(let convolution) = nodes[node].role else { return nil }
    return convolution
  }

  func normalization(_ node: Int) -> Normalization? {
    guard case .normalization(let normalization) = nodes[node].role else { return nil }
    return normalization
  }

  /// Whether a node counts when blocks are matched; others are seen through.
  func matters(_ node: Int) -> Bool { nodes[node].anchor == node }

  /// Channels that a layer with weights takes.
  func inputChannels(of node: Int) -> Int? {
    switch nodes[node].role {
    case .convolution(let convolution): convolution.input
    case .dense(let input, _, _): input
    case .normalization(let normalization): normalization.channels
    case .attention(let width, _): width
    case .preprocessing(let channels): channels
    default: nodes[node].channels
    }
  }
}
