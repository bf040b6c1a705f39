import LayerCatalog

/// Judges a number that somebody claims for a layer: its counts as they are and with each of its flags turned, with a
/// batch normalization behind it, and with one slip in one variable.
struct LayerClaims {
  var definition: any LayerDefinition
  var settings: Settings
  var inputs: [TensorShape]
  var variables: LayerVariables
  var outputs: [TensorShape]?

  func judge(_ claimed: ClaimedCount) -> Explanation.Claim {
    var readings = readings(of: variables.all, difference: nil)
    let own = Set(readings.filter(\.isRight).map { Known(count: $0.count, convention: $0.convention) })
    for (words, other) in turned {
      // What a flag does not change says nothing about it.
      readings += self.readings(of: other, difference: words).filter {
        !own.contains(Known(count: $0.count, convention: $0.convention))
      }
    }
    return Explanation.Claim(claimed, readings: readings.filter { claimed.range.contains($0.count) })
  }

  private struct Known: Hashable {
    var count: Int
    var convention: Explanation.Reading.Convention
  }

  /// The variables with each flag turned that changes them.
  private var turned: [(words: String, variables: [VariableSpecification])] {
    var turned: [(words: String, variables: [VariableSpecification])] = []
    for argument in definition.arguments {
      guard case .flag(let fallback) = argument.value,
        let flag = try? settings.bool(argument.name, default: fallback)
      else { continue }
      var other = settings
      other[argument.name] = .bool(!flag)
      guard let changed = try? definition.variables(other, inputs: inputs).all, changed != variables.all
      else {
        continue
      }
      turned.append(("\(argument.name)=\(flag ? "False" : "True")", changed))
    }
    return turned
  }

  private func readings(of variables: [VariableSpecification], difference: String?) -> [Explanation.Reading] {
    var readings: [Explanation.Reading] = []
    func add(
      _ words: String?, _ count: Int, _ convention: Explanation.Reading.Convention, mistakes: Int = 0,
      differences: Int = 0
    ) {
      let isPlain = words == nil && difference == nil
      let parts = [words, difference, isPlain ? convention.kerasWords(of: variables) : convention.words]
      readings.append(
        .init(
          reading: parts.compactMap { $0 }.joined(separator: "; "), count: count, isRight: mistakes == 0,
          convention: convention,
          cost: .init(mistakes: mistakes, differences: differences + (difference == nil ? 0 : 1))))
    }
    let all = LayerClaims.sum(variables)
    let trainable = LayerClaims.sum(variables.filter(\.trainable))
    add(nil, all, .all)
    if all != trainable {
      add(nil, trainable, .trainable)
      add(nil, all &- trainable, .nonTrainable)
    }
    for (words, addition, convention) in normalizations {
      add(words, all &+ addition, convention, differences: 1)
    }
    guard difference == nil || difference?.hasPrefix("use_bias") == true else { return readings }
    for slip in slips(in: variables) {
      add(slip.words, all &+ slip.change, .all, mistakes: 1)
      if all != trainable, slip.isTrainable {
        add(slip.words, trainable &+ slip.change, .trainable, mistakes: 1)
      }
    }
    if variables.count > 1, variables.allSatisfy({ $0.shape.count == 1 && $0.shape == variables[0].shape }) {
      add("one number per variable, not per channel", variables.count, .all, mistakes: 1)
      add(
        "one number per trainable variable, not per channel", variables.count(where: \.trainable), .trainable,
        mistakes: 1)
    }
    return readings
  }

  /// The roles that a flag takes away, so that leaving them out is a choice and no mistake.
  private var optional: Set<VariableRole> {
    Set(
      turned.flatMap { other in
        variables.all.map(\.role).filter { role in !other.variables.contains { $0.role == role } }
      })
  }

  /// A batch normalization behind a layer with a kernel.
  private var normalizations: [(String, Int, Explanation.Reading.Convention)] {
    guard variables.all.contains(where: { $0.shape.count > 1 }), variables.parts.isEmpty,
      let output = outputs?.first, let channels = output.extents.last ?? nil,
      settings["data_format"] != "channels_first", channels <= 1 << 31
    else { return [] }
    return [
      ("a BatchNormalization behind it", 2 * channels, .trainable),
      ("a BatchNormalization behind it", 4 * channels, .all),
    ]
  }

  private struct Slip {
    var words: String
    var change: Int
    var isTrainable: Bool
  }

  /// A factor left out or multiplied twice, and a variable forgotten.
  private func slips(in variables: [VariableSpecification]) -> [Slip] {
    var slips: [Slip] = []
    for variable in variables where variable.count <= 1 << 53 {
      let role = variable.role.rawValue
      func add(_ words: String, _ count: Int) {
        slips.append(Slip(words: words, change: count - variable.count, isTrainable: variable.trainable))
      }
      if variables.count > 1, !optional.contains(variable.role) { add("\(role) forgotten", 0) }
      guard variable.shape.count > 1 else { continue }
      let names = AxisNames.names(of: variable.role, in: definition.className, rank: variable.shape.count)
      let kernel = zip(names, variable.shape).filter { $0.0.hasPrefix("kernel ") }.map(\.1)
      if kernel.count > 1 {
        let area = kernel.reduce(1, *)
        if area > 1 { add("\(role) without its sides \(Numerals.product(kernel))", variable.count / area) }
      }
      // What people leave out is more often a number of channels than a side of the kernel.
      let axes = variable.shape.indices.sorted { one, other in
        (names[one].hasPrefix("kernel ") ? 1 : 0, one) < (names[other].hasPrefix("kernel ") ? 1 : 0, other)
      }
      for axis in axes where variable.shape[axis] > 1 {
        let extent = variable.shape[axis]
        let name = names[axis].hasPrefix("kernel ") ? String(names[axis].dropFirst(7)) : names[axis]
        let rest = variable.shape.enumerated().filter { $0.offset != axis }.map(\.element)
        add(
          "\(role) without its \(name), \(Numerals.product(rest)) in place of \(variable.formula)",
          variable.count / extent)
        let (twice, overflow) = variable.count.multipliedReportingOverflow(by: extent)
        if !overflow, twice <= 1 << 53 {
          add(
            "\(role) multiplied by its \(name) twice, \(variable.formula)·\(extent) in place of \(variable.formula)",
            twice)
        }
      }
    }
    return slips
  }

  private static func sum(_ variables: [VariableSpecification]) -> Int {
    variables.reduce(0) { $0 &+ $1.count }
  }
}

extension Explanation.Reading.Convention {
  fileprivate func kerasWords(of variables: [VariableSpecification]) -> String {
    switch self {
    case .all:
      variables.allSatisfy(\.trainable)
        ? "all its variables, Keras' Total and Trainable params" : "all its variables, Keras' Total params"
    case .trainable: "Keras' Trainable params"
    case .nonTrainable: "Keras' Non-trainable params"
    default: words
    }
  }
}
