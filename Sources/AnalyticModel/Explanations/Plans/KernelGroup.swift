import LayerCatalog

/// A kernel of a layer as a step of a block: which channels it reads and gives, and whether a bias stands behind it.
struct KernelGroup {
  let kernel: VariableSpecification
  let input: Int
  let output: Int
  /// Sides of a convolution's kernel; empty for any other.
  let window: [Int]
  private(set) var hasBias = false

  var isDepthwise: Bool { kernel.role == .depthwiseKernel }

  /// The kernels of a layer in their order.
  static func all(of variables: [VariableSpecification], className: String) -> [KernelGroup] {
    var groups: [KernelGroup] = []
    let last = variables.last { $0.role != .bias }
    for variable in variables {
      if variable.role == .bias, !groups.isEmpty {
        groups[groups.count - 1].hasBias = true
      } else if className == "MultiHeadAttention" {
        groups.append(KernelGroup(projection: variable, isBack: variable == last))
      } else {
        groups.append(KernelGroup(variable))
      }
    }
    return groups
  }

  /// The kernel of a convolution or a dense layer.
  private init(_ kernel: VariableSpecification) {
    self.kernel = kernel
    let ends = kernel.shape.suffix(2)
    window = Array(kernel.shape.dropLast(2))
    input = ends.first ?? 0
    output = kernel.role == .depthwiseKernel ? kernel.shape.suffix(2).reduce(1, &*) : ends.last ?? 0
  }

  /// The kernel of a projection to attention's heads and their widths, or of the one back from these.
  private init(projection kernel: VariableSpecification, isBack: Bool) {
    self.kernel = kernel
    window = []
    input = (isBack ? kernel.shape.dropLast() : kernel.shape.prefix(1)).reduce(1, &*)
    output = (isBack ? kernel.shape.suffix(1) : kernel.shape.dropFirst()).reduce(1, &*)
  }
}
