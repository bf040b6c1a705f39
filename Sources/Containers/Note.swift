/// Something that a reader of the report should know: a limit that was met, a fact that the file does not hold.
public struct Note: Hashable, Sendable {
  /// Stable, kebab-case.
  public var code: String
  public var message: String
  /// A path, member or HDF5 path; `nil` for the whole file.
  public var place: String?

  public init(code: String, message: String, place: String? = nil) {
    self.code = code
    self.message = message
    self.place = place
  }
}
