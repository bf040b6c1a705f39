import Foundation
import Testing

/// What `diff` and `stats` say of files that have nothing in common, are one, or are damaged in their values.
struct WrongInputTests {
  private static let samples = URL(filePath: BinaryTests.samples)

  private func run(_ arguments: String...) throws -> BinaryTests.Outcome {
    try BinaryTests.run(arguments, in: Self.samples)
  }

  @Test func twoUnrelatedModels() throws {
    let outcome = try run("diff", "transfer_run/head_trained.keras", "bottleneck/bn_three.keras")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.hasSuffix(
        """

          These look like different models: 0 of 6 layers have a counterpart of the same shape among 8.

          6 layers are in the later file only, 8 in the earlier (--all lists them)

        """))
    let all = try run("diff", "transfer_run/head_trained.keras", "bottleneck/bn_three.keras", "--all")
    #expect(all.output.contains("\n  block_expand        added\n"))
    #expect(all.output.contains("\n  head                removed\n"))
  }

  @Test func aModelAgainstItself() throws {
    let outcome = try run(
      "diff", "transfer_run/head_trained.h5", "transfer_run/../transfer_run/head_trained.h5")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasSuffix(
        "\n  Both names lead to one file, in which 19 variables can only be identical.\n"))
  }

  /// The best epoch and the last, which an early stop meant to differ.
  @Test func aModelAgainstItsCopy() throws {
    let file = Self.samples.appending(path: "transfer_run/head_trained.h5")
    try withCopy(of: file) { copy in
      let outcome = try run("diff", "transfer_run/head_trained.h5", copy)
      #expect(outcome.status == 0)
      #expect(
        outcome.output.hasSuffix(
          "\n  0 of 19 variables changed: what was loaded or trained in between reached none of them.\n"))
    }
  }

  @Test func aChunkThatIsNotWhatItsChecksumSays() throws {
    let damaged = "transfer_run/head_trained_damaged.h5"
    let place = "(model_weights/backbone/conv/kernel)"
    let stats = try run("stats", damaged)
    #expect(stats.status == 2)
    #expect(
      stats.output.contains(
        """
          Values       345 in 18 variables   NaN 0   infinite 0   zero 0
          Not read     1 variable: the notes say why

        """))
    #expect(
      stats.output.hasSuffix(
        """
          note: cannot read the values of a dataset: data error detected by Fletcher32 checksum
                \(place)

        """))
    for pair in [
      [damaged, "transfer_run/head_trained.keras"], ["transfer_run/head_trained.keras", damaged],
    ] {
      let outcome = try run("diff", pair[0], pair[1])
      #expect(outcome.status == 2)
      #expect(
        outcome.output.contains("\n  1 of 19 variables could not be compared; the others are identical.\n"))
      #expect(
        outcome.output.contains("\n  note: \(damaged): cannot read the values of a dataset: data error\n"))
      // The file that is damaged is partial, and no other.
      let json = try run("diff", pair[0], pair[1], "--format", "ndjson").output
      let sides = json.components(separatedBy: "\"after\":{\"path\"")
      #expect(sides[0].contains("\"status\":\"partial\"") == (pair[0] == damaged))
      #expect(json.contains("\"path\":\"\(damaged)\",\"status\":\"partial\""))
    }
  }

  @Test func aChunkThatEndsTooEarly() throws {
    let fixtures = Self.samples.deletingLastPathComponent().appending(path: "Tests/ChecksTests/Fixtures").path
    let outcome = try run(
      "diff", fixtures + "/numbers.h5", fixtures + "/numbers-damaged.h5", "--format", "csv")
    #expect(outcome.status == 2)
    let rows = outcome.output.split(separator: "\r\n").filter { $0.contains(",not-compared,") }
    #expect(rows.count == 3)
    #expect(rows.contains { $0.contains(",name,constant,4099,not-compared,") })
  }

  /// A byte of the compressed weights: nothing of the file can be used.
  @Test(arguments: ["stats", "diff"]) func aDamagedMember(_ command: String) throws {
    let file = Self.samples.appending(path: "storage/deflated.keras")
    var bytes = try Data(contentsOf: file)
    let name = try #require(bytes.range(of: Data("model.weights.h5".utf8)))
    bytes[name.upperBound + 400] ^= 0xFF
    try withCopy(of: file, bytes) { copy in
      let arguments = command == "stats" ? [copy] : ["storage/deflated.keras", copy]
      let outcome = try BinaryTests.run([command] + arguments, in: Self.samples)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("weightscope: \(copy): damaged: "))
      #expect(outcome.errors.hasSuffix(" (model.weights.h5)\n"))
    }
  }

  /// A byte of a value in weights that lie in the archive uncompressed: all of it can be read, and the checksum tells.
  @Test func aDamagedValueInAnArchive() throws {
    let file = Self.samples.appending(path: "transfer_run/head_trained.keras")
    var bytes = try Data(contentsOf: file)
    // The kernel of the head lies at 17,400 in the same weights as a file of their own (h5py's get_offset).
    let weights = try Data(contentsOf: Self.samples.appending(path: "transfer_run/head_trained.weights.h5"))
    let place = try #require(bytes.range(of: weights[17_400..<17_480]))
    bytes[place.lowerBound] ^= 1
    try withCopy(of: file, bytes) { copy in
      let note = "the checksum (CRC-32) does not match the data: some values may be damaged"
      let stats = try run("stats", copy, "--format", "ndjson")
      #expect(stats.status == 2)
      #expect(stats.output.contains("\"status\":\"partial\""))
      #expect(
        stats.output.contains(
          "{\"code\":\"checksum-mismatch\",\"message\":\"\(note)\",\"place\":\"member:model.weights.h5\"}"))
      let difference = try run("diff", "transfer_run/head_trained.keras", copy, "--format", "ndjson")
      #expect(difference.status == 2)
      #expect(difference.output.contains("\"path\":\"\(copy)\",\"status\":\"partial\""))
      #expect(difference.output.contains(note))
      // Some layers alone are read without the rest.
      #expect(try run("stats", copy, "--select", "head").status == 0)
    }
  }

  /// Every other step is told; nothing is said of those that could not be compared.
  @Test func aSeriesWithABrokenFile() throws {
    let outcome = try run(
      "diff", "transfer_run/head_attached.keras", "transfer_run/head_trained.h5", "broken/truncated.keras",
      "transfer_run/head_trained.keras", "transfer_run/fine_tuned.keras")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("weightscope: broken/truncated.keras: truncated: "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(
      outcome.output.contains(
        """
        2  transfer_run/head_trained.h5 to broken/truncated.keras
           Not compared: broken/truncated.keras could not be read.

        """))
    #expect(
      outcome.output.hasSuffix(
        """
          layer         step 1  step 2  step 3  step 4
          depthwise          =       ?       ?  2.37 %
          depthwise_bn       =       ?       ?   282 %
          project            =       ?       ?   2.3 %
          head            61 %       ?       ?  5.87 %
          4 layers that never changed are left out

        """))
  }

  @Test func aSeriesOfWhichNothingCanBeCompared() throws {
    let outcome = try run(
      "diff", "transfer_run/head_attached.keras", "broken/empty.h5", "transfer_run/head_trained.keras")
    #expect(outcome.status == 2)
    #expect(outcome.errors == "weightscope: broken/empty.h5: the file is empty\n")
    #expect(!outcome.output.contains("no layer changed"))
  }

  /// Runs with a copy of a file, or of other bytes, under a name of its own.
  private func withCopy(of file: URL, _ bytes: Data? = nil, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weightscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appending(path: file.lastPathComponent)
    try (bytes ?? Data(contentsOf: file)).write(to: copy)
    try body(copy.path)
  }
}
