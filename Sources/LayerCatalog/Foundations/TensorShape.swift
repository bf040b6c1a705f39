/// The shape of a tensor that flows between layers, batch axis first, as Keras writes it: `(None, 224, 224, 3)`.
///
/// An extent is `nil` where it is not known before the model runs.
public struct TensorShape: Hashable, Sendable {
  public var extents: [Int?]

  public init(_ extents: [Int?]) {
    self.extents = extents
  }

  public var rank: Int { extents.count }

  /// The extents without the batch axis.
  public var withoutBatch: [Int?] { Array(extents.dropFirst()) }
}

extension TensorShape: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Int?...) {
    self.init(elements)
  }
}
