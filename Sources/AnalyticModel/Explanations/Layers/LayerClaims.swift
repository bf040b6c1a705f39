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
    for (words, other) in turned {
      readings += self.readings(of: other, difference: words)
    }
    return Explanation.Claim(claimed, readings: readings.filter { claimed.range.contains($0.count) })
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
    let suffix = difference.map { "; with \($0)" } ?? ""
    var readings: [Explanation.Reading] = []
    func add(
      _ words: String, _ count: Int, _ convention: Explanation.Reading.Convention, mistakes: Int = 0,
      differences: Int = 0
    ) {
      readings.append(
        .init(
          reading: words + suffix, count: count, isRight: mistakes == 0, convention: convention,
          cost: .init(mistakes: mistakes, differences: differences + (difference == nil ? 0 : 1))))
    }
    let all = LayerClaims.sum(variables)
    let trainable = LayerClaims.sum(variables.filter(\.trainable))
    if all == trainable {
      add("all its variables: Keras' Total and Trainable params", all, .all)
    } else {
      add("all its variables: Keras' Total params", all, .all)
      add("Keras' Trainable params", trainable, .trainable)
      add("Keras' Non-trainable params", all - trainable, .nonTrainable)
    }
    for (words, addition, convention) in normalizations {
      add(words, all + addition, convention, differences: 1)
    }
    for slip in slips(in: variables) {
      add(slip.words, all + slip.change, .all, mistakes: 1)
      if all != trainable, slip.isTrainable {
        add(slip.words + "; trainable ones", trainable + slip.change, .trainable, mistakes: 1)
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

  /// A batch normalization behind a layer with a kernel.
  private var normalizations: [(String, Int, Explanation.Reading.Convention)] {
    guard variables.all.contains(where: { $0.shape.count > 1 }), variables.parts.isEmpty,
      let output = outputs?.first, let channels = output.extents.last ?? nil,
      settings["data_format"] != "channels_first", channels <= 1 << 31
    else { return [] }
    return [
      ("right for the layer with BatchNormalization behind it, gamma and beta", 2 * channels, .trainable),
      ("right for the layer with BatchNormalization behind it, all it holds", 4 * channels, .all),
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
      if variables.count > 1 { add("\(role) forgotten", 0) }
      guard variable.shape.count > 1 else { continue }
      let names = AxisNames.names(of: variable.role, in: definition.className, rank: variable.shape.count)
      let kernel = zip(names, variable.shape).filter { $0.0.hasPrefix("kernel ") }.map(\.1)
      if kernel.count > 1 {
        let area = kernel.reduce(1, *)
        if area > 1 { add("\(role) without its sides \(Numerals.product(kernel))", variable.count / area) }
      }
      for (axis, extent) in variable.shape.enumerated() where extent > 1 {
        let rest = variable.shape.enumerated().filter { $0.offset != axis }.map(\.element)
        add(
          "\(role) without its \(names[axis]), \(Numerals.product(rest)) in place of \(variable.formula)",
          variable.count / extent)
        let (twice, overflow) = variable.count.multipliedReportingOverflow(by: extent)
        if !overflow, twice <= 1 << 53 {
          add(
            "\(role) multiplied by its \(names[axis]) twice, \(variable.formula)·\(extent) in place of \(variable.formula)",
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
