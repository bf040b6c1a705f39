import AnalyticModel

/// What `explain` can explain, with one line for each.
public enum TopicList {
  public static func text(width: Int) -> String {
    var lines = Wrapping.lines(
      "weightscope explain <topic> [options]; a topic without options shows a worked example", width: width,
      indent: 2)
    lines.append("")
    for (title, topics) in groups {
      lines.append("  " + title)
      let widest = topics.reduce(0) { max($0, $1.name.utf8.count) }
      for topic in topics {
        lines += Wrapping.hanging(
          "    " + Padding.right(topic.name, to: widest) + "  ", topic.purpose, width: width)
      }
      lines.append("")
    }
    let others = ExplanationTopics.layers.filter { !hasVariables($0) }.map(\.name)
    lines.append("  Layers without variables: 0 parameters each")
    lines += Wrapping.lines("    " + others.joined(separator: ", "), width: width, indent: 4)
    return lines.joined(separator: "\n") + "\n"
  }

  public static var markdown: String {
    MarkdownTable.table(["topic", "purpose"], rows: all.map { [$0.name, $0.purpose] })
  }

  public static var commaSeparated: String {
    CommaSeparated.line(["topic", "purpose"])
      + all.map { CommaSeparated.line([$0.name, $0.purpose]) }.joined()
  }

  private static var all: [any ExplanationTopic] { ExplanationTopics.blocks + ExplanationTopics.layers }

  private static var groups: [(String, [any ExplanationTopic])] {
    [
      ("Blocks", ExplanationTopics.blocks),
      ("Layers with variables", ExplanationTopics.layers.filter(hasVariables)),
    ]
  }

  /// Whether the layer's worked example has any.
  private static func hasVariables(_ topic: any ExplanationTopic) -> Bool {
    (topic as? LayerTopic)?.hasVariables ?? true
  }
}
