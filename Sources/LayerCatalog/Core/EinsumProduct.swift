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
