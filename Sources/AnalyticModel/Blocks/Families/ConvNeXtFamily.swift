/// ConvNeXt blocks (Liu et al., "A ConvNet for the 2020s", 2022): a large depthwise convolution, a normalization, two
/// dense layers to four times the channels and back, a factor per channel, and the input added.
struct ConvNeXtFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { cursor in
      guard let branches = cursor.residual() else { return nil }
      var inner = cursor.over(branches.main)
      guard var block = Self.main(&inner), inner.isAtEnd else { return nil }
      block.take(branches)
      return block
    }
      ?? cursor.attempt { cursor in
        guard !cursor.network.hasGraph, var block = Self.main(&cursor) else { return nil }
        block.leaveResidualOpen()
        return block
      }
  }

  private static func main(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let depthwise = cursor.convolution("depthwise", where: { $0.form == .depthwise }),
      let channels = cursor.network.convolution(depthwise.node)?.output,
      let expand = widening("expand", from: channels, &cursor), let project = narrowing("project", &cursor),
      expand.width == project.input, project.output == channels
    else { return nil }
    var block = FoundBlock(.convnext)
    block.units = [depthwise, expand.unit, project.unit]
    block.input = channels
    block.expand = expand.width
    block.output = channels
    if let scale = scale(channels, &cursor) { block.others.append(scale) }
    return block
  }

  private static func widening(
    _ name: String, from channels: Int, _ cursor: inout BlockCursor
  ) -> (unit: FoundBlock.Unit, width: Int)? {
    guard let node = cursor.node, case .dense(channels, let width, _) = cursor.network.nodes[node].role,
      width > channels, let unit = cursor.dense(name, where: { _, _ in true })
    else { return nil }
    return (unit, width)
  }

  private static func narrowing(
    _ name: String, _ cursor: inout BlockCursor
  ) -> (unit: FoundBlock.Unit, input: Int, output: Int)? {
    guard let node = cursor.node, case .dense(let input, let output, _) = cursor.network.nodes[node].role,
      let unit = cursor.dense(name, where: { _, _ in true })
    else { return nil }
    return (unit, input, output)
  }

  /// The factor per channel. By its weights alone it is a single vector, whatever class that is taken for.
  private static func scale(_ channels: Int, _ cursor: inout BlockCursor) -> Int? {
    guard let node = cursor.node else { return nil }
    switch cursor.network.nodes[node].role {
    case .scale: break
    case .other where !cursor.network.hasGraph && cursor.network.nodes[node].channels == channels: break
    case .normalization(let normalization)
    where !cursor.network.hasGraph && normalization.channels == channels && normalization.vectors == 1:
      break
    default: return nil
    }
    cursor.position += 1
    return node
  }
}
