/// Normalization of the input by a stored mean and variance, in front of everything (EfficientNet).
struct PreprocessingFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    guard let node = cursor.node, case .preprocessing(let channels) = cursor.network.nodes[node].role else {
      return nil
    }
    cursor.position += 1
    var block = FoundBlock(.preprocessing)
    block.others = [node]
    block.input = channels
    block.output = channels
    block.residual = false
    return block
  }
}
