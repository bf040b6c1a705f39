import AnalyticModel
import Containers
import KerasModels
import LayerCatalog

/// Puts together what a file holds and what arithmetic says of it.
public enum ReportBuilder {
  /// The report of one file.
  ///
  /// - Parameter analysis: without it the report holds what the file says, and nothing that is worked out: no
  ///   architecture, blocks, expectations, shapes or multiply-accumulates.
  public static func report(
    path: String, contents: ContainerContents, model: Model, analysis: Analysis?
  ) -> FileReport {
    let shapes = LayerShapes(analysis?.flow)
    let blocks = analysis?.blocks ?? []
    let blockOfLayer = blockMembership(blocks, of: model.layers)
    var layers = model.layers.enumerated().map { index, layer in
      var report = LayerReport(index: index, layer)
      report.inputShapes = shapes.inputs(of: layer)
      report.outputShapes = shapes.outputs(of: layer)
      report.block = blockOfLayer[index]
      report.standardName = analysis?.architecture?.standardName(of: index)
      if let entries = analysis?.ledger.entries, entries.indices.contains(index) {
        report.take(entries[index])
      }
      if analysis?.misfits.contains(index) != true {
        report.multiplyAccumulates =
          analysis?.architectureCost?.ofLayers[index] ?? shapes.multiplyAccumulates(of: layer)
      }
      return report
    }
    LayerSums.fill(&layers)
    let notes = model.notes + (analysis.map { CostNotes.notes(of: $0, layers: layers) } ?? [])
    var totals = TotalsBuilder.totals(of: model, contents: contents, layers: layers)
    if let analysis { totals.takeCost(from: analysis, inputShapes: model.inputShapes) }
    return FileReport(
      path: path, status: notes.contains(where: isLoss) ? .partial : .ok, notes: notes,
      bytes: Int(clamping: contents.bytes),
      container: ContainerReport(
        format: contents.format, layout: model.layout, kerasVersion: model.kerasVersion,
        backend: model.backend,
        savedAt: model.savedAt, members: contents.members),
      order: model.order, optimizer: model.optimizer,
      model: ModelReport(
        name: model.name, className: model.className, hasConfiguration: model.configuration != nil,
        layerCount: model.layers.count { $0.parent == nil && $0.kerasIndex != nil },
        inputShapes: model.inputShapes,
        outputShapes: shapes.modelOutputs),
      architecture: analysis?.architecture.map(ArchitectureReport.init),
      totals: totals,
      layers: layers, blocks: blocks.enumerated().map { BlockReport(index: $0, $1) },
      ledger: analysis?.ledger.report)
  }

  /// The block of each layer; a part of a composite layer belongs where that belongs.
  private static func blockMembership(_ blocks: [Block], of layers: [Layer]) -> [Int?] {
    var membership = [Int?](repeating: nil, count: layers.count)
    for (index, block) in blocks.enumerated() {
      for layer in block.layers { membership[layer] = index }
    }
    for (index, layer) in layers.enumerated() {
      guard let parent = layer.parent, parent < index, !layers[parent].isModel else { continue }
      membership[index] = membership[parent]
    }
    return membership
  }

  /// Whether a note says that something of the file is missing in the report.
  private static func isLoss(_ note: Note) -> Bool {
    lossCodes.contains(note.code)
  }

  private static let lossCodes: Set<String> = [
    "config-unreadable", "metadata-unreadable", "object-unreadable", "values-unreadable", "limit-objects",
    "weight-missing",
  ]
}

extension LayerReport {
  init(index: Int, _ layer: Layer) {
    self.init(
      index: index, parent: layer.parent, name: layer.name, inputs: layer.inputs,
      kerasIndex: layer.kerasIndex,
      address: layer.address, isModel: layer.isModel, isPart: layer.partAttribute != nil, kind: layer.kind,
      custom: layer.custom, settings: ReportedSettings.of(layer), trainable: layer.trainable,
      variables: layer.variables.map(VariableReport.init))
  }

  mutating func take(_ entry: Ledger.Entry) {
    verdict = entry.verdict
    reason = entry.reason
    guard let expectation = entry.expected, !expectation.variables.isEmpty else { return }
    expected = ExpectationReport(
      parameters: expectation.parameters,
      variables: expectation.variables.map {
        VariableSpecification($0.role, $0.shape, trainable: $0.trainable ?? true)
      },
      from: expectation.source,
      formula: expectation.formula)
  }
}

extension VariableReport {
  init(_ variable: Variable) {
    self.init(
      role: variable.role, roleSource: variable.roleSource, alternatives: variable.roleAlternatives,
      name: variable.name, address: variable.address, shape: variable.shape, dtype: variable.dtype,
      parameters: variable.parameters, storedValues: variable.storedValues, bytes: variable.bytes,
      trainable: variable.trainable, isFixed: variable.fixed, sameAs: variable.sameAs,
      isStoredAgain: variable.isStoredAgain,
      storage: variable.storage)
  }
}

extension Ledger {
  var report: LedgerReport {
    LedgerReport(
      match: match, mismatch: mismatch, notPredicted: notPredicted, shareIndependent: shareIndependent)
  }
}

/// The settings that a report shows: those that enter shapes, counts or blocks, as Keras names them.
enum ReportedSettings {
  static func of(_ layer: Layer) -> Settings {
    layer.settings.without { key, value in
      switch key {
      case "dtype", "layer", "backward_layer", "forward_layer", "cell", "cells": true
      default: value == .null
      }
    }
  }
}
