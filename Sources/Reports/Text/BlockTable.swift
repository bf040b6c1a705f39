/// The table of blocks: how the network is built, and what each block costs.
enum BlockTable {
  static func lines(of report: FileReport, width: Int) -> [String] {
    var table = TextTable([
      .init("#", isNumber: true), .init("block", yields: true), .init("kind", yields: true, narrowest: 19),
      .init("in", isNumber: true), .init("expand", isNumber: true), .init("out", isNumber: true),
      .init("k", isNumber: true), .init("s", isNumber: true), .init("add"), .init("BatchNorm"),
      .init("parameters", isNumber: true), .init("trainable", isNumber: true), .init(""),
    ])
    table.gap = 1
    var number = 0
    for block in report.blocks {
      let isEnd = ["stem", "head", "classifier"].contains(block.kind)
      table.rows.append(row(block, number: isEnd ? nil : number))
      if !isEnd { number += 1 }
    }
    let parameters = report.blocks.reduce(0) { $0 &+ $1.parameters }
    let trainable = report.blocks.reduce(Optional(0)) { sum, block in
      sum.flatMap { sum in block.trainableParameters.map { sum &+ $0 } }
    }
    var sum = [String](repeating: "", count: 13)
    sum[10] = Grouped.text(parameters)
    sum[11] = trainable.map(Grouped.text) ?? ""
    table.rows.append(sum)
    var lines = table.lines(width: width)
    let outside = report.layers.count { $0.block == nil && !$0.variables.isEmpty }
    if outside > 0 {
      lines.append("  \(outside) layers with variables belong to no block that is known; --layers shows them")
    }
    return lines
  }

  private static func row(_ block: BlockReport, number: Int?) -> [String] {
    let isEnd = number == nil
    return [
      number.map(String.init) ?? "", DisplayWidth.harmless(block.name),
      String(
        decoding: block.kind.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 }, as: UTF8.self),
      block.input.map(String.init) ?? "", block.expand.map(String.init) ?? "",
      block.output.map(String.init) ?? "",
      sides(block.kernel), sides(block.stride),
      isEnd ? "" : block.residual.map { $0 ? "+" : "-" } ?? "?",
      block.kind == "classifier" ? "" : pattern(block.batchNorm?.after ?? []),
      Grouped.text(block.parameters), block.trainableParameters.map(Grouped.text) ?? "",
      block.verdict == .mismatch ? "deviates" : "",
    ]
  }

  private static func sides(_ sides: Sides?) -> String {
    guard let sides else { return "" }
    return sides.single.map(String.init) ?? sides.lengths.map(String.init).joined(separator: "x")
  }

  /// `e+dw+p` for expand, depthwise and project.
  private static func pattern(_ steps: [String]) -> String {
    let short = ["expand": "e", "depthwise": "dw", "project": "p"]
    return steps.isEmpty ? "none" : steps.map { short[$0] ?? $0 }.joined(separator: "+")
  }
}
