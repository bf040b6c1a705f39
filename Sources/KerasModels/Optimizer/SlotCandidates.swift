/// The variables that an optimizer may have trained, layer by layer, and which of them its slots fit.
///
/// Slots follow the order of the model's trainable variables. A layer is trained as a whole: `trainable` is a flag of
/// the layer, and a composite layer passes it on to its parts.
struct SlotCandidates {
  enum Alignment: Hashable, Sendable {
    /// Addresses in the order of the slots.
    case found([String])
    /// The slots fit more than one choice of layers; where one of them is everything from a variable on, its address.
    case ambiguous(allFrom: String?)
    /// There is more to try than any sensible file asks for.
    case tooMany
    case none
  }

  /// What the search may cost: places of layers among the slots, and comparisons of shapes.
  private static let mostPlaces = 1 << 22
  private static let mostComparisons = 1 << 22

  private struct Candidate {
    var address: String
    var shape: [Int]
    var isTrained: Bool
  }

  /// One list per layer, which is trained as a whole.
  private var units: [[Candidate]] = []

  init(_ layers: [Layer]) {
    var unitOfLayer: [Int?] = []
    for layer in layers {
      let isPart = layer.parent.map { layers.indices.contains($0) && !layers[$0].isModel } ?? false
      let inherited =
        isPart ? layer.parent.flatMap { unitOfLayer.indices.contains($0) ? unitOfLayer[$0] : nil } : nil
      let candidates = layer.variables.filter { !$0.fixed && $0.sameAs == nil }.map {
        Candidate(address: $0.address, shape: $0.shape, isTrained: $0.trainable == true)
      }
      if let inherited {
        units[inherited] += candidates
        unitOfLayer.append(inherited)
      } else {
        unitOfLayer.append(units.count)
        units.append(candidates)
      }
    }
    units.removeAll(where: \.isEmpty)
  }

  /// The variables that slots of these shapes belong to, where only one choice of layers fits.
  func alignment(of slots: [[Int]], patterns: [SlotPattern]) -> Alignment {
    // Nadam ends with a scalar of its own (Keras 3.15.1). Scalars of the model are slots like others.
    let withoutLast = slots.last?.isEmpty == true ? [slots, slots.dropLast()] : [slots]
    let readings = withoutLast.flatMap { slots in patterns.compactMap { $0.variables(of: slots) } }
    // What the configuration says is trained is the first choice; then everything that can be.
    for choice in [units.joined().filter(\.isTrained), Array(units.joined())]
    where readings.contains(choice.map(\.shape)) {
      return .found(choice.map(\.address))
    }
    var found: [[String]] = []
    for reading in readings {
      switch layers(with: reading) {
      case .found(let addresses): if !found.contains(addresses) { found.append(addresses) }
      case .none: break
      case let undecided: return undecided
      }
    }
    switch found.count {
    case 0: return .none
    case 1: return .found(found[0])
    default: return .ambiguous(allFrom: nil)
    }
  }

  /// The address of the first variable, where the last variables of all have these shapes.
  private func first(ofLast shapes: [[Int]]) -> String? {
    let last = Array(units.joined()).suffix(shapes.count)
    return last.map(\.shape) == shapes ? last.first?.address : nil
  }

  /// The only choice of layers whose variables have these shapes, one after the other.
  private func layers(with shapes: [[Int]]) -> Alignment {
    let width = shapes.count + 1
    let (places, overflows) = width.multipliedReportingOverflow(by: units.count + 1)
    let comparisons = width.multipliedReportingOverflow(by: units.reduce(0) { $0 + $1.count })
    guard !overflows, places <= SlotCandidates.mostPlaces, !comparisons.overflow,
      comparisons.partialValue <= SlotCandidates.mostComparisons
    else { return .tooMany }
    // In how many ways, 2 for more, the shapes from a place on are those of the layers from a place on.
    var ways = [UInt8](repeating: 0, count: places)
    ways[units.count * width + shapes.count] = 1
    for unit in units.indices.reversed() {
      for place in 0..<width {
        let without = ways[(unit + 1) * width + place]
        let with = fits(unit, shapes, at: place) ? ways[(unit + 1) * width + place + units[unit].count] : 0
        ways[unit * width + place] = min(2, without + with)
      }
    }
    switch ways[0] {
    case 0: return .none
    case 1: break
    default: return .ambiguous(allFrom: first(ofLast: shapes))
    }
    var addresses: [String] = []
    var place = 0
    for unit in units.indices
    where fits(unit, shapes, at: place) && ways[(unit + 1) * width + place + units[unit].count] == 1 {
      addresses += units[unit].map(\.address)
      place += units[unit].count
    }
    return .found(addresses)
  }

  private func fits(_ unit: Int, _ shapes: [[Int]], at place: Int) -> Bool {
    let candidates = units[unit]
    guard place + candidates.count <= shapes.count else { return false }
    for (position, candidate) in candidates.enumerated() where candidate.shape != shapes[place + position] {
      return false
    }
    return true
  }
}
