import Containers
import KerasModels

/// The objects of the contract's FILE, each with its keys in the contract's order.
extension JSONWriter {
  mutating func value(_ note: Note) {
    beginObject()
    key("code")
    value(note.code)
    key("message")
    value(note.message)
    key("place")
    value(note.place)
    endObject()
  }

  mutating func value(_ container: ContainerReport) {
    beginObject()
    key("format")
    value(container.format)
    key("layout")
    value(container.layout)
    key("keras_version")
    value(container.kerasVersion)
    key("backend")
    value(container.backend)
    key("saved_at")
    value(container.savedAt)
    key("members")
    list(container.members) { writer, member in
      writer.beginObject()
      writer.key("name")
      writer.value(member.name)
      writer.key("bytes")
      writer.value(Int(clamping: member.bytes))
      writer.key("stored_bytes")
      writer.value(Int(clamping: member.storedBytes))
      writer.key("method")
      writer.value(member.method)
      writer.endObject()
    }
    endObject()
  }

  mutating func value(_ order: LayerOrder) {
    beginObject()
    key("source")
    value(order.source)
    key("note")
    value(order.note)
    endObject()
  }

  mutating func value(_ optimizer: OptimizerState?) {
    guard let optimizer else { return null() }
    beginObject()
    key("name")
    value(optimizer.name)
    key("step")
    value(optimizer.step)
    key("learning_rate")
    value(optimizer.learningRate)
    key("slots_for")
    list(optimizer.slotsFor)
    endObject()
  }

  mutating func value(_ model: ModelReport) {
    beginObject()
    key("name")
    value(model.name)
    key("class")
    value(model.className)
    key("config")
    value(model.hasConfiguration)
    key("layer_count")
    value(model.layerCount)
    key("input_shapes")
    value(model.inputShapes)
    key("output_shapes")
    value(model.outputShapes)
    endObject()
  }

  mutating func value(_ architecture: ArchitectureReport?) {
    guard let architecture else { return null() }
    beginObject()
    key("name")
    value(architecture.name)
    key("variant")
    value(architecture.variant)
    key("match")
    value(architecture.match)
    key("fitted")
    list(architecture.fitted)
    key("variant_ranges")
    beginObject()
    for range in architecture.variantRanges {
      key(text: range.name)
      list([range.lowest, range.highest]) { $0.value($1) }
    }
    endObject()
    key("deviations")
    list(architecture.deviations)
    key("preprocessing")
    value(architecture.preprocessing)
    key("output_activation")
    value(architecture.outputActivation)
    endObject()
  }

  mutating func value(_ totals: TotalsReport) {
    beginObject()
    key("parameters")
    value(totals.parameters)
    key("trainable")
    value(totals.trainable)
    key("non_trainable")
    value(totals.nonTrainable)
    key("non_trainable_parts")
    beginObject()
    key("batch_norm_statistics")
    value(totals.nonTrainableParts.batchNormStatistics)
    key("frozen")
    value(totals.nonTrainableParts.frozen)
    key("fixed")
    value(totals.nonTrainableParts.fixed)
    endObject()
    key("stored_values")
    value(totals.storedValues)
    key("optimizer")
    value(totals.optimizer)
    key("other")
    value(totals.other)
    key("trainable_from")
    value(totals.trainableFrom)
    key("bytes")
    value(totals.bytes)
    key("by_dtype")
    beginObject()
    for count in totals.byDtype {
      key(text: count.dtype)
      value(count.parameters)
    }
    endObject()
    key("layers_with_variables")
    value(totals.layersWithVariables)
    key("macs")
    value(totals.multiplyAccumulates)
    key("macs_from")
    value(totals.costSource)
    key("macs_input_shapes")
    value(totals.costInputShapes)
    endObject()
  }

  private mutating func value(_ bytes: TotalsReport.Bytes) {
    beginObject()
    key("weights")
    value(bytes.weights)
    key("optimizer")
    value(bytes.optimizer)
    key("other")
    value(bytes.other)
    key("overhead")
    value(bytes.overhead)
    key("compression")
    value(bytes.compression)
    endObject()
  }

  mutating func value(_ ledger: LedgerReport?) {
    guard let ledger else { return null() }
    beginObject()
    key("match")
    value(ledger.match)
    key("mismatch")
    value(ledger.mismatch)
    key("not_predicted")
    value(ledger.notPredicted)
    key("share_independent")
    value(ledger.shareIndependent)
    endObject()
  }

  mutating func value(_ finding: FindingReport) {
    beginObject()
    key("id")
    value(finding.id)
    key("severity")
    value(finding.severity)
    key("family")
    value(finding.family)
    key("place")
    value(finding.place)
    key("message")
    value(finding.message)
    key("why")
    value(finding.why)
    key("fix")
    value(finding.fix)
    key("cve")
    list(finding.cve)
    key("ignored")
    value(finding.ignored)
    endObject()
  }

  mutating func value(_ coverage: CoverageReport?) {
    guard let coverage else { return null() }
    beginObject()
    key("complete")
    value(coverage.isComplete)
    key("unread")
    list(coverage.unread) { writer, unread in
      writer.beginObject()
      writer.key("place")
      writer.value(unread.place)
      writer.key("reason")
      writer.value(unread.reason)
      writer.endObject()
    }
    endObject()
  }
}
