import Containers
import KerasModels

/// How the file packs the model, and what it says of its own origin.
public struct ContainerReport: Hashable, Sendable {
  public var format: ContainerFormat
  public var layout: Layout
  public var kerasVersion: String?
  public var backend: String?
  /// As the file spells it.
  public var savedAt: String?
  /// The members of an archive or folder, or the shards; empty for a plain HDF5 file.
  public var members: [ContainerMember]

  public init(
    format: ContainerFormat, layout: Layout, kerasVersion: String? = nil, backend: String? = nil,
    savedAt: String? = nil, members: [ContainerMember] = []
  ) {
    self.format = format
    self.layout = layout
    self.kerasVersion = kerasVersion
    self.backend = backend
    self.savedAt = savedAt
    self.members = members
  }
}
