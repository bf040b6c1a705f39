/// A part of the contents that is known while the weights are still being read. What it is for does not depend on its
/// coming early: it stands in the contents again.
public enum EarlyPart: Sendable {
  /// Nothing yet: the child has begun to read so many bytes of HDF5.
  case begun(bytes: UInt64)
  /// The document `config.json` of an archive or folder.
  case configuration(JSONValue)
  /// A text of the root group of a plain HDF5 file, such as `model_config`.
  case rootAttribute(StoredAttribute)
  /// All texts of the root group of a plain HDF5 file have come.
  case rootIsTold
}
