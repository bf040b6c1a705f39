import Testing
import Weightscope

/// Shapes and costs at another size than the file's own.
struct InputSizeTests {
  private static let path = Sample.folder + "/mobilenet_v2/mobilenet_v2_0.35_classes_5"

  /// 10,654,128 for the network without its top at 96 x 96 (kernel sizes times output positions of the layers that
  /// Keras 3.15.1 builds at that size), and 1280 times 5 for the classifier.
  @Test(arguments: [[96], [96, 96]]) func multiplyAccumulates(_ size: [Int]) throws {
    let report = try Weightscope.inspect(Self.path + ".h5", inputSize: size)
    #expect(report.totals.multiplyAccumulates == 10_654_128 + 6400)
    #expect(report.model.inputShapes == [TensorShape([nil, 96, 96, 3])])
    #expect(report.ledger?.match == 105)
  }

  /// Parameters do not depend on it.
  @Test func onlyShapesChange() throws {
    let one = try Weightscope.inspect(Self.path + ".keras")
    let other = try Weightscope.inspect(Self.path + ".keras", inputSize: [64, 128])
    #expect(one.totals.parameters == other.totals.parameters)
    #expect(other.layers[1].outputShapes == [TensorShape([nil, 32, 64, 16])])
  }

  /// Weights alone have no input: the architecture that they are tells strides, and the size that it is made for.
  @Test(arguments: [(nil, 224, 58_005_808), ([96], 96, 10_654_128)] as [([Int]?, Int, Int)])
  func weightsAlone(_ size: [Int]?, _ side: Int, _ backbone: Int) throws {
    let report = try Weightscope.inspect(Self.path + ".weights.h5", inputSize: size)
    #expect(report.model.inputShapes == nil)
    #expect(report.totals.multiplyAccumulates == backbone + 6400)
    #expect(report.totals.costSource == .architecture)
    #expect(report.totals.costInputShapes == [TensorShape([nil, side, side, 3])])
    #expect(report.layers.reduce(0) { $0 + ($1.multiplyAccumulates ?? 0) } == backbone + 6400)
    #expect(report.blocks.reduce(0) { $0 + ($1.multiplyAccumulates ?? 0) } == backbone + 6400)
  }

  @Test func theConfigurationIsNamedAsTheSource() throws {
    let report = try Weightscope.inspect(Self.path + ".h5", inputSize: [96])
    #expect(report.totals.costSource == .config)
    #expect(report.totals.costInputShapes == [TensorShape([nil, 96, 96, 3])])
  }

  /// A dense layer behind Flatten was made for one size: at another one it has no cost, and is as it should be all the same.
  @Test(arguments: [
    "layers/time_distributed.keras", "layers/spectral_normalization.h5", "old-keras/3.3.3/transfer.h5",
  ])
  func weightsOfOneSize(_ sample: String) throws {
    let own = try Weightscope.inspect(Sample.folder + "/" + sample)
    let other = try Weightscope.inspect(Sample.folder + "/" + sample, inputSize: [40])
    #expect(own.totals.multiplyAccumulates != nil)
    #expect(other.totals.multiplyAccumulates == nil)
    #expect(other.ledger == own.ledger)
    #expect(other.notes.contains { $0.code == "macs-unknown" })
    #expect(!own.notes.contains { $0.code == "macs-unknown" })
  }
}
