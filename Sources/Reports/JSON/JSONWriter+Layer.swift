import Containers
import KerasModels
import LayerCatalog

/// The contract's LAYER and VARIABLE.
extension JSONWriter {
  mutating func value(_ layer: LayerReport) {
    beginObject()
    key("index")
    value(layer.index)
    key("parent")
    value(layer.parent)
    key("name")
    value(layer.name)
    key("standard_name")
    value(layer.standardName)
    key("inputs")
    list(layer.inputs)
    key("keras_index")
    value(layer.kerasIndex)
    key("address")
    value(layer.address)
    key("kind")
    value(layer.kind)
    key("custom")
    value(layer.custom)
    key("settings")
    value(layer.settings)
    key("trainable")
    value(layer.trainable)
    key("input_shapes")
    value(layer.inputShapes)
    key("output_shapes")
    value(layer.outputShapes)
    key("parameters")
    value(layer.parameters)
    key("trainable_parameters")
    value(layer.trainableParameters)
    key("non_trainable_parameters")
    value(layer.nonTrainableParameters)
    key("variables")
    list(layer.variables) { $0.value($1) }
    key("expected")
    value(layer.expected)
    key("verdict")
    value(layer.verdict)
    key("reason")
    value(layer.reason)
    key("macs")
    value(layer.multiplyAccumulates)
    key("block")
    value(layer.block)
    endObject()
  }

  private mutating func value(_ kind: Kind) {
    beginObject()
    key("value")
    value(kind.value)
    key("from")
    value(kind.source)
    key("alternatives")
    list(kind.alternatives)
    endObject()
  }

  private mutating func value(_ expected: ExpectationReport?) {
    guard let expected else { return null() }
    beginObject()
    key("parameters")
    value(expected.parameters)
    key("variables")
    list(expected.variables) { writer, variable in
      writer.beginObject()
      writer.key("role")
      writer.value(variable.role)
      writer.key("shape")
      writer.list(variable.shape)
      writer.key("trainable")
      writer.value(variable.trainable)
      writer.endObject()
    }
    key("from")
    value(expected.source)
    key("formula")
    value(expected.formula)
    endObject()
  }

  private mutating func value(_ variable: VariableReport) {
    beginObject()
    key("role")
    value(variable.role)
    key("role_from")
    value(variable.roleSource)
    key("alternatives")
    list(variable.alternatives) { $0.value($1) }
    key("name")
    value(variable.name)
    key("address")
    value(variable.address)
    key("shape")
    list(variable.shape)
    key("dtype")
    value(variable.dtype)
    key("parameters")
    value(variable.parameters)
    key("stored_values")
    value(variable.storedValues)
    key("bytes")
    value(variable.bytes)
    key("trainable")
    value(variable.trainable)
    key("fixed")
    value(variable.isFixed)
    key("same_as")
    value(variable.sameAs)
    key("storage")
    value(variable.storage)
    key("stats")
    value(variable.stats)
    endObject()
  }

  private mutating func value(_ storage: VariableStorage) {
    beginObject()
    key("layout")
    value(storage.layout.word)
    key("filters")
    list(storage.layout.filterWords)
    key("member")
    value(storage.member)
    key("offset")
    value(storage.layout.offset)
    endObject()
  }

  private mutating func value(_ stats: StatsReport?) {
    guard let stats else { return null() }
    beginObject()
    key("count")
    value(stats.count)
    key("finite")
    value(stats.finite)
    key("nan")
    value(stats.nan)
    key("inf")
    value(stats.infinite)
    key("zero")
    value(stats.zero)
    key("min")
    value(stats.minimum)
    key("max")
    value(stats.maximum)
    key("mean")
    value(stats.mean)
    key("std")
    value(stats.standardDeviation)
    key("l2")
    value(stats.l2)
    key("sha256")
    value(stats.sha256)
    key("remarks")
    list(stats.remarks) { writer, remark in
      writer.beginObject()
      writer.key("id")
      writer.value(remark.id)
      writer.key("severity")
      writer.value(remark.severity)
      writer.key("message")
      writer.value(remark.message)
      writer.endObject()
    }
    endObject()
  }
}

extension StorageLayout {
  /// HDF5's word for the layout.
  var word: String {
    switch self {
    case .contiguous: "contiguous"
    case .compact: "compact"
    case .chunked: "chunked"
    case .external: "external"
    case .virtual: "virtual"
    case .unknown: "unknown"
    }
  }

  /// The registered names of the filters, first applied first; a number where HDF5 itself has no name for it.
  var filterWords: [String] {
    guard case .chunked(_, let filters) = self else { return [] }
    let names = [1: "deflate", 2: "shuffle", 3: "fletcher32", 4: "szip", 5: "nbit", 6: "scaleoffset"]
    return filters.map { names[$0.identifier] ?? String($0.identifier) }
  }

  var offset: Int? {
    guard case .contiguous(let offset) = self else { return nil }
    return offset.map { Int(clamping: $0) }
  }
}
