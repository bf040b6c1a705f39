/// How the variables of an attention layer's parts are told.
enum AttentionReadings {
  struct Heads {
    let heads: Int
    let width: Int
  }

  /// Readings of four or five projections, plain or int8; `plausibility` judges query, key and value.
  static func all(
    of stored: [StoredShape], plausibility: (_ query: Heads, _ key: Heads, _ value: Heads) -> Double
  ) -> [RoleReading] {
    for parts in [4, 5] {
      for roles in forms where stored.count == parts * roles.count {
        let chunks = (0..<parts).map { Array(stored[$0 * roles.count..<($0 + 1) * roles.count]) }
        var assigned: [VariableRole] = []
        var kernels: [[Int]] = []
        let form = Signature(roles) { shapes in shapes[.kernel].count >= 3 && fits(shapes) ? 1 : 0 }
        for chunk in chunks {
          guard let reading = form.reading(of: chunk), let kernel = reading.roles.firstIndex(of: .kernel)
          else { break }
          assigned += reading.roles
          kernels.append(chunk[kernel].shape)
        }
        guard kernels.count == parts, let output = kernels.last else { continue }
        let valueKernel = kernels[parts - 2]
        // (c, h, d) in, (h, d, o) out.
        guard kernels.dropLast().allSatisfy({ $0.count == 3 }), output[0] == kernels[0][1],
          output[1] == valueKernel[2],
          kernels[0][2] == kernels[1][2]
        else { continue }
        let value = plausibility(
          Heads(heads: kernels[0][1], width: kernels[0][2]),
          Heads(heads: kernels[1][1], width: kernels[1][2]),
          Heads(heads: valueKernel[1], width: valueKernel[2]))
        if value > 0 { return [RoleReading(assigned, plausibility: value)] }
      }
    }
    return []
  }

  private static let forms: [[VariableRole]] = [
    [.kernel, .bias], [.kernel], [.kernel, .bias, .kernelScale], [.bias, .kernel, .kernelScale],
    [.kernel, .kernelScale],
  ]

  private static func fits(_ shapes: RoleShapes) -> Bool {
    let kernel = shapes[.kernel]
    return shapes.lacks(.bias)
      || (!shapes[.bias].isEmpty && shapes[.bias] == kernel.suffix(shapes[.bias].count))
  }
}
