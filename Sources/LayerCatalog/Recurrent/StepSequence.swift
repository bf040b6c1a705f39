/// What a recurrent layer reads: a sequence of steps, by default batch axis first.
struct StepSequence {
  let shape: TensorShape
  let isTimeMajor: Bool

  /// - Throws: `PredictionFailure.inputs` for another rank.
  init(_ settings: Settings, inputs: [TensorShape], rank: Int) throws(PredictionFailure) {
    // Further inputs are initial states.
    guard let shape = inputs.first, shape.rank == rank else {
      throw .inputs(expected: "an input of rank \(rank)")
    }
    self.shape = shape
    isTimeMajor = try settings.bool("time_major", default: false)
  }

  var steps: Int? { shape.extents[isTimeMajor ? 0 : 1] }
  var batch: Int? { shape.extents[isTimeMajor ? 1 : 0] }

  /// The input of one step.
  var step: TensorShape { TensorShape([batch] + shape.extents[2...]) }

  /// The outputs of a layer whose cell gives this step and carries these states (extents without the batch).
  func outputs(_ settings: Settings, step: [Int?], states: [[Int?]]) throws(PredictionFailure)
    -> [TensorShape]
  {
    let leading = try settings.bool("return_sequences", default: false) ? Array(shape.extents[..<2]) : [batch]
    let output = TensorShape(leading + step)
    guard try settings.bool("return_state", default: false) else { return [output] }
    return [output] + states.map { TensorShape([batch] + $0) }
  }
}
