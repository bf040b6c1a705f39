import Foundation
import Testing

/// Every screen of the pages in `Documentation` is what the program prints; `…` stands for lines left out.
struct DocumentationTests {
  struct Screen: Sendable, CustomTestStringConvertible {
    var page: String
    var command: String
    var lines: [String]

    var testDescription: String { "\(page): \(command)" }
  }

  private static let root = URL(filePath: BinaryTests.samples).deletingLastPathComponent()

  static let screens: [Screen] = {
    let folder = root.appending(path: "Documentation")
    let pages = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return pages.filter { $0.hasSuffix(".md") }.sorted().flatMap { page -> [Screen] in
      guard let text = try? String(contentsOf: folder.appending(path: page), encoding: .utf8) else {
        return []
      }
      let lines = text.components(separatedBy: "\n")
      return lines.indices.filter { lines[$0].hasPrefix("$ weightscope ") }.map { start in
        Screen(
          page: page, command: String(lines[start].dropFirst("$ weightscope ".count)),
          lines: Array(lines[(start + 1)...].prefix { $0 != "```" && !$0.hasPrefix("$ ") }))
      }
    }
  }()

  @Test func thereAreScreens() { #expect(Self.screens.count >= 12) }

  @Test(arguments: screens) func theScreenIsReal(_ screen: Screen) throws {
    // A shell takes the quotes away that keep it from expanding a pattern.
    let arguments = screen.command.components(separatedBy: " ").map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: "'"))
    }
    let outcome = try BinaryTests.run(arguments, in: Self.root)
    var printed = outcome.output.components(separatedBy: "\n")[...]
    for line in screen.lines where line != "   …" {
      let place = try #require(printed.firstIndex(of: line), "not printed: \(line)")
      printed = printed[(place + 1)...]
    }
  }
}
