/// A file, archive or folder of shards, opened once and read: HDF5 trees and JSON documents,
/// nothing interpreted.
public struct ContainerContents: Sendable {
  public var format: ContainerFormat
  /// Size on disk: all shards, all members of a folder.
  public var bytes: UInt64
  /// The members of an archive or folder, or the shards; empty for a plain HDF5 file.
  public var members: [ContainerMember]
  /// The HDF5 files inside: one, or one per shard in the order of their names.
  public var trees: [StoredTree]
  /// Where the bytes of each tree lie, in the same order; empty for contents that no file gave.
  public var sources: [ByteSource] = []
  /// The weights of an archive that stores them uncompressed, which nobody has checked yet.
  public var storedMembers: [StoredMember] = []
  /// `config.json` of an archive; the attribute `model_config` of a legacy file is left to the layouts.
  public var configuration: JSONValue?
  /// `metadata.json` of an archive.
  public var metadata: JSONValue?
  /// The shard index (`weight_map` and `metadata`).
  public var shardIndex: JSONValue?
  public var notes: [Note]

  public init(
    format: ContainerFormat, bytes: UInt64, members: [ContainerMember] = [], trees: [StoredTree],
    configuration: JSONValue? = nil, metadata: JSONValue? = nil, shardIndex: JSONValue? = nil,
    notes: [Note] = []
  ) {
    self.format = format
    self.bytes = bytes
    self.members = members
    self.trees = trees
    self.configuration = configuration
    self.metadata = metadata
    self.shardIndex = shardIndex
    self.notes = notes
  }
}

/// What a path turned out to be, decided by its content.
public enum ContainerFormat: String, Hashable, Sendable {
  case hdf5
  case zip
  case folder
  case shards
}

/// A member of an archive or folder, or a shard.
public struct ContainerMember: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable {
    case stored
    case deflated
    /// Any other compression, which is listed and not read.
    case other
  }

  public var name: String
  public var bytes: UInt64
  /// Bytes in the archive, after compression.
  public var storedBytes: UInt64
  public var method: Method

  public init(name: String, bytes: UInt64, storedBytes: UInt64, method: Method = .stored) {
    self.name = name
    self.bytes = bytes
    self.storedBytes = storedBytes
    self.method = method
  }
}

/// One HDF5 file of a container.
public struct StoredTree: Hashable, Sendable {
  /// The member or shard that it is; `nil` for a plain file.
  public var member: String?
  /// Length of the HDF5 file in bytes, user block included.
  public var bytes: UInt64
  public var root: StoredGroup
  /// What could not be read, and what the reader should know.
  public var notes: [Note]

  public init(member: String? = nil, bytes: UInt64 = 0, root: StoredGroup, notes: [Note] = []) {
    self.member = member
    self.bytes = bytes
    self.root = root
    self.notes = notes
  }
}
