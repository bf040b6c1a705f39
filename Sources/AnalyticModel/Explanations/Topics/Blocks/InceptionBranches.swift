import KerasModels
import LayerCatalog

/// The branches of an Inception module, as options write them and as files hold them.
struct InceptionBranches {
  struct Convolution: Hashable {
    var sides: [Int]
    var filters: Int
  }

  /// Convolutions side by side that read the same, nearly always one; none for a pooling.
  struct Layer: Hashable {
    var convolutions: [Convolution]
  }

  struct Branch: Hashable {
    var layers: [Layer]

    /// Channels that it gives.
    func outputs(from input: Int) -> Int {
      layers.last { !$0.convolutions.isEmpty }?.convolutions.reduce(0) { $0 &+ $1.filters } ?? input
    }
  }

  private(set) var branches: [Branch] = []
  /// Channels of the convolution behind the concatenation.
  private(set) var up: Int?
  /// What steps are called, by the names of the block's units.
  private(set) var names: [String: String] = [:]

  /// `2.1`, with a letter for convolutions side by side.
  static func name(branch: Int, place: Int, twin: Int?) -> String {
    let letter = twin.map { String(UnicodeScalar(UInt8(ascii: "a") &+ UInt8(truncatingIfNeeded: $0))) } ?? ""
    return "\(branch + 1).\(place + 1)\(letter)"
  }

  // MARK: - Options

  private static let most = 16

  /// - Throws: `PredictionFailure.setting`.
  init(_ settings: Settings) throws(PredictionFailure) {
    for branch in try settings.string("branches").split(separator: "/", omittingEmptySubsequences: false) {
      var layers: [Layer] = []
      for layer in branch.split(separator: ",", omittingEmptySubsequences: false) {
        var convolutions: [Convolution] = []
        if layer != "pool" {
          for text in layer.split(separator: "+", omittingEmptySubsequences: false) {
            convolutions.append(try Self.convolution(text))
          }
        }
        layers.append(Layer(convolutions: convolutions))
      }
      branches.append(Branch(layers: layers))
    }
    // Behind convolutions side by side a branch ends.
    guard branches.allSatisfy({ $0.layers.dropLast().allSatisfy { $0.convolutions.count < 2 } }),
      branches.count <= Self.most,
      branches.allSatisfy({
        $0.layers.count <= Self.most && $0.layers.allSatisfy { $0.convolutions.count <= Self.most }
      })
    else { throw .setting(name: "branches") }
  }

  /// `5x5x64`
  private static func convolution(_ text: Substring) throws(PredictionFailure) -> Convolution {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard numbers.count == 3, (1...(1 << 10)).contains(numbers[0]), (1...(1 << 10)).contains(numbers[1]),
      (1...(1 << 18)).contains(numbers[2])
    else { throw .setting(name: "branches") }
    return Convolution(sides: Array(numbers[..<2]), filters: numbers[2])
  }

  // MARK: - Files

  /// - Returns: `nil` where nothing tells what feeds what, and for branches of another form.
  init?(_ parts: StoredBlockParts) {
    var next: [Int: [Int]] = [:]
    var starts: [Int] = []
    for position in parts.convolutions {
      guard let sources = parts.sources(of: position) else { return nil }
      switch sources.count {
      case 0: starts.append(position)
      case 1: next[sources[0], default: []].append(position)
      default:
        // All branches flow into the convolution behind their concatenation.
        guard up == nil, position == parts.convolutions.last else { return nil }
        up = parts.layer(position).kernel?.shape.last
        names["up"] = "up"
      }
    }
    var unit: [Int: String] = [:]
    for (number, position) in parts.convolutions.enumerated() { unit[position] = "conv\(number + 1)" }
    for (number, start) in starts.enumerated() {
      var branch = Branch(layers: [])
      var here = [start]
      while !here.isEmpty {
        let place = branch.layers.count
        var convolutions: [Convolution] = []
        for (twin, position) in here.enumerated() {
          guard let kernel = parts.layer(position).kernel, kernel.shape.count == 4 else { return nil }
          convolutions.append(Convolution(sides: Array(kernel.shape[..<2]), filters: kernel.shape[3]))
          names[unit[position] ?? ""] = Self.name(
            branch: number, place: place, twin: here.count > 1 ? twin : nil)
        }
        branch.layers.append(Layer(convolutions: convolutions))
        let following = here.flatMap { next[$0] ?? [] }
        // Behind convolutions side by side the branch ends.
        guard following.isEmpty || here.count == 1, branch.layers.count < Self.most else { return nil }
        here = following
      }
      branches.append(branch)
    }
    guard !branches.isEmpty else { return nil }
  }
}

extension [InceptionBranches.Branch] {
  /// As options write them.
  var text: String {
    map { branch in
      branch.layers.map { layer in
        layer.convolutions.isEmpty
          ? "pool"
          : layer.convolutions.map { ($0.sides + [$0.filters]).map(String.init).joined(separator: "x") }
            .joined(separator: "+")
      }.joined(separator: ",")
    }.joined(separator: "/")
  }
}
