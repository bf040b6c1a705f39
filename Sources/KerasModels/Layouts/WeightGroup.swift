import Containers
import LayerCatalog

/// What a layout stores for one layer: its variables and the groups inside it, before anything is known of its kind.
///
/// All layouts are brought into this one form; what follows does not ask which it was.
struct WeightGroup: Hashable, Sendable {
  /// The name by which the file groups it: `conv2d_3`, or the layer's own name in a legacy layout.
  var name: String
  /// HDF5 path without the weights' root.
  var address: String
  /// The layer's own name, where the file holds it.
  var layerName: String?
  var weights: [StoredWeight] = []
  /// The layers of a model, in their order.
  var members: [WeightGroup] = []
  /// Layers that are attributes of this one, in their order.
  var parts: [WeightGroup] = []
  /// Whether the file marks it as a model with layers of its own.
  var isModel = false

  /// Whether it, or anything inside it, holds a variable.
  var holdsWeights: Bool {
    !weights.isEmpty || members.contains { $0.holdsWeights } || parts.contains { $0.holdsWeights }
  }

  /// Own variables and those of all parts, in order, without those of nested models' members.
  var flattened: [StoredWeight] { weights + parts.flatMap(\.flattened) }
}

/// A dataset that a layout counts as a variable.
struct StoredWeight: Hashable, Sendable {
  /// As stored: `0`, `block_1_expand/kernel:0`.
  var name: String
  /// HDF5 path of the dataset.
  var address: String
  var dataset: StoredDataset
  /// The shard or member that holds it.
  var member: String?
  /// The role that its name spells, where it spells one.
  var role: VariableRole?
  /// The path of the dataset that holds the same variable: where a hard link was met first, or the inner layer's.
  var repeats: String?
  /// Whether the other dataset is the one that counts, although it comes later.
  var isCountedAtRepeated = false
  /// What its place among the others proves of whether it was trainable when it was saved.
  var isTrainable: Bool?
  /// Whether Keras does not count it as a parameter.
  var isUncounted = false
}

/// What a layout makes of a container.
struct StoredModel: Sendable {
  var layout: Layout
  /// Variables that the model itself owns are the root's weights, its layers the root's members.
  var root: WeightGroup
  /// How the groups of layers are named.
  var naming: GroupNaming
  var order: LayerOrder
  var optimizer: [StoredWeight] = []
  /// The name that Keras 3.6 and later write on the optimizer's variables.
  var optimizerName: String?
  /// Metrics, and datasets that the layout does not account for.
  var other: [StoredWeight] = []
  var configuration: StoredDocument?
  /// `compile_config` or `training_config`, which names the optimizer.
  var training: JSONValue?
  var kerasVersion: String?
  var backend: String?
  var savedAt: String?
  var notes: [Note] = []
}

/// A configuration as a layout finds it.
enum StoredDocument: Sendable {
  case value(JSONValue)
  /// Text that nobody has read yet, and the attribute that holds it.
  case text(String, place: String)
}

/// How groups of layers are named, which decides how a configuration's entries are found among them.
enum GroupNaming: Hashable, Sendable {
  /// Snake case of the class with a counter per container.
  case classCounters
  /// The layers' own names.
  case layerNames
}
