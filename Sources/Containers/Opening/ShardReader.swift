/// A shard index (`.weights.json` of Keras 3.10 and later) with the shards that it names, which lie beside it.
enum ShardReader {
  private static let largestIndex: UInt64 = 64 << 20
  private static let mostShards = 10_000

  /// The index, if the file is one: a JSON object with a `weight_map`.
  static func index(in source: ByteSource, limits: Limits) -> JSONValue? {
    guard source.length <= largestIndex, let head = source.bytes(at: 0, count: Int(min(source.length, 64))),
      head.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
      let bytes = source.bytes(at: 0, count: Int(source.length)),
      let value = try? JSONReader.read(bytes, limits: limits), case .object? = value["weight_map"]
    else { return nil }
    return value
  }

  static func read(
    _ index: JSONValue, source: ByteSource, path: String, limits: Limits
  ) throws(ContainerError) -> ContainerContents {
    let folder = try FileOpening.parent(of: path)
    let names = shardNames(index)
    // The indexes of safetensors and PyTorch shards have the same key.
    if !names.isEmpty, names.allSatisfy({ $0.hasSuffix(".safetensors") || $0.hasSuffix(".bin") }) {
      throw .notAModel(
        what: "this is the index of safetensors or PyTorch shards, not of a Keras model", advice: nil)
    }
    guard !names.isEmpty else {
      throw .damaged(reason: "the shard index names no shard", place: "json:weight_map")
    }
    guard names.count <= mostShards else {
      throw .limit(name: "shards", value: mostShards, option: nil, place: "json:weight_map")
    }
    var contents = ContainerContents(format: .shards, bytes: source.length, trees: [], shardIndex: index)
    for name in names {
      let shard = try FileOpening.open(name, beneath: folder)
      contents.bytes = contents.bytes.addingReportingOverflow(shard.length).partialValue
      contents.members.append(ContainerMember(name: name, bytes: shard.length, storedBytes: shard.length))
      contents.trees.append(try HDF5Reader.read(shard, member: name, limits: limits))
      contents.sources.append(shard)
    }
    return contents
  }

  /// The shards, each once, in the order of their names. A variable's value is a name or a list of names.
  private static func shardNames(_ index: JSONValue) -> [String] {
    guard case .object(let map)? = index["weight_map"] else { return [] }
    var names: Set<String> = []
    for member in map.members {
      if let name = member.value.string { names.insert(name) }
      for name in member.value.array ?? [] {
        if let name = name.string { names.insert(name) }
      }
    }
    return names.sorted { $0.utf8Precedes($1) }
  }
}
