/// The variables of a kernel that multiplies features, in every form in which Keras stores one:
/// plain, quantized, with low-rank factors. `Dense` and `EinsumDense` share it.
///
/// READ keras/src/layers/core/dense.py and einsum_dense.py, 3.12.1 and 3.15.1; quantized forms measured.
struct ProjectionVariables {
  /// The kernel before any quantization.
  let kernel: [Int]
  let bias: [Int]?
  /// Which axes of the kernel are summed over: the inputs.
  let reducedAxes: [Int]
  /// The shape of an int8 kernel's scale, which broadcasts over the output.
  let scale: [Int]
  /// What GPTQ's and AWQ's zero point is called: `EinsumDense` has another name for it than `Dense`.
  var zeroRole: VariableRole = .kernelZero

  func variables(
    _ quantization: Quantization, loraRank: Int?
  ) throws(PredictionFailure) -> [VariableSpecification] {
    var trainable: [VariableSpecification] = []
    var fixed: [VariableSpecification] = []
    let biases = try bias.map { shape throws(PredictionFailure) in
      try VariableSpecification(checked: .bias, shape)
    }
    switch quantization {
    case .none, .float8:
      trainable.append(try .init(checked: .kernel, kernel, trainable: loraRank == nil))
      if let biases { trainable.append(biases) }
      if case .float8(let length) = quantization { trainable += float8(length) }
    case .int8:
      fixed = [
        try .init(checked: .kernel, kernel, trainable: false),
        try .init(checked: .kernelScale, scale, trainable: false),
      ]
    case .int4OverInputs:
      var packed = kernel
      let axis = reducedAxes.first ?? 0
      if packed.indices.contains(axis) { packed[axis] = Self.half(packed[axis]) }
      fixed = [
        try .init(checked: .kernel, packed, trainable: false),
        try .init(checked: .kernelScale, scale, trainable: false),
      ]
    case .int4(let block): fixed = try int4(block)
    case .gptq(let bits, let group): fixed = try grouped(bits: bits, group: group, awq: false)
    case .awq(let group): fixed = try grouped(bits: 4, group: group, awq: true)
    }
    if trainable.isEmpty, let biases { trainable.append(biases) }
    if let loraRank, let last = kernel.last {
      trainable.append(try .init(checked: .loraKernelA, kernel.dropLast() + [loraRank]))
      trainable.append(try .init(checked: .loraKernelB, [loraRank, last]))
    }
    return trainable + fixed
  }

  /// Scales and histories of what flows in, through the kernel and back; they count as trainable because training
  /// writes them (with gradients that are no gradients).
  private func float8(_ length: Int) -> [VariableSpecification] {
    [
      .init(.inputsScale, []), .init(.inputsHistory, [length]), .init(.kernelScale, []),
      .init(.kernelHistory, [length]), .init(.outputsGradientScale, []),
      .init(.outputsGradientHistory, [length]),
    ]
  }

  private func int4(_ block: Int?) throws(PredictionFailure) -> [VariableSpecification] {
    let (rows, columns) = try flattened()
    let packed = try VariableSpecification(checked: .kernel, [rows, Self.half(columns)], trainable: false)
    guard let block else {
      return [packed, try .init(checked: .kernelScale, [columns], trainable: false)]
    }
    let blocks = [Self.ceiling(rows, block), columns]
    return [
      packed, try .init(checked: .kernelScale, blocks, trainable: false),
      try .init(checked: .kernelZero, blocks, trainable: false),
      try .init(checked: .groupIndex, [rows], trainable: false),
    ]
  }

  private func grouped(bits: Int, group: Int?, awq: Bool) throws(PredictionFailure) -> [VariableSpecification]
  {
    let (rows, columns) = try largestSplit()
    let groups = [columns, group.map { Self.ceiling(rows, $0) } ?? 1]
    var variables = [
      try VariableSpecification(
        checked: .kernel, [bits == 4 ? Self.half(columns) : columns, rows], trainable: false),
      try .init(checked: .kernelScale, groups, trainable: false),
      try .init(checked: zeroRole, groups, trainable: false),
    ]
    if awq { variables.append(try .init(checked: .awqScales, [rows], trainable: false)) }
    variables.append(try .init(checked: .groupIndex, [rows], trainable: false))
    return variables
  }

  /// Inputs and outputs of the kernel as a matrix.
  private func flattened() throws(PredictionFailure) -> (rows: Int, columns: Int) {
    let rows = kernel.indices.filter { reducedAxes.contains($0) }.map { kernel[$0] }
    let columns = kernel.indices.filter { !reducedAxes.contains($0) }.map { kernel[$0] }
    guard let rows = CheckedCounts.product(rows), let columns = CheckedCounts.product(columns) else {
      throw .notPredictable(reason: "the kernel would have more than 2^53 values")
    }
    return (rows, columns)
  }

  /// GPTQ and AWQ tell inputs from outputs by the largest extent, not by the equation.
  private func largestSplit() throws(PredictionFailure) -> (rows: Int, columns: Int) {
    switch kernel.count {
    case 2: return (kernel[0], kernel[1])
    case 3:
      let largest = kernel.firstIndex(of: kernel.max() ?? 0)
      return largest == 0
        ? (kernel[0], try CheckedCounts.extent(kernel[1], kernel[2]))
        : (try CheckedCounts.extent(kernel[0], kernel[1]), kernel[2])
    default: throw .notPredictable(reason: "Keras quantizes kernels of rank 2 and 3 in this way only")
    }
  }

  static func half(_ extent: Int) -> Int { ceiling(extent, 2) }
  static func ceiling(_ extent: Int, _ divisor: Int) -> Int { extent < 1 ? 0 : (extent - 1) / divisor + 1 }
}
