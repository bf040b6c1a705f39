/// Text from strangers, for a line of a terminal.
public enum SafeText {
  /// The text with control characters and line breaks shown, not obeyed.
  public static func of(_ text: String) -> String { DisplayWidth.harmless(text) }
}
