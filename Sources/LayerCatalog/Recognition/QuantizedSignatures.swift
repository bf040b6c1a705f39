/// How quantized and low-rank forms of a kernel betray themselves.
enum QuantizedSignatures {
  /// Forms of `Dense` (rank 2) and `EinsumDense` (any rank; int4 flattens it to 2).
  static func projection(rank: Int?, plausibility: Double) -> [Signature] {
    inBothOrders(int8(rank: rank, plausibility: plausibility) + int4(plausibility: plausibility))
      + float8(rank: rank, plausibility: plausibility) + lora(rank: rank, plausibility: plausibility)
      + grouped(rank: rank, plausibility: plausibility)
  }

  /// Weights files of Keras 3 hold the kernel first; legacy files hold what is trained first, which is the bias.
  private static func inBothOrders(_ signatures: [Signature]) -> [Signature] {
    signatures
      + signatures.filter { $0.roles.starts(with: [.kernel, .bias]) }
      .map { Signature([.bias, .kernel] + $0.roles.dropFirst(2), $0.plausibility) }
  }

  private static func int8(rank: Int?, plausibility: Double) -> [Signature] {
    withAndWithoutBias([.kernel, .bias, .kernelScale]) { shapes in
      let kernel = shapes[.kernel]
      guard shapes.isInteger(.kernel), rank.map({ kernel.count == $0 }) ?? (kernel.count > 1),
        !kernel.isEmpty,
        shapes.lacks(.bias) || shapes[.bias] == kernel.suffix(shapes[.bias].count)
      else { return 0 }
      // Dense has one scale per unit; EinsumDense's scale has the rank of its output.
      let scale = shapes[.kernelScale]
      return (rank == 2 ? scale == kernel.suffix(1) : scale.count > 1) ? plausibility : 0
    }
  }

  private static func int4(plausibility: Double) -> [Signature] {
    withAndWithoutBias([.kernel, .bias, .kernelScale, .kernelZero, .groupIndex]) { shapes in
      let kernel = shapes[.kernel]
      guard shapes.isInteger(.kernel), kernel.count == 2, let columns = shapes[.kernelScale].last,
        kernel[1] == ProjectionVariables.half(columns), shapes[.kernelZero] == shapes[.kernelScale],
        shapes[.groupIndex] == [kernel[0]]
      else { return 0 }
      return plausibility
    }
      // One scale per output: packed along the outputs (3.15) or along the inputs (3.12, which int8's form covers).
      + withAndWithoutBias([.kernel, .bias, .kernelScale]) { shapes in
        let kernel = shapes[.kernel]
        guard shapes.isInteger(.kernel), kernel.count == 2, shapes[.kernelScale].count == 1,
          kernel[1] == ProjectionVariables.half(shapes[.kernelScale][0])
        else { return 0 }
        return plausibility * 0.9
      }
  }

  private static func float8(rank: Int?, plausibility: Double) -> [Signature] {
    withAndWithoutBias([
      .kernel, .bias, .inputsScale, .inputsHistory, .kernelScale, .kernelHistory, .outputsGradientScale,
      .outputsGradientHistory,
    ]) { shapes in
      let kernel = shapes[.kernel]
      guard rank.map({ kernel.count == $0 }) ?? (kernel.count > 1), shapes[.inputsScale].isEmpty,
        shapes[.kernelScale].isEmpty, shapes[.inputsHistory].count == 1,
        shapes[.kernelHistory] == shapes[.inputsHistory],
        shapes[.outputsGradientHistory] == shapes[.inputsHistory],
        shapes.lacks(.bias) || shapes[.bias] == kernel.suffix(shapes[.bias].count)
      else { return 0 }
      return plausibility
    }
  }

  private static func lora(rank: Int?, plausibility: Double) -> [Signature] {
    let fits: @Sendable (RoleShapes) -> Double = { shapes in
      let kernel = shapes[.kernel]
      let factors = shapes[.loraKernelA]
      guard rank.map({ kernel.count == $0 }) ?? (kernel.count > 1), factors.count == kernel.count,
        factors.dropLast() == kernel.dropLast(), shapes[.loraKernelB] == factors.suffix(1) + kernel.suffix(1),
        shapes.lacks(.bias) || shapes[.bias] == kernel.suffix(shapes[.bias].count)
      else { return 0 }
      return plausibility
    }
    return withAndWithoutBias([.kernel, .bias, .loraKernelA, .loraKernelB], fits)
      + withAndWithoutBias([.bias, .loraKernelA, .loraKernelB, .kernel, .kernelScale], fits)
  }

  /// GPTQ and AWQ: the bias first, the kernel turned round.
  private static func grouped(rank: Int?, plausibility: Double) -> [Signature] {
    // Keras 3.15.1 leaves the zero points out when it saves (measured; it cannot load such a file).
    let fitsWithoutZero: @Sendable (RoleShapes) -> Double = { shapes in
      let kernel = shapes[.kernel]
      guard shapes.isInteger(.kernel), kernel.count == 2, shapes[.groupIndex] == [kernel[1]],
        shapes[.kernelScale].count == 2
      else { return 0 }
      return plausibility * 0.9
    }
    let withoutZero =
      withAndWithoutBias([.bias, .kernel, .kernelScale, .groupIndex], fitsWithoutZero)
      + withAndWithoutBias([.bias, .kernel, .kernelScale, .awqScales, .groupIndex], fitsWithoutZero)
    return withoutZero + withZero(rank: rank, plausibility: plausibility)
  }

  private static func withZero(rank: Int?, plausibility: Double) -> [Signature] {
    [VariableRole.kernelZero, .zeroPoint].flatMap { zero -> [Signature] in
      let fits: @Sendable (RoleShapes) -> Double = { shapes in
        let kernel = shapes[.kernel]
        guard shapes.isInteger(.kernel), kernel.count == 2, shapes[.groupIndex] == [kernel[1]],
          shapes[.kernelScale].count == 2, shapes[zero] == shapes[.kernelScale]
        else { return 0 }
        // Dense and EinsumDense name the zero point differently.
        return plausibility * ((zero == .kernelZero) == (rank == 2) ? 0.9 : 0.1)
      }
      return withAndWithoutBias([.bias, .kernel, .kernelScale, zero, .groupIndex], fits)
        + withAndWithoutBias([.bias, .kernel, .kernelScale, zero, .awqScales, .groupIndex], fits)
    }
  }

  static func withAndWithoutBias(
    _ roles: [VariableRole], _ plausibility: @escaping @Sendable (RoleShapes) -> Double
  ) -> [Signature] {
    [Signature(roles, plausibility), Signature(roles.filter { $0 != .bias }, plausibility)]
  }
}

extension RoleShapes {
  /// Whether the signature has no variable of this role.
  func lacks(_ role: VariableRole) -> Bool { !roles.contains(role) }
}
