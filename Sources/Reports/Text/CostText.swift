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
    var end = ""
    var count = totals.multiplyAccumulates
    if !isOwn, let architecture = report.architecture {
      end = ", by \(architecture.name)'s strides"
      if count == nil {
        count = report.layers.reduce(0) { $0 &+ ($1.multiplyAccumulates ?? 0) }
        end += "; of the layers behind it not known"
      }
    }
    guard let count, count > 0 else { return nil }
    let size = totals.costInputShapes?.first?.imageSize.map { " at \($0)" } ?? ""
    text = "\(Grouped.millions(count)) multiply-accumulates\(size)\(end)"
  }
}
