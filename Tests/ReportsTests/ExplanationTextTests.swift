import AnalyticModel
import LayerCatalog
import Reports
import Testing

struct ExplanationTextTests {
  @Test(arguments: LayerCatalog.definitions.map(\.className) + ["inverted-bottleneck", "resnet-bottleneck"])
  func noLineIsLongerThanTheTerminal(_ name: String) throws {
    let topic = try ExplanationTopics.named(name)
    for width in name.hasSuffix("bottleneck") ? [100] : [80, 100] {
      guard let explanation = try? topic.explanation([:], claim: nil) else { return }
      for line in explanation.text(width: width).split(separator: "\n") {
        #expect(line.unicodeScalars.count <= width, "\(line)")
      }
    }
  }

  @Test func aWideBlockFits() throws {
    var block = InvertedBottleneckSpecification(input: 4096, expand: 24_576, output: 4096)
    block.biasIn = [.expand, .depthwise, .project]
    block.squeeze = 1024
    let text = try Explanation.invertedBottleneck(block).text()
    #expect(text.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 100 })
    #expect(text.contains("100,663,296"))
  }

  @Test func aClaimIsAnsweredFirst() throws {
    let block = InvertedBottleneckSpecification(input: 3, expand: 18, output: 18)
    let text = try Explanation.invertedBottleneck(block, claim: ClaimedCount("999")).text()
    #expect(
      text == """
        Inverted bottleneck   3 -> 18 -> 18, 3 x 3 depthwise, BatchNorm after all three, no biases

          999 is not right, and nothing that is known gives it. Right are 540 (weights alone), 648
          (trainable) and 756 (all).

        """)
  }
}
