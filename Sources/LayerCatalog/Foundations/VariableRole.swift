/// What a variable is for, by the name that Keras gives it: `kernel`, `gamma`, `moving_mean` …
///
/// A depthwise kernel is always `depthwise_kernel`, also where Keras 3 calls the variable `kernel`,
/// because its shape is read in another way.
public struct VariableRole: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  public var rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public init(stringLiteral value: String) {
    self.rawValue = value
  }

  /// Lengths are compared first: they tell most roles apart, and cost nothing.
  public static func == (one: VariableRole, other: VariableRole) -> Bool {
    one.rawValue.utf8.count == other.rawValue.utf8.count && one.rawValue == other.rawValue
  }

  public static let kernel: VariableRole = "kernel"
  public static let bias: VariableRole = "bias"
  public static let depthwiseKernel: VariableRole = "depthwise_kernel"
  public static let pointwiseKernel: VariableRole = "pointwise_kernel"
  public static let recurrentKernel: VariableRole = "recurrent_kernel"
  public static let gamma: VariableRole = "gamma"
  public static let beta: VariableRole = "beta"
  public static let movingMean: VariableRole = "moving_mean"
  public static let movingVariance: VariableRole = "moving_variance"
  public static let embeddings: VariableRole = "embeddings"
  public static let unknown: VariableRole = "unknown"

  /// Of `BatchNormalization(renorm=True)`.
  public static let movingStddev: VariableRole = "moving_stddev"
  public static let renormMean: VariableRole = "renorm_mean"
  public static let renormStddev: VariableRole = "renorm_stddev"
  /// The factors of a low-rank adaptation, whose product is added to the kernel.
  public static let loraKernelA: VariableRole = "lora_kernel_a"
  public static let loraKernelB: VariableRole = "lora_kernel_b"
}
