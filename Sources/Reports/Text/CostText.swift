/// What one example costs, and at which size.
struct CostText {
  /// `300.8 M multiply-accumulates at 224 x 224`
  let text: String
  /// Whether the file itself tells it.
  let isOwn: Bool

  /// `nil` where nothing is known.
  init?(_ report: FileReport) {
    let totals = report.totals
    isOwn = totals.costSource != .architecture
    let size = totals.costInputShapes?.first?.imageSize.map { " at \($0)" } ?? ""
    let name = isOwn ? nil : report.architecture?.name
    if let count = totals.multiplyAccumulates {
      guard count > 0 else { return nil }
      text =
        "\(Grouped.millions(count)) multiply-accumulates\(size)" + (name.map { ", by \($0)'s strides" } ?? "")
    } else {
      // Nothing tells what flows into the layers behind the architecture's.
      let known = report.layers.reduce(0) { $0 &+ ($1.multiplyAccumulates ?? 0) }
      guard let name, known > 0 else { return nil }
      text = "\(Grouped.millions(known)) multiply-accumulates in \(name)'s own layers\(size)"
    }
  }
}
