import KerasModels
import LayerCatalog

/// Something that values may be, and that a person should know.
protocol ValueRule: Sendable {
  /// Stable, kebab-case.
  var id: String { get }
  var severity: ValueFinding.Severity { get }
  /// What the rule finds, in a few words for a heading.
  var title: String { get }
  /// What it means for who uses the model.
  var why: String { get }
  /// What the rule finds in a layer.
  func findings(in layer: MeasuredLayer) -> [ValueFinding]
}

/// A layer with the figures of its variables.
struct MeasuredLayer {
  struct Measured {
    /// Position in the layer's variables.
    var index: Int
    var variable: Variable
    var figures: ValueFigures

    /// `, at [3, 17]` for one value, `, the first at [3, 17]` for several; nothing where all are meant.
    func place(ofFirst position: Int?, of count: Int) -> String {
      guard var rest = position, count < figures.count, !variable.shape.contains(0) else { return "" }
      var index: [Int] = []
      for extent in variable.shape.reversed() {
        index.insert(rest % extent, at: 0)
        rest /= extent
      }
      return (count == 1 ? ", at " : ", the first at ") + "\(index)"
    }
  }

  var index: Int
  var layer: Layer
  var variables: [Measured]

  subscript(role: VariableRole) -> Measured? { variables.first { $0.variable.role == role } }
}

extension ValueRule {
  func finding(_ layer: MeasuredLayer, _ variables: [MeasuredLayer.Measured], _ message: String)
    -> ValueFinding
  {
    ValueFinding(
      id: id, severity: severity, layer: layer.index, variables: variables.map(\.index), message: message)
  }
}

extension Variable {
  /// Whether it is what inputs are multiplied by: all of its values being equal says that nothing was learned.
  var isKernel: Bool {
    role.rawValue.hasSuffix("kernel") || role == .embeddings
  }

  /// The axes at the end of the shape that number the outputs: a depthwise kernel has its channels in two.
  var outputAxes: Int { role == .depthwiseKernel ? 2 : 1 }
}

extension Int {
  /// With a comma between groups of three digits.
  var grouped: String {
    var digits = Array(String(magnitude).utf8)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(UInt8(ascii: ","), at: position)
      position -= 3
    }
    return (self < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// "1 value is", "12 values are".
  func of(_ all: Int, _ what: String, _ verb: (one: String, many: String) = ("is", "are")) -> String {
    "\(grouped) of \(all.grouped) \(what) \(self == 1 ? verb.one : verb.many)"
  }
}
