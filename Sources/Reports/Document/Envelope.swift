/// The document that a command prints: which command, and what it says of each file.
public struct Envelope: Hashable, Sendable {
  /// Number of the contract. A key that changes its meaning raises it, a new key does not.
  public static let schema = "weightscope/1"

  public var command: Command
  public var files: [FileEntry]

  public init(command: Command, files: [FileEntry] = []) {
    self.command = command
    self.files = files
  }
}

/// The commands whose output follows the contract.
public enum Command: String, Hashable, Sendable, CaseIterable {
  case inspect
  case verify
  case explain
  case diff
  case audit
  case stats
}

/// The program that wrote a document.
public enum Tool {
  public static let name = "weightscope"
  public static let version = "0.1.0"
}
