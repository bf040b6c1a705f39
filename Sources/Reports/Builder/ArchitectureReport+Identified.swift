import AnalyticModel

extension ArchitectureReport {
  init(_ identified: IdentifiedArchitecture) {
    self.init(
      name: identified.name, variant: identified.variant,
      match: identified.match, fitted: identified.fitted,
      variantRanges: identified.ranges.map {
        VariantRange(name: $0.argument, lowest: $0.lowest, highest: $0.highest)
      },
      deviations: identified.deviations, preprocessing: identified.preprocessing.text,
      outputActivation: identified.outputActivation)
  }
}
