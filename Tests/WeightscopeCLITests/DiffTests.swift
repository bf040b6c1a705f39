import Foundation
import Testing

/// `weightscope diff` as a user runs it.
struct DiffTests {
  private static let run = URL(filePath: BinaryTests.samples).appending(path: "transfer_run")

  private func diff(_ arguments: String...) throws -> BinaryTests.Outcome {
    try BinaryTests.run(["diff"] + arguments, in: Self.run)
  }

  @Test func theScreenOfAStep() throws {
    let outcome = try diff("head_attached.h5", "head_trained.keras")
    #expect(outcome.status == 1)
    #expect(outcome.errors.isEmpty)
    #expect(
      outcome.output == """
        before  head_attached.h5   whole model, Keras 3.15.1, 37.8 KB
        after   head_trained.keras   .keras archive, Keras 3.15.1, 59.1 KB

          7 of 8 layers are identical, 1 changed (25 values).
          Backbone unchanged: 7 layers. Head changed: 1 layer.
          Everything that is flagged frozen stayed as it was.

          layer     status   change  largest  cosine  values changed
          head      changed
            kernel  changed  5.62 %     0.04   0.998        20 of 20
            bias    changed    61 %     0.04    0.84          5 of 5
          7 identical layers left out (--all shows them)

        """)
  }

  @Test func exitStatusIsThatOfDiff() throws {
    #expect(try diff("head_trained.h5", "head_trained.keras").status == 0)
    #expect(try diff("head_trained.h5", "head_attached.keras").status == 1)
    #expect(try diff("head_trained.h5", "head_trained_damaged.h5").status == 2)
    let missing = try diff("head_trained.h5", "nothing.h5")
    #expect(missing.status == 2)
    #expect(missing.errors == "weightscope: nothing.h5: no such file or folder\n")
    #expect(try diff("head_trained.h5").status == 64)
  }

  /// With expectations the status answers these alone.
  @Test func expectations() throws {
    let kept = try diff(
      "head_attached.h5", "head_trained.keras", "--expect-frozen", "*conv*", "--expect-changed", "head",
      "--format",
      "ndjson")
    #expect(kept.status == 0)
    #expect(kept.errors.isEmpty)
    let broken = try diff(
      "head_trained.keras", "fine_tuned.weights.h5", "--expect-frozen", "*wise*", "--expect-changed", "conv",
      "--expect-changed", "none*")
    #expect(broken.status == 1)
    #expect(
      broken.errors.split(separator: "\n").map { String($0.prefix(72)) } == [
        "weightscope: depthwise: expected frozen, but depthwise_kernel changed by",
        "weightscope: depthwise_bn: expected frozen, but gamma changed by 0.366 %",
        "weightscope: conv: expected to change, but identical",
        "weightscope: expected changed: no layer has the name or address none*",
      ])
  }

  @Test func someLayers() throws {
    let some = try diff("head_trained.keras", "fine_tuned.h5", "--select", "dep*", "--format", "ndjson")
    #expect(some.status == 1)
    #expect(
      some.output.contains(
        "\"story\":[\"This is about 2 layers, selected from 8.\",\"0 of 2 layers are identical"))
    #expect(some.output.contains("\"identical\":0,\"changed\":2,"))
    let same = try diff("head_trained.keras", "fine_tuned.h5", "--select", "conv")
    #expect(same.status == 0)
    // A name that is misspelt is no answer.
    let none = try diff("head_trained.keras", "fine_tuned.h5", "--select", "none*")
    #expect(none.status == 2)
    #expect(none.errors == "weightscope: --select: no layer has the name or address none*\n")
  }

  @Test func aSeriesOfCheckpoints() throws {
    let outcome = try diff(
      "head_attached.keras", "head_trained.h5", "head_trained.weights.h5", "fine_tuned.keras")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "2  head_trained.h5 to head_trained.weights.h5\n   The same weights in other packaging"))
    #expect(
      outcome.output.hasSuffix(
        """
          layer         step 1  step 2  step 3
          depthwise          =       =  2.37 %
          depthwise_bn       =       =   282 %
          project            =       =   2.3 %
          head            61 %       =  5.87 %
          4 layers that never changed are left out

        """))
    let json = try diff("head_attached.keras", "head_trained.h5", "fine_tuned.keras", "--format", "ndjson")
    #expect(json.output.contains("\"diff\":{\"steps\":[{\"before\":{\"path\":\"head_attached.keras\""))
  }

  @Test func tables() throws {
    let commas = try diff("head_attached.keras", "head_trained.h5", "--format", "csv")
    let lines = commas.output.split(separator: "\r\n").map(String.init)
    #expect(lines.count == 20)
    #expect(
      lines[0]
        == "before,after,layer_before,layer_after,by,role,shape,status,max_abs,rel_l2,cosine,changed_values,"
        + "equal_after_rounding")
    #expect(lines[19].hasPrefix("head_attached.keras,head_trained.h5,head,head,name,bias,5,changed,0.03999"))
    let markdown = try diff("head_attached.keras", "head_trained.h5", "--format", "markdown")
    #expect(markdown.output.contains("- 7 of 8 layers are identical, 1 changed (25 values)."))
    #expect(markdown.output.contains("| head | head | name | kernel | 4 x 5 | changed |"))
  }
}
