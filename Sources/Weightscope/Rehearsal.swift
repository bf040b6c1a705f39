import AnalyticModel
import Containers
import KerasModels
import Reports

/// One report of a model of a few layers, made while there is nothing to do but wait for the child.
///
/// The first report of a process takes a third longer than the second: the Swift runtime puts generic types together,
/// tables are made, and the system maps code into memory, when they are first needed.
enum Rehearsal {
  /// Of a smaller file the child has told everything before the rehearsal is over.
  static let leastBytes: UInt64 = 256 << 10

  /// Once in a process, whoever asks first.
  static let ofWholeModel: Void = {
    let root = StoredGroup(
      attributes: [StoredAttribute("model_config", .string(configuration))],
      links: [StoredLink("model_weights", .group(weights))])
    rehearse(root)
  }()

  /// What is done for weights alone and not for a whole model: recognising layers by names and shapes.
  static let ofWeights: Void = rehearse(weights)

  private static func rehearse(_ root: StoredGroup) {
    let contents = ContainerContents(format: .hdf5, bytes: 0, trees: [StoredTree(root: root)])
    let model = ModelReader.read(contents)
    let report = ReportBuilder.report(
      path: "", contents: contents, model: model, analysis: Analysis(model))
    _ = report.text(TextOptions())
    _ = Envelope(command: .inspect, files: [.report(report)]).json()
  }

  /// A stem, an inverted bottleneck and a classifier, in the layout that takes the most steps.
  private static let weights: StoredGroup = {
    let names = ["conv", "conv_bn", "depthwise", "depthwise_bn", "project", "project_bn", "dense"]
    let layers: [StoredLink] = [
      layer(names[0], ["kernel": [3, 3, 3, 8]]), layer(names[1], normalization),
      layer(names[2], ["depthwise_kernel": [3, 3, 8, 1]]), layer(names[3], normalization),
      layer(names[4], ["kernel": [1, 1, 8, 8]]), layer(names[5], normalization),
      layer(names[6], ["kernel": [8, 2], "bias": [2]]),
    ]
    return StoredGroup(attributes: [StoredAttribute("layer_names", .strings(names))], links: layers)
  }()

  private static let normalization: KeyValuePairs<String, [Int]> = [
    "gamma": [8], "beta": [8], "moving_mean": [8], "moving_variance": [8],
  ]

  private static func layer(_ name: String, _ shapes: KeyValuePairs<String, [Int]>) -> StoredLink {
    let group = StoredGroup(
      attributes: [StoredAttribute("weight_names", .strings(shapes.map(\.key)))],
      links: shapes.map { StoredLink($0.key, .dataset(StoredDataset(shape: $0.value))) })
    return StoredLink(name, .group(group))
  }

  private static let configuration = """
    {"class_name": "Sequential", "config": {"name": "rehearsal", "layers": [
    {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": [null, 8, 8, 3]}},
    {"class_name": "Conv2D", "config": {"name": "conv", "filters": 8, "kernel_size": [3, 3], "use_bias": false}},
    {"class_name": "BatchNormalization", "config": {"name": "conv_bn", "axis": -1}},
    {"class_name": "DepthwiseConv2D", "config": {"name": "depthwise", "kernel_size": [3, 3], "use_bias": false}},
    {"class_name": "BatchNormalization", "config": {"name": "depthwise_bn", "axis": -1}},
    {"class_name": "Conv2D", "config": {"name": "project", "filters": 8, "kernel_size": [1, 1], "use_bias": false}},
    {"class_name": "BatchNormalization", "config": {"name": "project_bn", "axis": -1}},
    {"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}},
    {"class_name": "Dense", "config": {"name": "dense", "units": 2}}]}}
    """
}
