import AnalyticModel
import Testing

/// Numbers that are told about the block 3 -> 18 -> 18 and how they come about. Networks of live Keras 3.15.1 were built
/// and counted for those with a depthwise convolution turned into a full one, with 54 or 324 channels, and with 18
/// channels in.
struct ClaimTests {
  typealias Step = InvertedBottleneckSpecification.Step
  typealias Convention = Explanation.Reading.Convention

  /// A number with the words that its reading must have, all of them.
  struct Row: Sendable, CustomTestStringConvertible {
    var number: Int
    var words: [String]
    var convention: Convention
    var isRight: Bool
    var testDescription: String { "\(number) \(words)" }

    init(_ number: Int, _ words: [String], _ convention: Convention, right: Bool = false) {
      self.number = number
      self.words = words
      self.convention = convention
      isRight = right
    }
  }

  private static let two = "BatchNorm after depthwise and project"
  private static let one = "BatchNorm after depthwise;"
  private static let biases = "biases (use_bias=True)"
  private static let full = "depthwise counted as a full convolution, 3·3·18·18 = 2,916"
  private static let slip = "with 28 written for 18"

  static let rightOnes: [Row] = [
    Row(540, ["kernels and biases alone"], .weights, right: true),
    Row(648, ["Keras' Trainable params"], .trainable, right: true),
    Row(756, ["Keras' Total params"], .all, right: true),
  ]

  static let otherOnes: [Row] = [
    Row(594, [biases], .weights, right: true), Row(612, [two], .trainable, right: true),
    Row(612, [one], .all, right: true), Row(630, [one, biases], .trainable, right: true),
    Row(666, [two, biases], .trainable, right: true), Row(666, [one, biases], .all, right: true),
    Row(684, [two], .all, right: true), Row(738, [two, biases], .all, right: true),
    Row(702, [biases], .trainable, right: true), Row(810, [biases], .all, right: true),
    Row(594, ["scale=False or center=False"], .trainable, right: true),
    Row(648, ["scale=False and center=False"], .all, right: true),
    Row(702, ["scale=False or center=False"], .all, right: true),
    Row(270, ["--out 3"], .weights, right: true), Row(348, ["--out 3"], .trainable, right: true),
    Row(426, ["--out 3"], .all, right: true), Row(387, ["--out 3", biases], .trainable, right: true),
  ]

  static let mistakes: [Row] = [
    Row(542, ["two numbers per layer", one], .trainable),
    Row(544, ["two numbers per layer", two], .trainable),
    Row(546, ["two numbers per layer"], .trainable), Row(594, ["one number per channel"], .trainable),
    Row(648, ["three numbers per channel", two], .trainable),
    Row(702, ["three numbers per channel"], .trainable),
    Row(756, ["all four numbers of BatchNorm per channel taken for trainable"], .trainable),
    Row(540, ["project from the block's input channels", biases], .all),
    Row(387, ["as one filter for all channels"], .weights),
    Row(495, ["as one filter for all channels"], .trainable),
    Row(603, ["as one filter for all channels"], .all),
    Row(405, ["depthwise on the block's input channels, 3·3·3 = 27"], .weights),
    Row(513, ["depthwise on the block's input channels"], .trainable),
    Row(621, ["depthwise on the block's input channels"], .all),
    Row(864, ["full convolution from the block's input, 3·3·3·18 = 486"], .weights),
    Row(972, ["full convolution from the block's input"], .trainable),
    Row(1080, ["full convolution from the block's input"], .all),
    Row(810, ["expand as if 18 channels came in"], .weights),
    Row(918, ["expand as if 18 channels came in"], .trainable),
    Row(1026, ["expand as if 18 channels came in"], .all),
    Row(504, ["expand without its input channels"], .weights),
    Row(612, ["expand without its input channels"], .trainable),
    Row(720, ["expand without its input channels"], .all),
    Row(234, ["project without its input channels"], .weights),
    Row(342, ["project without its input channels"], .trainable),
    Row(450, ["project without its input channels"], .all),
    Row(270, ["project from the block's input channels"], .weights),
    Row(378, ["project from the block's input channels"], .trainable),
    Row(486, ["project from the block's input channels"], .all),
    Row(486, ["expand left out"], .weights), Row(558, ["expand left out"], .trainable),
    Row(630, ["expand left out"], .all), Row(216, ["project left out"], .weights),
    Row(288, ["project left out"], .trainable), Row(360, ["project left out"], .all),
    Row(1620, ["18 read as the expansion's factor"], .weights),
    Row(1872, ["18 read as the expansion's factor"], .trainable),
    Row(2124, ["18 read as the expansion's factor"], .all),
    Row(3294, [full], .weights), Row(3330, [full, one], .trainable), Row(3366, [full, two], .trainable),
    Row(3402, [full], .trainable), Row(3366, [full, one], .all), Row(3438, [full, two], .all),
    Row(3510, [full], .all), Row(3348, [full, biases], .weights), Row(3384, [full, one, biases], .trainable),
    Row(3420, [full, two, biases], .trainable), Row(3456, [full, biases], .trainable),
    Row(3564, [full, biases], .all), Row(4914, [slip], .weights), Row(4950, [slip, one], .trainable),
    Row(4986, [slip, two], .trainable), Row(5022, [slip], .trainable), Row(5130, [slip], .all),
    Row(8802, ["read as depth_multiplier, so that 324 channels come out"], .weights),
    Row(9522, ["read as depth_multiplier"], .trainable), Row(10_242, ["read as depth_multiplier"], .all),
  ]

  @Test(arguments: rightOnes + otherOnes + mistakes) func everyReadingIsFound(_ row: Row) throws {
    let claim = try claim(String(row.number))
    let reading = claim.readings.first { reading in
      reading.convention == row.convention && reading.isRight == row.isRight
        && row.words.allSatisfy { (reading.reading + ";").contains($0) }
    }
    #expect(reading != nil, "\(claim.readings.map(\.reading))")
    #expect(claim.readings.allSatisfy { $0.count == row.number })
  }

  @Test(arguments: rightOnes) func rightNumbersAreRight(_ row: Row) throws {
    let claim = try claim(String(row.number))
    #expect(claim.isRight)
    #expect(claim.readings.first?.isAsSpecified == true)
  }

  /// A number that is right for other normalizations or biases, or by mistake, is not right for the block as asked.
  @Test(arguments: otherOnes + mistakes) func otherNumbersAreNot(_ row: Row) throws {
    guard ![540, 648, 756].contains(row.number) else { return }
    #expect(try !claim(String(row.number)).isRight)
  }

  /// The plainest explanation of each number comes first.
  @Test(arguments: [
    (3402, full + " in place of 3·3·18 = 162; trainable"), (612, two + "; trainable"),
    (702, biases + "; trainable"), (594, biases + "; weights alone"),
    (405, "depthwise on the block's input channels, 3·3·3 = 27 in place of 3·3·18 = 162; weights alone"),
    (
      5022,
      "depthwise counted as a full convolution, with 28 written for 18, 3·3·18·28 = 4,536 in place of "
        + "3·3·18 = 162; trainable"
    ),
  ]) func thePlainestComesFirst(number: Int, reading: String) throws {
    #expect(try claim(String(number)).readings.first?.reading == reading)
  }

  @Test func sixHundredAndTwelveIsRightTwice() throws {
    let right = try claim("612").readings.filter(\.isRight).prefix(2).map(\.reading)
    #expect(right == ["BatchNorm after depthwise and project; trainable", "BatchNorm after depthwise; all"])
  }

  /// Where wrong formulas do not hide behind equal numbers: 16 -> 96 -> 24 with a kernel of 5.
  @Test(arguments: [
    (
      "234672",
      "depthwise counted as a full convolution, 5·5·96·96 = 230,400 in place of 5·5·96 = 2,400; trainable"
    ),
    ("4800", "expand without its input channels, 1·1·96 = 96 in place of 1·1·16·96 = 1,536; weights alone"),
    ("6480", "BatchNorm after depthwise and project; trainable"),
    ("6720", "BatchNorm after depthwise and project; all"), ("6888", "biases (use_bias=True); trainable"),
    ("7320", "biases (use_bias=True); all"),
    ("6246", "BatchNorm with two numbers per layer, not per channel; trainable"),
  ]) func anotherBlock(number: String, reading: String) throws {
    var block = InvertedBottleneckSpecification(input: 16, expand: 96, output: 24)
    block.kernel = 5
    let claim = try #require(try Explanation.invertedBottleneck(block, claim: ClaimedCount(number)).claim)
    #expect(!claim.isRight)
    #expect(claim.readings.first?.reading == reading)
  }

  /// Two slips at once, or three, with other normalizations and biases: still told, but never as right.
  @Test(arguments: [254, 443, 1800, 3352, 4974, 5112, 9166, 10_188]) func severalMistakes(number: Int) throws
  {
    let claim = try claim(String(number))
    #expect(!claim.readings.isEmpty)
    #expect(claim.readings.allSatisfy { !$0.isRight && $0.count == number })
  }

  @Test func aNumberThatNothingGives() throws {
    let claim = try claim("999")
    #expect(!claim.isRight)
    #expect(claim.readings.isEmpty)
  }

  @Test func aRoundedNumberClaimsAllThatRoundToIt() throws {
    let claim = try claim("0.6k")
    #expect(claim.isRight)
    #expect(Set(claim.readings.map(\.count)).isSuperset(of: [612, 630, 594, 648]))
    #expect(claim.readings.allSatisfy { (550...649).contains($0.count) })
  }

  /// What was specified decides: with BatchNorm after two convolutions 612 is right and 648 is not.
  @Test func theSpecificationDecides() throws {
    #expect(try claim("612", after: [.depthwise, .project]).isRight)
    #expect(try !claim("648", after: [.depthwise, .project]).isRight)
    #expect(try claim("270", output: 3).isRight)
  }

  private func claim(
    _ text: String, after: Set<Step> = Set(Step.allCases), output: Int = 18
  ) throws -> Explanation.Claim {
    var block = InvertedBottleneckSpecification(input: 3, expand: 18, output: output)
    block.batchNormAfter = after
    let claimed = try #require(ClaimedCount(text))
    return try #require(try Explanation.invertedBottleneck(block, claim: claimed).claim)
  }
}
