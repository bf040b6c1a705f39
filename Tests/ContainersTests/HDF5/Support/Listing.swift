@testable import Containers

/// A tree as `make_fixtures.py` lists it.
enum Listing {
  static func lines(of group: StoredGroup, path: String = "") -> [String] {
    group.links.flatMap { link -> [String] in
      let here = path + "/" + link.name
      return switch link.target {
      case .group(let child): ["\(here) group \(child.address)"] + lines(of: child, path: here)
      case .dataset(let dataset):
        ["\(here) \(dataset.shape) \(kind(dataset.type)) \(storage(dataset)) \(dataset.storedBytes)"]
      case .repeated(let path): ["\(here) same as \(path)"]
      case .softLink(let target): ["\(here) soft \(target)"]
      case .externalLink(let file, let target): ["\(here) external \(file) \(target)"]
      case .other: ["\(here) other"]
      case .unreadable: ["\(here) unreadable"]
      }
    }
  }

  private static func kind(_ type: StoredType) -> String {
    let bits = type.size * 8
    let order = type.isBigEndian ? " big-endian" : ""
    return switch type.class {
    case .float: "float\(bits)\(order)"
    case .integer(let isSigned): (isSigned ? "int" : "uint") + "\(bits)\(order)"
    case .enumeration: "enum\(bits)"
    case .opaque: "opaque\(bits)"
    case .string(let length): length == nil ? "text" : "text\(bits)"
    case .other: "other\(bits)"
    }
  }

  private static func storage(_ dataset: StoredDataset) -> String {
    switch dataset.storage {
    case .contiguous(let offset): offset.map { "at \($0)" } ?? "unwritten"
    case .compact: "compact"
    case .chunked(let shape, let filters): "chunks \(shape) filters \(filters.map(\.identifier))"
    case .external: "external"
    case .virtual: "virtual"
    case .unknown: "unknown"
    }
  }
}
