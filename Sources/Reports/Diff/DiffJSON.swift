import Checks
import LayerCatalog

extension Envelope {
  /// The document of `diff`: one step, or for more than two files a list of steps.
  public static func json(_ series: SeriesReport, breaksLines: Bool = true) -> [UInt8] {
    let steps = series.steps
    var writer = JSONWriter(breaksLines: breaksLines)
    writer.beginDocument(command: .diff)
    writer.key("files")
    writer.list([String]())
    writer.key("diff")
    if steps.count == 1 {
      writer.value(steps[0])
    } else {
      writer.beginObject()
      writer.key("steps")
      writer.lines(steps) { $0.value($1) }
      writer.breakLine()
      writer.key("same_weights")
      writer.list(series.sameWeights) { $0.list($1) }
      writer.endObject()
    }
    writer.endObject()
    var bytes = writer.bytes
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}

/// The contract's DIFF.
extension JSONWriter {
  mutating func value(_ report: DiffReport) {
    beginObject()
    for (name, entry) in [("before", report.before), ("after", report.after)] as [(StaticString, FileEntry)] {
      breakLine()
      key(name)
      beginObject()
      members(of: entry)
      endObject()
    }
    breakLine()
    key("pairs")
    lines(report.difference?.layers ?? []) { $0.value($1) }
    breakLine()
    key("summary")
    value(report.difference?.summary)
    breakLine()
    key("story")
    list(report.difference?.story ?? [])
    endObject()
  }

  private mutating func value(_ layer: LayerDifference) {
    beginObject()
    key("before")
    value(layer.before)
    key("after")
    value(layer.after)
    key("by")
    value(layer.by)
    key("status")
    value(layer.status)
    key("variables")
    list(layer.variables) { $0.value($1) }
    endObject()
  }

  private mutating func value(_ variable: VariableDifference) {
    beginObject()
    key("role")
    value(variable.role)
    key("status")
    value(variable.status)
    key("max_abs")
    value(variable.largestChange)
    key("rel_l2")
    value(variable.relativeL2)
    key("cosine")
    value(variable.cosine)
    key("changed_values")
    value(variable.changedValues)
    key("equal_after_rounding")
    value(variable.equalAfterRounding)
    endObject()
  }

  private mutating func value(_ summary: DifferenceSummary?) {
    beginObject()
    key("identical")
    value(summary?.identical ?? 0)
    key("changed")
    value(summary?.changed ?? 0)
    key("added")
    value(summary?.added ?? 0)
    key("removed")
    value(summary?.removed ?? 0)
    key("parameters_changed")
    value(summary?.parametersChanged ?? 0)
    key("frozen_kept")
    value(summary?.frozenKept)
    key("statistics_only")
    list(summary?.statisticsOnly ?? [])
    key("statistics_and_affine")
    list(summary?.statisticsAndAffine ?? [])
    key("backbone")
    value(summary?.backbone)
    key("head")
    value(summary?.head)
    endObject()
  }
}
