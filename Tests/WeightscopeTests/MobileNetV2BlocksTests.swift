import Testing
import Weightscope

/// The blocks of MobileNetV2 0.35, as live Keras 3.15.1 counts them.
struct MobileNetV2BlocksTests {
  struct Row: Sendable {
    var name: String
    var input: Int
    var expand: Int?
    var output: Int
    var stride: Int
    var residual: Bool
    var trainable: Int
    var all: Int
  }

  static let rows: [Row] = [
    Row(
      name: "expanded_conv", input: 16, expand: nil, output: 8, stride: 1, residual: false, trainable: 320,
      all: 368),
    Row(
      name: "block_1", input: 8, expand: 48, output: 8, stride: 2, residual: false, trainable: 1408, all: 1616
    ),
    Row(
      name: "block_2", input: 8, expand: 48, output: 8, stride: 1, residual: true, trainable: 1408, all: 1616),
    Row(
      name: "block_3", input: 8, expand: 48, output: 16, stride: 2, residual: false, trainable: 1808,
      all: 2032),
    Row(
      name: "block_4", input: 16, expand: 96, output: 16, stride: 1, residual: true, trainable: 4352,
      all: 4768),
    Row(
      name: "block_5", input: 16, expand: 96, output: 16, stride: 1, residual: true, trainable: 4352,
      all: 4768),
    Row(
      name: "block_6", input: 16, expand: 96, output: 24, stride: 2, residual: false, trainable: 5136,
      all: 5568),
    Row(
      name: "block_7", input: 24, expand: 144, output: 24, stride: 1, residual: true, trainable: 8832,
      all: 9456),
    Row(
      name: "block_8", input: 24, expand: 144, output: 24, stride: 1, residual: true, trainable: 8832,
      all: 9456),
    Row(
      name: "block_9", input: 24, expand: 144, output: 24, stride: 1, residual: true, trainable: 8832,
      all: 9456),
    Row(
      name: "block_10", input: 24, expand: 144, output: 32, stride: 1, residual: false, trainable: 10000,
      all: 10640),
    Row(
      name: "block_11", input: 32, expand: 192, output: 32, stride: 1, residual: true, trainable: 14848,
      all: 15680),
    Row(
      name: "block_12", input: 32, expand: 192, output: 32, stride: 1, residual: true, trainable: 14848,
      all: 15680),
    Row(
      name: "block_13", input: 32, expand: 192, output: 56, stride: 2, residual: false, trainable: 19504,
      all: 20384),
    Row(
      name: "block_14", input: 56, expand: 336, output: 56, stride: 1, residual: true, trainable: 42112,
      all: 43568),
    Row(
      name: "block_15", input: 56, expand: 336, output: 56, stride: 1, residual: true, trainable: 42112,
      all: 43568),
    Row(
      name: "block_16", input: 56, expand: 336, output: 112, stride: 1, residual: false, trainable: 61040,
      all: 62608),
  ]

  @Test(arguments: ["keras", "h5"])
  func seventeenInvertedBottlenecks(_ ending: String) throws {
    let report = try Weightscope.inspect(
      Sample.folder + "/mobilenet_v2/mobilenet_v2_0.35_classes_5." + ending)
    let blocks = report.blocks.filter { $0.kind == "inverted-bottleneck" }
    #expect(blocks.map(\.name) == Self.rows.map(\.name))
    for (block, row) in zip(blocks, Self.rows) {
      #expect(
        block.input == row.input && block.expand == row.expand && block.output == row.output, "\(row.name)")
      #expect(block.kernel?.single == 3 && block.stride?.single == row.stride, "\(row.name)")
      #expect(block.residual == row.residual, "\(row.name)")
      #expect(block.trainableParameters == row.trainable && block.parameters == row.all, "\(row.name)")
      #expect(block.counts.all == row.all && block.verdict == .match, "\(row.name)")
      #expect(
        block.batchNorm?.after
          == (row.expand == nil ? ["depthwise", "project"] : ["expand", "depthwise", "project"]))
    }
    #expect(report.ledger?.match == 105)
    #expect(report.blocks.reduce(0) { $0 + $1.parameters } == report.totals.parameters)
  }
}
