/// Fills the sums of each layer: its own variables and those of the layers inside it.
enum LayerSums {
  static func fill(_ layers: inout [LayerReport]) {
    // Layers inside stand behind the layer that holds them, so that going backwards adds each one once.
    var sums = layers.map { Sums($0.variables) }
    for index in layers.indices.reversed() {
      if let parent = layers[index].parent, parent < index { sums[parent].add(sums[index]) }
      layers[index].parameters = sums[index].parameters
      layers[index].trainableParameters = sums[index].trainable
      layers[index].nonTrainableParameters = sums[index].nonTrainable
    }
  }

  private struct Sums {
    var parameters = 0
    /// `nil` as soon as one variable's flag is not known.
    var trainable: Int? = 0
    var nonTrainable: Int? = 0

    init(_ variables: [VariableReport]) {
      for variable in variables {
        let count = variable.countedParameters
        parameters &+= count
        guard let flag = variable.trainable else {
          trainable = nil
          nonTrainable = nil
          continue
        }
        if flag {
          trainable = trainable.map { $0 &+ count }
        } else {
          nonTrainable = nonTrainable.map { $0 &+ count }
        }
      }
    }

    mutating func add(_ other: Sums) {
      parameters &+= other.parameters
      trainable = sum(trainable, other.trainable)
      nonTrainable = sum(nonTrainable, other.nonTrainable)
    }

    private func sum(_ one: Int?, _ other: Int?) -> Int? {
      guard let one, let other else { return nil }
      return one &+ other
    }
  }
}
