struct DeadChannelsRule: ValueRule {
  let id = "dead-channels"
  let severity = ValueFinding.Severity.warn
  let title = "channels of zeros"
  let why = "These outputs do not depend on the input: the channels cost time and do nothing."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    layer.variables.compactMap { measured in
      guard let dead = measured.figures.zeroChannels, dead > 0, measured.variable.isKernel else { return nil }
      let all = measured.variable.shape.suffix(measured.variable.outputAxes).reduce(1, &*)
      guard dead < all else { return nil }
      return finding(layer, [measured], dead.of(all, "output channels", ("has", "have")) + " only zeros")
    }
  }
}
