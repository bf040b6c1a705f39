import AnalyticModel

extension BlockReport {
  init(index: Int, _ block: Block) {
    self.init(
      index: index, kind: block.kind.rawValue, name: block.name, layers: block.layers, input: block.input,
      expand: block.expand, output: block.output, kernel: block.kernel.map(Sides.init),
      stride: block.stride.map(Sides.init), residual: block.residual,
      shortcut: block.shortcut, squeeze: block.squeeze,
      batchNorm: block.batchNorm.map {
        BlockBatchNorm(
          after: $0.after, gamma: $0.gamma, beta: $0.beta, movingMean: $0.movingMean,
          movingVariance: $0.movingVariance)
      },
      bias: block.bias, parameters: block.parameters, trainableParameters: block.trainableParameters,
      nonTrainableParameters: block.nonTrainableParameters,
      counts: ConventionCounts(
        weights: block.counts.weights, trainable: block.counts.trainable, all: block.counts.all),
      formula: block.formula, multiplyAccumulates: block.multiplyAccumulates,
      verdict: block.verdict,
      reasons: block.reasons.map { Reason($0.field, $0.reason) })
  }
}
