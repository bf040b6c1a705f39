import Testing
import Weightscope

/// What holds in every report, whatever the file.
struct SampleInvariantsTests {
  @Test(arguments: Sample.readable)
  func bytesAddUpToTheFile(_ sample: Sample) throws {
    let report = try sample.report()
    let bytes = report.totals.bytes
    #expect(
      bytes.weights + bytes.optimizer + bytes.other + bytes.overhead + bytes.compression == report.bytes)
    #expect(bytes.overhead > 0)
    #expect(bytes.weights >= 0 && bytes.optimizer >= 0 && bytes.other >= 0 && bytes.compression <= 0)
  }

  @Test(arguments: Sample.readable)
  func rowsAddUpToTotals(_ sample: Sample) throws {
    let report = try sample.report()
    let top = report.layers.filter { $0.parent == nil }
    #expect(top.reduce(0) { $0 + $1.parameters } == report.totals.parameters)
    #expect(sum(top.map(\.trainableParameters)) == report.totals.trainable)
    #expect(sum(top.map(\.nonTrainableParameters)) == report.totals.nonTrainable)
    for layer in report.layers {
      let inside = report.layers.filter { $0.parent == layer.index }
      let own = layer.variables.reduce(0) { $0 + $1.countedParameters }
      #expect(layer.parameters == own + inside.reduce(0) { $0 + $1.parameters }, "\(layer.name)")
    }
    let totals = report.totals
    #expect(totals.byDtype.reduce(0) { $0 + $1.parameters } == totals.parameters)
    if let trainable = totals.trainable, let nonTrainable = totals.nonTrainable,
      let frozen = totals.nonTrainableParts.frozen
    {
      #expect(trainable + nonTrainable == totals.parameters)
      #expect(
        totals.nonTrainableParts.batchNormStatistics + totals.nonTrainableParts.fixed + frozen == nonTrainable
      )
    }
  }

  /// Rows stand depth first, and refer only to rows that exist.
  @Test(arguments: Sample.readable)
  func referencesHold(_ sample: Sample) throws {
    let report = try sample.report()
    var open: [Int] = []
    for (position, layer) in report.layers.enumerated() {
      #expect(layer.index == position)
      if let parent = layer.parent {
        while let last = open.last, last != parent { open.removeLast() }
        #expect(open.last == parent, "\(layer.name) does not stand within its parent")
      } else {
        open = []
      }
      open.append(position)
      #expect((layer.inputs ?? []).allSatisfy(report.layers.indices.contains), "\(layer.name)")
      #expect(layer.block.map { report.blocks.indices.contains($0) } ?? true, "\(layer.name)")
    }
    let addresses = Set(report.layers.flatMap(\.variables).map(\.address))
    for variable in report.layers.flatMap(\.variables) {
      #expect(variable.sameAs.map(addresses.contains) ?? true, "\(variable.address)")
    }
    for (position, block) in report.blocks.enumerated() {
      #expect(block.index == position)
      #expect(block.layers.allSatisfy(report.layers.indices.contains))
      #expect(
        block.layers.reduce(0) { $0 + report.layers[$1].parameters } == block.parameters, "\(block.name)")
    }
    let ledger = try #require(report.ledger)
    #expect(ledger.match + ledger.mismatch + ledger.notPredicted == report.totals.layersWithVariables)
    #expect(report.layers.allSatisfy { $0.verdict != .notPredicted || $0.reason != nil })
  }

  @Test(arguments: Sample.readable)
  func textFitsAHundredColumns(_ sample: Sample) throws {
    let report = try sample.report()
    for (layers, variables) in [(false, false), (true, false), (true, true)] {
      var options = TextOptions()
      options.layers = layers
      options.variables = variables
      let lines = report.text(options).split(separator: "\n")
      // The first line names the path, which is as long as it is.
      for line in lines.dropFirst() where !line.contains(Sample.folder) {
        #expect(line.count <= 100, "\(line)")
      }
    }
  }

  private func sum(_ counts: [Int?]) -> Int? {
    counts.reduce(0) { sum, count in sum.flatMap { sum in count.map { sum + $0 } } }
  }
}
