/// `EinsumDense`: a product of input and kernel as an einsum equation writes it.
struct EinsumDense: SignedLayer {
  var className: String { "EinsumDense" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let product = try EinsumProduct(settings, input: inputs.single())
    return LayerVariables(
      try product.projection.variables(
        Quantization(settings), loraRank: settings.optionalInteger("lora_rank")))
  }

  func storedOrder(_ own: [VariableSpecification], settings: Settings) -> [VariableSpecification] {
    ProjectionVariables.stored(own, quantization: (try? Quantization(settings)) ?? .none)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try EinsumProduct(settings, input: inputs.single()).output]
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let input = inputs.first, let product = try? EinsumProduct(settings, input: input),
      let rows = CheckedCounts.product(product.reducedAxes.map { product.kernel[$0] })
    else { return nil }
    return CheckedCounts.product([rows] + product.output.withoutBatch)
  }

  var signatures: [Signature] {
    let plain = QuantizedSignatures.withAndWithoutBias([.kernel, .bias]) { shapes in
      let kernel = shapes[.kernel]
      guard (2...6).contains(kernel.count), !shapes.isInteger(.kernel) else { return 0 }
      if !shapes.lacks(.bias) {
        let bias = shapes[.bias]
        guard !bias.isEmpty, bias.count < kernel.count, bias == kernel.suffix(bias.count) else { return 0 }
        // A bias with two axes belongs to nothing else: heads of attention.
        if bias.count > 1 { return 0.9 }
      }
      return kernel.count == 2 ? 0.15 : 0.2
    }
    return plain + QuantizedSignatures.projection(rank: nil, plausibility: 0.4)
  }

  var example: LayerExample? {
    LayerExample(
      ["equation": "abc,cde->abde", "output_shape": [nil, 3, 4], "bias_axes": "de"], inputs: [[nil, 9, 5]],
      variables: [.init(.kernel, [5, 3, 4]), .init(.bias, [3, 4])], parameters: 72, outputs: [[nil, 9, 3, 4]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Multiplies its input with a kernel along the axes that its equation names.",
      symbols: [.init("abc,cde->abde", "the equation: input, kernel, output")],
      variables: [
        .init(.kernel, "c·d·e", "One extent for each letter of the equation's second operand."),
        .init(.bias, "d·e", "One extent for each letter in bias_axes; absent without it."),
      ],
      count: "c·d·e + d·e",
      notes: ["A letter's extent comes from the input where the input has it, else from output_shape."])
  }
}

/// An equation of `EinsumDense` with the extents of its letters.
///
/// READ keras/src/layers/core/einsum_dense.py 3.15.1: `ab,bc->ac`, `...ab,bc->...ac` or `ab...,bc->ac...`.
struct EinsumProduct {
  let kernel: [Int]
  let bias: [Int]?
  let output: TensorShape
  /// Axes of the kernel whose letters the output has not.
  let reducedAxes: [Int]
  private let scale: [Int]

  var projection: ProjectionVariables {
    ProjectionVariables(
      kernel: kernel, bias: bias, reducedAxes: reducedAxes, scale: scale, zeroRole: .zeroPoint)
  }

  init(_ settings: Settings, input: TensorShape) throws(PredictionFailure) {
    let equation = try Equation(settings.string("equation"))
    guard let given = settings["output_shape"],
      let partial = TensorShape(given.exactInteger == nil ? given : [given])
    else { throw .setting(name: "output_shape") }
    let elided = input.rank - equation.input.count
    guard elided >= 0, equation.ellipsis != .none || elided == 0 else {
      throw .inputs(expected: "an input of rank \(equation.input.count)")
    }
    // The output's letters with their extents: the batch, then what the ellipsis stands for, then output_shape.
    var extents = [input.extents[0]]
    let leading = equation.ellipsis == .leading ? elided : 0
    if leading > 1 { extents += input.extents[1..<leading] }
    extents += partial.extents
    if equation.ellipsis == .trailing { extents += input.extents.suffix(elided) }
    guard extents.count == equation.output.count + elided else { throw .setting(name: "output_shape") }

    func outputExtent(_ letter: UInt8) -> Int?? {
      equation.output.firstIndex(of: letter).map { extents[$0 + leading] }
    }
    func inputExtent(_ letter: UInt8) -> Int?? {
      equation.input.firstIndex(of: letter).map { input.extents[$0 + leading] }
    }
    for (index, letter) in equation.output.enumerated() where extents[index + leading] == nil {
      // A sequence axis is written None in output_shape and taken from the input.
      if let extent = inputExtent(letter) { extents[index + leading] = extent }
    }
    var kernel: [Int] = []
    var reduced: [Int] = []
    for (axis, letter) in equation.kernel.enumerated() {
      let extent: Int?
      if let known = outputExtent(letter) {
        extent = known
      } else if let known = inputExtent(letter) {
        reduced.append(axis)
        extent = known
      } else {
        throw .setting(name: "equation")
      }
      guard let extent, extent > 0 else {
        throw .unknownExtent(axis: (equation.input.firstIndex(of: letter) ?? axis) + leading)
      }
      kernel.append(extent)
    }
    self.kernel = kernel
    reducedAxes = reduced
    output = TensorShape(extents)
    bias = try EinsumProduct.bias(
      settings, equation: equation, extents: extents, leading: leading,
      trailing: equation.ellipsis == .trailing ? elided : 0)
    scale = EinsumProduct.scale(equation: equation, kernel: kernel, elided: elided)
  }

  private static func bias(
    _ settings: Settings, equation: Equation, extents: [Int?], leading: Int, trailing: Int
  ) throws(PredictionFailure) -> [Int]? {
    guard case .string(let letters)? = settings["bias_axes"], !letters.isEmpty else { return nil }
    var first = equation.output.count
    for letter in letters.utf8 {
      guard let index = equation.output.firstIndex(of: letter) else { throw .setting(name: "bias_axes") }
      first = min(first, index)
    }
    var bias: [Int] = []
    for (index, letter) in equation.output.enumerated().dropFirst(first) {
      guard letters.utf8.contains(letter) else {
        bias.append(1)
        continue
      }
      guard let extent = extents[index + leading] else { throw .unknownExtent(axis: index + leading) }
      bias.append(extent)
    }
    return bias + [Int](repeating: 1, count: trailing)
  }

  /// The shape of an int8 kernel's scale: the output's axes, 1 where the kernel has no say, with the summed
  /// axes of the kernel filling places that are free.
  private static func scale(equation: Equation, kernel: [Int], elided: Int) -> [Int] {
    var output = equation.output
    if equation.ellipsis == .leading { output = [UInt8](repeating: 0, count: elided) + output }
    if equation.ellipsis == .trailing { output += [UInt8](repeating: 0, count: elided) }
    let reduced = equation.kernel.indices.filter { !equation.output.contains(equation.kernel[$0]) }
    var free = output.indices.filter { !equation.kernel.contains(output[$0]) }
    var transposed = output.compactMap { equation.kernel.firstIndex(of: $0) }
    var place = 0
    var squeezed: [Int] = []
    for axis in reduced {
      if free.isEmpty { squeezed.append(axis) } else { place = free.removeFirst() }
      transposed.insert(axis, at: min(place, transposed.count))
    }
    var shape = transposed.map { reduced.contains($0) ? 1 : kernel[$0] }
    for axis in free.sorted() { shape.insert(1, at: min(axis, shape.count)) }
    for axis in squeezed.sorted(by: >) where shape.indices.contains(axis) { shape.remove(at: axis) }
    return shape
  }
}

/// The letters of an einsum equation of two operands.
struct Equation {
  enum Ellipsis {
    case none
    case leading
    case trailing
  }

  let input: [UInt8]
  let kernel: [UInt8]
  let output: [UInt8]
  let ellipsis: Ellipsis

  /// - Throws: `PredictionFailure.setting` for an equation that Keras would not take.
  init(_ text: String) throws(PredictionFailure) {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }
    let sides = bytes.split(separator: UInt8(ascii: ">"), omittingEmptySubsequences: false)
    guard sides.count == 2, sides[0].last == UInt8(ascii: "-") else { throw .setting(name: "equation") }
    let operands = sides[0].dropLast().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard operands.count == 2 else { throw .setting(name: "equation") }
    let (input, inputEllipsis) = try Equation.letters(operands[0])
    let (kernel, kernelEllipsis) = try Equation.letters(operands[1])
    let (output, outputEllipsis) = try Equation.letters(sides[1])
    guard inputEllipsis == outputEllipsis, kernelEllipsis == .none else { throw .setting(name: "equation") }
    self.input = input
    self.kernel = kernel
    self.output = output
    ellipsis = inputEllipsis
  }

  private static func letters(_ side: ArraySlice<UInt8>) throws(PredictionFailure) -> ([UInt8], Ellipsis) {
    let dots = [UInt8](repeating: UInt8(ascii: "."), count: 3)
    var letters = Array(side)
    var ellipsis = Ellipsis.none
    if letters.starts(with: dots) {
      letters.removeFirst(3)
      ellipsis = .leading
    } else if letters.suffix(3) == dots[...] {
      letters.removeLast(3)
      ellipsis = .trailing
    }
    let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
    guard !letters.isEmpty, letters.count <= 32, letters.allSatisfy(isLetter) else {
      throw .setting(name: "equation")
    }
    return (letters, ellipsis)
  }
}
