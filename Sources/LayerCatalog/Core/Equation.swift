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
