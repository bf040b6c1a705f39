/// Comma-separated values (RFC 4180), with cells that a spreadsheet would run as formulas defused by an apostrophe.
public enum CommaSeparated {
  public static func head(_ content: TableContent) -> String { line(content.titles) }

  public static func rows(of report: FileReport, _ content: TableContent) -> String {
    content.rows(of: report).map(line).joined()
  }

  static func line(_ cells: [String]) -> String {
    cells.map(escaped).joined(separator: ",") + "\r\n"
  }

  static func escaped(_ cell: String) -> String {
    var text = cell
    if let first = text.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first), Double(text) == nil
    {
      text = "'" + text
    }
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}
