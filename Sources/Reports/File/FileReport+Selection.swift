extension FileReport {
  /// The report with some layers alone. Everything that names layers by their position still means their `index`, which
  /// stays what it was in the whole.
  public func selecting(_ select: Glob?) -> FileReport {
    guard select != nil else { return self }
    var report = self
    report.layers.removeAll { !select.takes($0.name, $0.address) }
    return report
  }
}

extension FileReport {
  /// Leaves some layers alone in the report, and in what was held against arithmetic.
  ///
  /// - Parameter includes: name and address of a layer to whether it is kept.
  public mutating func keepAccount(of includes: (_ name: String, _ address: String?) -> Bool) {
    guard !layers.allSatisfy({ includes($0.name, $0.address) }) else { return }
    layers.removeAll { !includes($0.name, $0.address) }
    let missing = notes.filter { $0.code == "layer-missing" }
    let stillMissing = missing.filter { $0.place.map { includes($0, nil) } == true }
    notes.removeAll { missing.contains($0) && !stillMissing.contains($0) }
    ledger = LedgerReport(
      match: layers.count { $0.verdict == .match },
      mismatch: layers.count { $0.verdict == .mismatch } + stillMissing.count,
      notPredicted: layers.count { $0.verdict == .notPredicted })
  }
}

extension FileEntry {
  /// As `FileReport.selecting`.
  public func selecting(_ select: Glob?) -> FileEntry {
    guard case .report(let report) = self else { return self }
    return .report(report.selecting(select))
  }
}
