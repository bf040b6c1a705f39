import KerasModels
import LayerCatalog

/// Judges a number that somebody claims for a whole model: its totals by every convention, and those of the models
/// that it is taken for.
struct ModelClaims {
  typealias Convention = Explanation.Reading.Convention

  let explained: ExplainedModel
  let positions: [Int]
  let stored: StoredCounts
  let cost: Int?
  let isWhole: Bool

  func judge(_ claimed: ClaimedCount) -> Explanation.Claim {
    let readings =
      own + (isWhole ? withoutTop + otherClasses + backbone + withTop + summary + bytes : []) + elsewhere
    var answers = readings.filter { claimed.range.contains($0.count) }
    // Digits that were cut off are taken for rounded ones everywhere.
    for reading in readings
    where claimed.cutOffRange.contains(reading.count) && !claimed.range.contains(reading.count) {
      var cut = reading
      cut.reading = "digits cut off, not rounded: " + reading.reading
      cut.cost.mistakes += 1
      cut.isRight = false
      answers.append(cut)
    }
    return Explanation.Claim(claimed, readings: answers)
  }

  private func reading(
    _ words: String, _ count: Int, _ convention: Convention, mistakes: Int = 0, differences: Int = 0
  ) -> Explanation.Reading {
    .init(
      reading: words, count: count, isRight: mistakes == 0, convention: convention,
      cost: .init(mistakes: mistakes, differences: differences))
  }

  /// The model as it is.
  private var own: [Explanation.Reading] {
    PlainReadings.of(stored) + costs(cost, "", differences: 0)
  }

  /// The layers of the architecture alone, where nothing tells what flows into those behind it.
  private var backbone: [Explanation.Reading] {
    guard cost == nil, let identified = explained.analysis.architecture,
      let backbone = explained.analysis.architectureCost
    else { return [] }
    let size = backbone.inputShape.imageSizeText
    return costs(backbone.ofArchitecture, " of \(identified.name)'s own layers at \(size)", differences: 1)
  }

  private func costs(_ cost: Int?, _ words: String, differences: Int) -> [Explanation.Reading] {
    guard let cost, cost > 0, cost < 1 << 60 else { return [] }
    return [
      reading("multiply-accumulates" + words, cost, .multiplyAccumulates, differences: differences),
      reading(
        "FLOPs, two for each multiply-accumulate" + words, 2 * cost, .floatingPointOperations,
        differences: differences),
    ]
  }

  // MARK: - The classifier

  /// The last layer, where it is one that classifies.
  private var classifier: (position: Int, counts: StoredCounts, classes: Int)? {
    guard let last = positions.last(where: { !explained.model.layers[$0].variables.isEmpty }) else {
      return nil
    }
    let layer = explained.model.layers[last]
    let isClassifier =
      explained.analysis.blocks.last?.kind == .classifier || layer.kind.value == "Dense"
      || (explained.analysis.architecture?.graph.arguments.includeTop == true && layer.kind.value == "Conv2D")
    guard isClassifier, let classes = layer.variables.first(where: { $0.role == .kernel })?.shape.last else {
      return nil
    }
    return (last, StoredCounts(layer.variables), classes)
  }

  private var withoutTop: [Explanation.Reading] {
    guard let classifier else { return [] }
    var rest = stored
    rest.weights &-= classifier.counts.weights
    rest.bias &-= classifier.counts.bias
    return totals(of: rest.counts, "without its classifier (include_top=False)")
  }

  /// TensorFlow's older checkpoints have a class for the background in front of ImageNet's 1,000.
  private var otherClasses: [Explanation.Reading] {
    guard let classifier, classifier.classes > 0 else { return [] }
    let each = (classifier.counts.weights &+ classifier.counts.bias) / classifier.classes
    return [1000, 1001].filter { $0 != classifier.classes }.flatMap { classes in
      let change = (classes - classifier.classes).multipliedReportingOverflow(by: each)
      guard !change.overflow else { return [Explanation.Reading]() }
      var other = stored.counts
      other.weights &+= change.partialValue
      other.trainable &+= change.partialValue
      other.all &+= change.partialValue
      return totals(of: other, "with \(Numerals.grouped(classes)) classes")
    }
  }

  /// The identified architecture with the top that this file lacks.
  private var withTop: [Explanation.Reading] {
    guard let identified = explained.analysis.architecture, identified.match != .deviates,
      let architecture = try? Architectures.named(identified.name)
    else { return [] }
    var arguments = identified.graph.arguments
    let lacksTop = !arguments.includeTop
    arguments.includeTop = true
    if lacksTop { arguments.classes = 1000 }
    arguments.height = architecture.defaultSize
    arguments.width = architecture.defaultSize
    guard let graph = try? architecture.graph(arguments) else { return [] }
    let size = "\(architecture.defaultSize) x \(architecture.defaultSize)"
    var readings: [Explanation.Reading] = []
    if lacksTop {
      readings += [
        reading("\(identified.name) with its top of 1,000 classes", graph.parameters, .all, differences: 1),
        reading(
          "\(identified.name) with its top of 1,000 classes; trainable", graph.trainableParameters,
          .trainable,
          differences: 1),
      ]
    }
    if graph.multiplyAccumulates != cost {
      let top = lacksTop ? " with its top of 1,000 classes" : ""
      readings += costs(graph.multiplyAccumulates, " of \(identified.name)\(top) at \(size)", differences: 1)
    }
    return readings
  }

  private func totals(of counts: Explanation.Counts, _ words: String) -> [Explanation.Reading] {
    var readings = [reading(words + "; all", counts.all, .all, differences: 1)]
    if counts.trainable != counts.all {
      readings.append(reading(words + "; trainable", counts.trainable, .trainable, differences: 1))
      readings.append(
        reading(words + "; weights alone, without BatchNorm", counts.weights, .weights, differences: 2))
    }
    return readings
  }

  // MARK: - Other ways to count

  /// PyTorch keeps the moving statistics as buffers, and its networks have no biases in front of BatchNorm.
  private var elsewhere: [Explanation.Reading] {
    guard stored.moving > 0 else { return [] }
    var biases = 0
    for position in positions where explained.model.layers[position].kind.value.hasPrefix("Conv") {
      biases &+= StoredCounts(explained.model.layers[position].variables).bias
    }
    guard biases > 0 else { return [] }
    return [
      reading(
        "as PyTorch's networks are counted: without moving statistics and without the convolutions' biases",
        stored.counts.trainable &- biases, .trainable, differences: 1)
    ]
  }

  private var summary: [Explanation.Reading] {
    guard explained.optimizerValues > 0 else { return [] }
    return [
      reading(
        "with the optimizer's \(Numerals.grouped(explained.optimizerValues)) values, as summary() of a compiled model adds "
          + "them", stored.counts.all &+ explained.optimizerValues, .all, differences: 1)
    ]
  }

  private var bytes: [Explanation.Reading] {
    guard explained.weightBytes > 0 else { return [] }
    return [reading("bytes of the weights, not parameters", explained.weightBytes, .bytes, mistakes: 1)]
  }
}
