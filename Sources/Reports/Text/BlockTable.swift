/// The table of blocks: how the network is built, and what each block costs.
enum BlockTable {
  static func lines(of report: FileReport, width: Int) -> [String] {
    var table = TextTable([
      .init("#", isNumber: true), .init("block", yields: true),
      .init("kind", yields: true, narrowest: 19, leaves: 2),
      .init("in", isNumber: true), .init("expand", isNumber: true), .init("out", isNumber: true),
      .init("k", isNumber: true, leaves: 6), .init("s", isNumber: true, leaves: 5),
      .init("se", isNumber: true, leaves: 7), .init("add", leaves: 4), .init("BatchNorm", leaves: 1),
      .init("parameters", isNumber: true), .init("trainable", isNumber: true, leaves: 3),
      .init(""),
    ])
    table.gap = 1
    // Without any batch normalization the column would only say "none".
    let hasBatchNorm = report.blocks.contains { $0.batchNorm?.after.isEmpty == false }
    var number = 0
    for block in report.blocks {
      let isEnd = ends.contains(block.kind)
      table.rows.append(row(block, number: isEnd ? nil : number, hasBatchNorm: hasBatchNorm))
      if !isEnd { number += 1 }
    }
    table.rows.append(sums(of: report.blocks, columns: table.columns.count))
    var lines = table.lines(width: width)
    if report.blocks.contains(where: {
      $0.reasons.contains { $0.field == "stride" && $0.reason.hasPrefix("supplied") }
    }) {
      lines += Wrapping.lines(
        "  s and add are the architecture's: the weights do not tell them", width: width, indent: 2)
    }
    let outside = report.layers.count { $0.block == nil && !$0.variables.isEmpty }
    if outside > 0 {
      lines += Wrapping.lines(
        "  \(outside) layers with variables belong to no block that is known; --layers shows them",
        width: width, indent: 2)
    }
    return lines
  }

  /// What stands in front of the blocks and behind them.
  private static let ends: Set<String> = ["preprocessing", "stem", "head", "classifier"]
  /// Kinds whose input is never added to their output.
  private static let withoutAddition: Set<String> = ["plain-stage", "downsampling", "transition"]

  private static func row(_ block: BlockReport, number: Int?, hasBatchNorm: Bool) -> [String] {
    [
      number.map(String.init) ?? "", DisplayWidth.harmless(block.name),
      kind(block.kind),
      block.input.map(String.init) ?? "", block.expand.map(String.init) ?? "",
      block.output.map(String.init) ?? "",
      sides(block.kernel), block.kernel != nil && block.stride == nil ? "?" : sides(block.stride),
      block.squeeze.map(String.init) ?? "", number == nil ? "" : addition(block),
      hasBatchNorm ? batchNorm(block) : "",
      Grouped.text(block.parameters), block.trainableParameters.map(Grouped.text) ?? "",
      block.verdict == .mismatch ? "deviates" : "",
    ]
  }

  /// In words; the longest kind is known by less, so that the columns behind it have their room.
  private static func kind(_ kind: String) -> String {
    if kind == "fused-inverted-bottleneck" { return "fused inverted" }
    return String(decoding: kind.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }

  private static func sums(of blocks: [BlockReport], columns: Int) -> [String] {
    let parameters = blocks.reduce(0) { $0 &+ $1.parameters }
    let trainable = blocks.reduce(Optional(0)) { sum, block in
      sum.flatMap { sum in block.trainableParameters.map { sum &+ $0 } }
    }
    var sums = [String](repeating: "", count: columns)
    sums[columns - 3] = Grouped.text(parameters)
    sums[columns - 2] = trainable.map(Grouped.text) ?? ""
    return sums
  }

  private static func sides(_ sides: Sides?) -> String {
    guard let sides else { return "" }
    return sides.single.map(String.init) ?? sides.lengths.map(String.init).joined(separator: "x")
  }

  /// Whether the input is added to the output, or stands beside it.
  private static func addition(_ block: BlockReport) -> String {
    if block.shortcut == .concat { return "cat" }
    switch block.residual {
    case true?: return "+"
    case false?: return withoutAddition.contains(block.kind) ? "" : "-"
    case nil: return "?"
    }
  }

  /// `e+dw+p` for expand, depthwise and project; how many there are where they are many.
  private static func batchNorm(_ block: BlockReport) -> String {
    let steps = block.batchNorm?.after ?? []
    if steps.isEmpty { return block.kernel == nil ? "" : "none" }
    if steps.count > mostNamed { return "\(steps.count) layers" }
    return steps.map { shortNames[$0] ?? $0 }.joined(separator: "+")
  }

  private static let mostNamed = 4
  private static let shortNames = [
    "input": "in", "expand": "e", "depthwise": "dw", "project": "p", "shortcut": "sc",
    "conv1": "1", "conv2": "2", "conv3": "3", "conv4": "4",
  ]
}
