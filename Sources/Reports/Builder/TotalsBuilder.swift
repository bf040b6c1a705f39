import AnalyticModel
import Containers
import KerasModels
import LayerCatalog

/// Adds up a file: parameters as Keras' `summary()` counts them, and bytes by use.
enum TotalsBuilder {
  static func totals(of model: Model, contents: ContainerContents, layers: [LayerReport]) -> TotalsReport {
    var totals = TotalsReport(
      parameters: 0, storedValues: 0, bytes: TotalsReport.Bytes(weights: 0), layersWithVariables: 0)
    var trainable: Int? = 0
    var frozen: Int? = 0
    var dtypes: [String: Int] = [:]
    for layer in layers {
      for variable in layer.variables {
        let count = variable.countedParameters
        totals.parameters &+= count
        if variable.hasOwnValues {
          totals.storedValues &+= variable.storedValues
          totals.bytes.weights &+= variable.bytes
        }
        guard count > 0 else { continue }
        dtypes[variable.dtype, default: 0] &+= count
        if variable.isFixed {
          if variable.role.isBatchNormStatistic {
            totals.nonTrainableParts.batchNormStatistics &+= count
          } else {
            totals.nonTrainableParts.fixed &+= count
          }
          continue
        }
        guard let flag = variable.trainable else {
          trainable = nil
          frozen = nil
          continue
        }
        if flag { trainable = trainable.map { $0 &+ count } } else { frozen = frozen.map { $0 &+ count } }
      }
    }
    totals.trainable = trainable
    totals.nonTrainable = trainable.map { totals.parameters &- $0 }
    totals.nonTrainableParts.frozen = frozen
    totals.trainableFrom = model.trainableSource
    totals.byDtype = dtypes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .init($0.key, $0.value) }
    totals.optimizer = model.optimizerVariables.reduce(0) { $0 &+ $1.storedValues }
    totals.other = model.otherVariables.reduce(0) { $0 &+ $1.storedValues }
    totals.layersWithVariables = countLayersWithVariables(layers)
    totals.multiplyAccumulates = sumOfMultiplyAccumulates(layers)
    addBytes(&totals.bytes, model: model, contents: contents)
    return totals
  }

  /// Layers that own variables, a composite layer and all that lies in its parts as one, shared ones once.
  private static func countLayersWithVariables(_ layers: [LayerReport]) -> Int {
    var owners: Set<Int> = []
    for layer in layers where layer.variables.contains(where: { $0.sameAs == nil }) {
      var owner = layer.index
      var here = layer
      while let parent = here.parent, parent < here.index {
        if here.isPart { owner = parent }
        here = layers[parent]
      }
      owners.insert(owner)
    }
    return owners.count
  }

  private static func sumOfMultiplyAccumulates(_ layers: [LayerReport]) -> Int? {
    var sum = 0
    var isKnown = false
    for layer in layers where !layer.isModel && !layer.isPart {
      guard let count = layer.multiplyAccumulates else {
        if layer.parameters > 0 { return nil }
        continue
      }
      isKnown = true
      sum &+= count
    }
    return isKnown ? sum : nil
  }

  /// The rest of the file is overhead: HDF5's own structures, JSON, archive headers, gaps.
  private static func addBytes(_ bytes: inout TotalsReport.Bytes, model: Model, contents: ContainerContents) {
    bytes.optimizer = model.optimizerVariables.reduce(0) { $0 &+ $1.bytes }
    bytes.other = model.otherVariables.reduce(0) { $0 &+ $1.bytes }
    for member in contents.members {
      bytes.compression &+= Int(clamping: member.storedBytes) &- Int(clamping: member.bytes)
    }
    bytes.overhead =
      Int(clamping: contents.bytes) &- bytes.weights &- bytes.optimizer &- bytes.other &- bytes.compression
  }
}

extension TotalsReport {
  /// Says what multiply-accumulates were counted from.
  ///
  /// - Parameter inputShapes: what the model is fed, by its configuration or as asked for
  mutating func takeCost(from analysis: Analysis, inputShapes: [TensorShape]?) {
    if analysis.flow != nil {
      costSource = .config
      costInputShapes = inputShapes
    } else if let cost = analysis.architectureCost {
      costSource = .architecture
      costInputShapes = [cost.inputShape]
    }
  }
}
