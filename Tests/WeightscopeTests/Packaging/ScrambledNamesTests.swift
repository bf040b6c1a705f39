import Testing
import Weightscope

/// Names are what people give: scrambling them all changes names, and neither kinds, roles, shapes nor counts.
struct ScrambledNamesTests {
  @Test(arguments: ["keras", "weights.h5", "legacy.h5"])
  func scramblingChangesNamesOnly(_ ending: String) throws {
    let scrambled = try Sample.named("names/scrambled." + ending).report()
    let original = try Sample.named(
      ending == "legacy.h5"
        ? "transfer/nested_trainable." + ending
        : "transfer/flowers_0_before." + ending
    ).report()
    #expect(scrambled.totals.parameters == original.totals.parameters)
    #expect(scrambled.totals.nonTrainableParts.batchNormStatistics == 112)
    #expect(original.totals.nonTrainableParts.batchNormStatistics == 112)
    let pairs = zip(scrambled.layers.filter(holdsVariables), original.layers.filter(holdsVariables))
    #expect(
      scrambled.layers.count(where: holdsVariables) == 9 && original.layers.count(where: holdsVariables) == 9)
    for (one, other) in pairs {
      #expect(one.name != other.name)
      #expect(one.kind.value == other.kind.value, "\(other.name)")
      #expect(one.parameters == other.parameters)
      #expect(one.variables.map(\.shape) == other.variables.map(\.shape))
      #expect(one.variables.map(\.role) == other.variables.map(\.role), "\(other.name)")
      #expect(one.variables.map(\.isFixed) == other.variables.map(\.isFixed))
      #expect(one.verdict == other.verdict)
    }
    #expect(
      scrambled.layers.map(\.parent).count { $0 == nil } == original.layers.map(\.parent).count { $0 == nil })
  }

  private func holdsVariables(_ layer: LayerReport) -> Bool { !layer.variables.isEmpty }
}
