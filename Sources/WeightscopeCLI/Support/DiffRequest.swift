import ArgumentParser
import Weightscope

/// What `weightscope diff BEFORE AFTER …` is asked for.
struct DiffRequest: Request {
  /// Two, or a series in its order.
  var files: [String]
  /// Only layers whose name or address this matches.
  var select: Glob?
  var showsIdentical = false
  var expectations = DiffExpectations()
  /// `nil` for as many as there are processors.
  var threads: Int?
  var output = OutputChoice()
  var limits = Limits()

  func run(worker: HDF5Worker?) throws {
    var options = StatisticsOptions()
    options.limits = limits
    options.threads = threads ?? FileList(paths: [files[0]], isRecursive: false).threadsPerFile
    options.progress = { ProgressLine.show(bytes: $0, of: $1) }
    // Only these formats tell what the files are beside what changed.
    let describesFiles = output.format == .json || output.format == .ndjson
    let series = Weightscope.series(files, options: options, analyses: describesFiles, worker: worker) {
      [select] name, address in select.takes(name, address)
    }
    ProgressLine.clear()
    try write(series)
    let status = tell(series.steps)
    if status != 0 { throw ExitCode(status) }
  }

  private func write(_ series: SeriesReport) throws {
    let steps = series.steps
    var destination = try OutputFile(output.path)
    let width = output.path == nil ? Standard.width(of: 1) : 100
    switch output.format {
    case .json: try destination.write(Envelope.json(series))
    case .ndjson: try destination.write(Envelope.json(series, breaksLines: false))
    case .csv: try destination.write(Array(DiffRows.commaSeparated(steps).utf8))
    case .markdown: try destination.write(Array(DiffRows.markdown(steps).utf8))
    case .text:
      let text =
        steps.count == 1
        ? steps[0].text(width: width, showsIdentical: showsIdentical) : DiffSeries.text(series, width: width)
      try destination.write(Array(text.utf8))
    }
    try destination.finish()
  }

  /// Writes errors and offences, and gives the exit status.
  private func tell(_ steps: [DiffReport]) -> Int32 {
    for (number, step) in steps.enumerated() {
      if number == 0, case .failure(let failure) = step.before { ErrorLines.write(failure) }
      if case .failure(let failure) = step.after { ErrorLines.write(failure) }
    }
    // Nothing was compared: to call that identical would hide a name that is misspelt.
    if let pattern = select, steps.contains(where: { $0.difference?.layers.isEmpty == true }) {
      ErrorLines.write("--select: no layer has the name or address \(SafeText.of(pattern.text))")
      return 2
    }
    let offences = steps.flatMap { expectations.offences(in: $0) }
    for offence in offences { ErrorLines.write(offence) }
    if !steps.allSatisfy(\.isComplete) { return 2 }
    if !expectations.isEmpty { return offences.isEmpty ? 0 : 1 }
    return steps.allSatisfy(\.isIdentical) ? 0 : 1
  }
}
