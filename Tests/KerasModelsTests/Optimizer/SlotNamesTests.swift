import Containers
import Testing

@testable import KerasModels

/// Slots that legacy files name, as Keras 3.15.1 and tf_keras 2.21.0 write them.
struct SlotNamesTests {
  private func variables(_ slots: [(name: String, shape: [Int])], weights: [String]) -> [String]? {
    let contents = ContainerContents.legacy([("head", weights.map { ($0, [3]) })])
    let layers = ModelReader.read(contents).layers
    return SlotNames.variables(
      with: slots.map {
        StoredWeight(
          name: $0.name, address: "optimizer_weights/\($0.name)", dataset: StoredDataset(shape: $0.shape))
      }, layers: layers)
  }

  @Test(arguments: [
    // Keras 3.3 and later; 3.0 to 3.2; Keras 2; the optimizers that Keras 2 had before 2.11.
    (
      ["head/kernel", "head/bias"],
      ["adam/head_kernel_momentum", "adam/head_kernel_velocity", "adam/head_bias_momentum"]
    ),
    (
      ["kernel", "bias"],
      ["head_kernel_momentum", "head_kernel_velocity", "head_bias_momentum"].map { "adam/\($0)" }
    ),
    (
      ["head/kernel:0", "head/bias:0"],
      ["Adam/m/head/kernel:0", "Adam/v/head/kernel:0", "Adam/m/head/bias:0"]
    ),
    (
      ["head/kernel:0", "head/bias:0"],
      ["Adam/head/kernel/m:0", "Adam/head/bias/m:0", "Adam/head/kernel/v:0"]
    ),
    (
      ["head/kernel", "head/bias"],
      ["rm_sprop/head_kernel_average_gradient", "rm_sprop/head_bias_average_gradient"]
    ),
  ])
  func eachNameHoldsAVariables(weights: [String], slots: [String]) {
    let expected = weights.map { "head/\($0)" }
    #expect(variables(slots.map { ($0, [3]) }, weights: weights) == expected)
  }

  @Test func scalarsHaveNoVariable() {
    #expect(
      variables([("nadam/head_bias_momentum", [3]), ("nadam/u_product", [])], weights: ["head/bias"]) == [
        "head/head/bias"
      ])
  }

  @Test func aNameOfAnotherModelTellsNothing() {
    #expect(variables([("adam/tail_bias_momentum", [3])], weights: ["head/bias"]) == nil)
  }

  @Test func numbersAreNoNames() {
    #expect(variables([("2", [3])], weights: ["head/bias"]) == nil)
  }

  @Test func namesOfEndlessComponentsAreNotTakenApart() {
    let name = Array(repeating: "a", count: 1000).joined(separator: "/") + "/head/bias"
    #expect(variables([(name, [3])], weights: ["head/bias"]) == nil)
  }
}
