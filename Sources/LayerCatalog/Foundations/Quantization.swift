/// How a layer's kernel is stored, by its dtype policy.
enum Quantization: Hashable {
  case none
  case int8
  /// Two values per byte along the output, with scales per block of inputs (Keras 3.15); `nil` is one scale per output.
  case int4(blockSize: Int?)
  /// Two values per byte along the input (Keras 3.12 and 3.13, whose policy names no block).
  case int4OverInputs
  case float8(historyLength: Int)
  case gptq(bits: Int, groupSize: Int?)
  case awq(groupSize: Int?)

  /// From the setting `dtype`: a policy's name (`int8_from_float32`) or its configuration.
  ///
  /// A map of policies (`DTypePolicyMap`) names layers by their paths, in which `part` stands behind the layer's name.
  /// - Throws: `PredictionFailure.setting` for a policy that Keras would not take, `.notPredictable` for a map whose
  ///   paths are patterns.
  init(_ settings: Settings, part: String? = nil) throws(PredictionFailure) {
    guard let dtype = settings["dtype"] else {
      self = .none
      return
    }
    var path = ""
    if case .string(let name)? = settings["name"] { path = name }
    if let part { path += (path.isEmpty ? "" : "/") + part }
    self = try Quantization(policy: dtype, path: path, depth: 0)
    if case .int4 = self, let quantizer = settings["quantization_config"]?.dictionary?["config"]?.dictionary {
      // READ keras/src/quantizers/quantization_config.py 3.15.1: the quantizer's block goes before the policy's.
      if let block = quantizer["block_size"]?.exactInteger {
        self = .int4(blockSize: try Quantization.group(block))
      }
    }
  }

  private init(policy: SettingValue, path: String, depth: Int) throws(PredictionFailure) {
    switch policy {
    case .string(let name): self = try Quantization(mode: Self.mode(ofName: name), historyLength: 1024)
    case .dictionary(let entry):
      guard depth < 3, let config = entry["config"]?.dictionary else { throw .setting(name: "dtype") }
      if entry["class_name"] == "DTypePolicyMap" {
        let policies = config["policy_map"]?.dictionary ?? [:]
        // Keras takes a key that is no path of a layer for a regular expression.
        guard policies.keys.allSatisfy({ key in !key.utf8.contains { "*+?[](){}|^$\\.".utf8.contains($0) } })
        else {
          throw .notPredictable(reason: "its dtype policies are given by patterns of paths")
        }
        let key = policies.keys.first { !path.isEmpty && ($0 == path || $0.hasSuffix("/" + path)) }
        guard let chosen = key.flatMap({ policies[$0] }) ?? config["default_policy"] else {
          self = .none
          return
        }
        self = try Quantization(policy: chosen, path: path, depth: depth + 1)
      } else if case .string(let mode)? = config["mode"] {
        let history = try config.integer("amax_history_length", default: 1024)
        self = try Quantization(mode: mode, historyLength: history)
      } else if case .string(let name)? = config["name"] {
        self = try Quantization(mode: Self.mode(ofName: name), historyLength: 1024)
      } else {
        self = .none
      }
    default: self = .none
    }
  }

  /// The part of a policy's name before `_from_`, which only quantized ones have.
  private static func mode(ofName name: String) -> String? {
    var rest = Substring(name)
    while let mark = rest.firstIndex(of: "_") {
      if rest[mark...].hasPrefix("_from_") { return String(name[..<mark]) }
      rest = rest[rest.index(after: mark)...]
    }
    return nil
  }

  private init(mode: String?, historyLength: Int) throws(PredictionFailure) {
    guard let mode else {
      self = .none
      return
    }
    let fields = mode.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = fields.dropFirst().map { Int($0) }
    switch (fields.first.map(String.init), numbers.count) {
    case ("int8", 0): self = .int8
    case ("int4", 0): self = .int4OverInputs
    case ("int4", 1): self = .int4(blockSize: try Self.group(numbers[0]))
    case ("float8", 0): self = .float8(historyLength: historyLength)
    case ("gptq", 2):
      guard let bits = numbers[0], [2, 3, 4, 8].contains(bits) else { throw .setting(name: "dtype") }
      self = .gptq(bits: bits, groupSize: try Self.group(numbers[1]))
    case ("awq", 2): self = .awq(groupSize: try Self.group(numbers[1]))
    default: throw .setting(name: "dtype")
    }
  }

  /// A block or group of inputs that share a scale; -1 stands for all of them.
  private static func group(_ size: Int?) throws(PredictionFailure) -> Int? {
    if size == -1 { return nil }
    guard let size, (1...Settings.largestInteger).contains(size) else { throw .setting(name: "dtype") }
    return size
  }
}

extension VariableRole {
  static let kernelScale: VariableRole = "kernel_scale"
  public static let kernelZero: VariableRole = "kernel_zero"
  static let groupIndex: VariableRole = "g_idx"
  public static let zeroPoint: VariableRole = "zero_point"
  static let awqScales: VariableRole = "awq_scales"
  static let inputsScale: VariableRole = "inputs_scale"
  static let inputsHistory: VariableRole = "inputs_amax_history"
  static let kernelHistory: VariableRole = "kernel_amax_history"
  static let outputsGradientScale: VariableRole = "outputs_grad_scale"
  static let outputsGradientHistory: VariableRole = "outputs_grad_amax_history"

  /// Whether it is the scale beside an integer kernel or table: `kernel_scale`, `embeddings_scale`.
  public var isQuantizationScale: Bool { rawValue.hasSuffix("_scale") }

  /// Whether it scales the values of another.
  public func scales(_ quantized: VariableRole) -> Bool { rawValue == quantized.rawValue + "_scale" }
}
