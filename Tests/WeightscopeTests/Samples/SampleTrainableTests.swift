import Testing
import Weightscope

/// What files without a configuration prove of which variables were trainable is what they were in the live model.
struct SampleTrainableTests {
  @Test(arguments: Sample.written)
  func flagsAreKeras(_ sample: Sample) throws {
    let report = try sample.report()
    for match in try OracleMatch.all(of: try sample.readOracle(), in: report) {
      for (truth, reported) in match.variables where reported.trainable != nil {
        #expect(reported.trainable == truth.trainable, "\(reported.address)")
      }
    }
  }

  /// How many of the variables that training can change are proven trainable, proven frozen, and left open.
  @Test(arguments: [
    ("transfer/nested_trainable.legacy.h5", 12, 0, 2),
    ("transfer/nested_partly_frozen.legacy.h5", 9, 0, 5),
    ("transfer/nested_bn_frozen.legacy.h5", 0, 6, 8),
    ("transfer/flowers_1_head_trained.legacy.h5", 0, 9, 5),
  ])
  func nestedModelsProve(file: String, trainable: Int, frozen: Int, open: Int) throws {
    let report = try Sample.named(file).report()
    #expect(report.totals.trainableFrom == .legacyOrder)
    let flags = report.layers.flatMap(\.variables).filter { !$0.isFixed }.map(\.trainable)
    #expect(flags.count { $0 == true } == trainable)
    #expect(flags.count { $0 == false } == frozen)
    #expect(flags.count { $0 == nil } == open)
  }
}
