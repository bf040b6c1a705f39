import Containers
import KerasModels
import LayerCatalog

/// What the text of a report shows.
public struct TextOptions: Hashable, Sendable {
  /// Columns of the terminal; 100 where there is none.
  public var width = 100
  /// All layers in place of blocks.
  public var layers = false
  /// Variables beneath their layers.
  public var variables = false
  /// Nested models deeper than this are not opened; `nil` opens all.
  public var depth: Int?
  /// Only layers whose name or address this matches.
  public var select: Glob?
  /// Layers with the figures of their values.
  public var statistics = false

  public init() {}
}

extension FileReport {
  /// The report for people: the answer first, then the table, then what needs attention.
  public func text(_ options: TextOptions) -> String {
    var lines = heading(width: options.width)
    lines.append("")
    lines += summary().flatMap { Wrapping.fields("  " + $0, width: options.width, indent: 15) }
    lines.append("")
    let showsBlocks =
      !blocks.isEmpty && !options.layers && !options.variables && options.select == nil && !options.statistics
    if options.statistics {
      lines += StatsTable.lines(of: self, select: options.select, width: options.width)
    } else {
      lines +=
        showsBlocks
        ? BlockTable.lines(of: self, width: options.width) : LayerTable.lines(of: self, options: options)
    }
    lines += exceptions(width: options.width)
    lines += remarks(width: options.width)
    if showsBlocks { lines += [""] + furtherCalls(width: options.width) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What to ask next.
  private func furtherCalls(width: Int) -> [String] {
    var calls = [
      ("weightscope \(shownPath) --layers", "the \(totals.layersWithVariables) layers with variables")
    ]
    // A block of several steps shows best how counts come about.
    if let block = blocks.first(where: { $0.expand != nil }) ?? blocks.first {
      calls.append(
        (
          "weightscope explain \(shownPath) \(DisplayWidth.harmless(block.name))",
          "how its \(Grouped.text(block.parameters)) parameters come about"
        ))
    }
    let widest = calls.reduce(0) { max($0, DisplayWidth.of($1.0)) }
    return calls.flatMap { call, words in
      let line = "  " + Padding.right(call, to: widest) + "   " + words
      return DisplayWidth.of(line) <= width ? [line] : ["  " + call, "      " + words]
    }
  }

  private var shownPath: String { DisplayWidth.harmless(path) }

  func heading(width: Int) -> [String] {
    var parts = [container.layout.words]
    if let version = container.kerasVersion { parts.append("Keras " + DisplayWidth.harmless(version)) }
    parts.append(ByteSize.text(bytes))
    var lines = Wrapping.fields(
      shownPath + "   " + parts.joined(separator: ", "), width: width, indent: 2)
    if let architecture {
      lines += ArchitectureLine.lines(of: architecture, byShapesAlone: !model.hasConfiguration, width: width)
        .flatMap { Wrapping.fields($0, width: width, indent: 2) }
    }
    var what: [String] = []
    if let name = model.name, !name.isEmpty { what.append(DisplayWidth.harmless(name)) }
    if let className = model.className { what.append(DisplayWidth.harmless(className)) }
    if let shapes = model.inputShapes { what.append("takes " + shapes.map(\.text).joined(separator: ", ")) }
    if let shapes = model.outputShapes { what.append("gives " + shapes.map(\.text).joined(separator: ", ")) }
    if !what.isEmpty { lines += Wrapping.fields(what.joined(separator: ", "), width: width, indent: 2) }
    return lines
  }

  private func summary() -> [String] {
    var parameters = "Parameters   \(Grouped.text(totals.parameters))"
    if let trainable = totals.trainable { parameters += "   trainable \(Grouped.text(trainable))" }
    let parts = totals.nonTrainableParts
    parameters += "   BatchNorm statistics \(Grouped.text(parts.batchNormStatistics))"
    if let frozen = parts.frozen { parameters += "   frozen \(Grouped.text(frozen))" }
    if parts.fixed > 0 { parameters += "   fixed \(Grouped.text(parts.fixed))" }
    if totals.trainable == nil {
      let rest = totals.parameters - parts.batchNormStatistics - parts.fixed
      parameters += "   the rest \(Grouped.text(rest)) (frozen or not: not stored)"
    }
    var lines = [parameters]
    let batchNorm = BatchNormSums(layers)
    if batchNorm.layers > 0 {
      lines.append(
        "BatchNorm    \(Grouped.text(batchNorm.layers)) layers   gamma \(Grouped.text(batchNorm.gamma))   "
          + "beta \(Grouped.text(batchNorm.beta))   moving mean \(Grouped.text(batchNorm.movingMean))   "
          + "moving variance \(Grouped.text(batchNorm.movingVariance))")
    }
    for (position, line) in FrozenLines.lines(of: self).enumerated() {
      lines.append((position == 0 ? "Frozen       " : "             ") + line)
    }
    if totals.optimizer > 0 {
      let name = optimizer?.name.map { DisplayWidth.harmless($0) + ", " } ?? ""
      lines.append("Optimizer    \(name)\(Grouped.text(totals.optimizer)) values, not counted above")
    }
    if let ledger, ledger.match + ledger.mismatch > 0 {
      let all = ledger.match + ledger.mismatch + ledger.notPredicted
      var line =
        "Analytic     \(Grouped.text(ledger.match)) of \(Grouped.text(all)) layers with variables match"
      if ledger.mismatch > 0 { line += ", \(Grouped.text(ledger.mismatch)) deviate" }
      if ledger.notPredicted > 0 { line += ", \(Grouped.text(ledger.notPredicted)) not predicted" }
      if let cost = CostText(self) {
        if ledger.mismatch + ledger.notPredicted > 0 || !cost.isOwn {
          lines.append(line)
          line = "             " + cost.text
        } else {
          line += "; " + cost.text
        }
      }
      lines.append(line)
    }
    return lines
  }

  /// The layers that deviate from what arithmetic expects.
  private func exceptions(width: Int) -> [String] {
    let found = layers.filter { $0.verdict == .mismatch }
    guard !found.isEmpty else { return [] }
    return ["", "  Deviations"]
      + found.flatMap {
        Wrapping.fields(
          "  \(DisplayWidth.harmless($0.name))   \(DisplayWidth.harmless($0.reason ?? ""))", width: width,
          indent: 4)
      }
  }

  private static let toldInSummary: Set<String> = ["trainable-unknown", CostNotes.incomplete]

  func remarks(width: Int) -> [String] {
    var lines: [String] = []
    if let note = order.note { lines.append("order: " + note) }
    for note in notes where !Self.toldInSummary.contains(note.code) {
      lines.append(note.message + (note.place.map { " (\($0))" } ?? ""))
    }
    guard !lines.isEmpty else { return [] }
    return [""]
      + lines.flatMap { Wrapping.lines("  note: " + DisplayWidth.harmless($0), width: width, indent: 8) }
  }
}

extension Layout {
  /// The first thing that a reader wants to know: whole model, or weights only.
  var words: String {
    switch self {
    case .legacyWeights: "weights only (load_weights, not load_model)"
    case .legacyModel: "whole model"
    case .keras2Weights: "weights only (load_weights, not load_model), Keras 2.12 to 2.14"
    case .kerasWeights: "weights only (load_weights, not load_model)"
    case .kerasArchive: ".keras archive"
    case .kerasShards: "sharded weights (load_weights, not load_model)"
    case .hdf5: "HDF5, no layout of Keras"
    }
  }
}

extension TensorShape {
  /// Without the batch axis: `224 x 224 x 3`, `?` for an unknown extent.
  var text: String {
    let shown = withoutBatch.map { $0.map(String.init) ?? "?" }
    return shown.isEmpty ? "scalar" : shown.joined(separator: " x ")
  }

  /// Height and width of an image, channels last.
  var imageSize: String? {
    guard rank == 4, let height = extents[1], let width = extents[2] else { return nil }
    return "\(height) x \(width)"
  }
}

/// What the batch normalizations of a file hold.
struct BatchNormSums {
  var layers = 0
  var gamma = 0
  var beta = 0
  var movingMean = 0
  var movingVariance = 0

  init(_ reports: [LayerReport]) {
    for layer in reports where ["BatchNormalization", "SyncBatchNormalization"].contains(layer.kind.value) {
      guard layer.variables.contains(where: { $0.sameAs == nil }) else { continue }
      layers += 1
      for variable in layer.variables {
        switch variable.role {
        case .gamma: gamma &+= variable.countedParameters
        case .beta: beta &+= variable.countedParameters
        case .movingMean: movingMean &+= variable.countedParameters
        case .movingVariance: movingVariance &+= variable.countedParameters
        default: break
        }
      }
    }
  }
}
