import Containers

/// One layout: how it is recognised and how it is brought into the common form.
protocol LayoutReader: Sendable {
  var layout: Layout { get }

  /// Whether a container holds this layout, judged by what only this layout has.
  func recognises(_ contents: ContainerContents) -> Bool

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel
}

/// All layouts, in the order in which they are tried: the first that recognises a container reads it.
enum Layouts {
  static let all: [any LayoutReader] = [
    KerasArchiveLayout(),
    KerasShardsLayout(),
    LegacyModelLayout(),
    LegacyWeightsLayout(),
    Keras2WeightsLayout(),
    KerasWeightsLayout(),
    PlainHDF5Layout(),
  ]

  static func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    let reader = all.first { $0.recognises(contents) } ?? PlainHDF5Layout()
    return reader.read(contents, limits: limits)
  }
}
