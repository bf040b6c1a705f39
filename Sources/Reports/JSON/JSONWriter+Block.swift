/// The contract's BLOCK.
extension JSONWriter {
  mutating func value(_ block: BlockReport) {
    beginObject()
    key("index")
    value(block.index)
    key("kind")
    value(block.kind)
    key("name")
    value(block.name)
    key("layers")
    list(block.layers)
    key("in")
    value(block.input)
    key("expand")
    value(block.expand)
    key("out")
    value(block.output)
    key("kernel")
    value(block.kernel)
    key("stride")
    value(block.stride)
    key("residual")
    value(block.residual)
    key("shortcut")
    value(block.shortcut)
    key("squeeze")
    value(block.squeeze)
    key("batch_norm")
    value(block.batchNorm)
    key("bias")
    list(block.bias)
    key("parameters")
    value(block.parameters)
    key("trainable_parameters")
    value(block.trainableParameters)
    key("non_trainable_parameters")
    value(block.nonTrainableParameters)
    key("counts")
    value(block.counts)
    key("formula")
    value(block.formula)
    key("macs")
    value(block.multiplyAccumulates)
    key("verdict")
    value(block.verdict)
    key("reasons")
    list(block.reasons) { writer, reason in
      writer.beginObject()
      writer.key("field")
      writer.value(reason.field)
      writer.key("reason")
      writer.value(reason.reason)
      writer.endObject()
    }
    endObject()
  }

  /// One number where all sides are equal, else a list, height first.
  private mutating func value(_ sides: Sides?) {
    guard let sides else { return null() }
    if let single = sides.single { value(single) } else { list(sides.lengths) }
  }

  private mutating func value(_ batchNorm: BlockBatchNorm?) {
    guard let batchNorm else { return null() }
    beginObject()
    key("after")
    list(batchNorm.after)
    key("gamma")
    value(batchNorm.gamma)
    key("beta")
    value(batchNorm.beta)
    key("moving_mean")
    value(batchNorm.movingMean)
    key("moving_variance")
    value(batchNorm.movingVariance)
    endObject()
  }

  mutating func value(_ counts: ConventionCounts) {
    beginObject()
    key("weights")
    value(counts.weights)
    key("trainable")
    value(counts.trainable)
    key("all")
    value(counts.all)
    endObject()
  }
}
