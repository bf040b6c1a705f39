/// Every architecture that is known, family by family.
public enum Architectures {
  public static let all: [any Architecture] =
    [MobileNet(), MobileNetV2()] + MobileNetV3.all + EfficientNet.all + EfficientNetV2.all + ResNet.all
    + ResNetV2.all + DenseNet.all + VGG.all + [Xception(), InceptionV3(), InceptionResNetV2()] + NASNet.all
    + ConvNeXt.all

  /// The architecture of this name. Capitals, hyphens and underscores do not matter: `mobilenet_v2`.
  /// - Throws: `ArchitectureError.unknownArchitecture`.
  public static func named(_ name: String) throws(ArchitectureError) -> any Architecture {
    let wanted = simplified(name)
    if let found = all.first(where: { simplified($0.name) == wanted }) { return found }
    let similar = all.map(\.name).filter { candidate in
      let known = simplified(candidate)
      return !wanted.isEmpty && (known.hasPrefix(wanted) || wanted.hasPrefix(known))
    }
    throw .unknownArchitecture(name: name, similar: similar)
  }

  private static func simplified(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }
}
