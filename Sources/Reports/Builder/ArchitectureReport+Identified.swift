import AnalyticModel

extension ArchitectureReport {
  init(_ identified: IdentifiedArchitecture) {
    self.init(
      name: identified.name, variant: identified.variant,
      match: Match(rawValue: identified.match.rawValue) ?? .deviates, fitted: identified.fitted,
      variantRanges: identified.ranges.map {
        VariantRange(name: $0.argument, lowest: $0.lowest, highest: $0.highest)
      },
      deviations: identified.deviations, preprocessing: identified.preprocessing.text,
      outputActivation: identified.outputActivation)
  }
}
