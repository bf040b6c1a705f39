#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A group of an HDF5 file as a plain value: attributes and links, nothing interpreted.
public struct StoredGroup: Hashable, Sendable {
  /// Address of the object header, relative to the file's base address: the identity behind hard links.
  public var address: UInt64
  public var attributes: [StoredAttribute]
  /// Sorted by the bytes of the links' names.
  public private(set) var links: [StoredLink]
  /// How the group keeps its links, which decides whether an order of creation can be had.
  public var linkStorage: LinkStorage
  /// The names of the links in the order of their creation, read from the local heap of an old-style group;
  /// `nil` where it was not looked for (fewer than two links) or cannot be had.
  public var heapOrder: [String]?

  public init(
    address: UInt64 = 0, attributes: [StoredAttribute] = [], linkStorage: LinkStorage = .symbolTable,
    heapOrder: [String]? = nil, links: [StoredLink] = []
  ) {
    self.address = address
    self.attributes = attributes
    self.linkStorage = linkStorage
    self.heapOrder = heapOrder
    self.links = links
    let isSorted = zip(links, links.dropFirst()).allSatisfy { $0.name.utf8Precedes($1.name) }
    if !isSorted { self.links.sort { $0.name.utf8Precedes($1.name) } }
  }

  /// The link of this name, found by bisection.
  public subscript(link name: String) -> StoredLink? {
    var low = 0
    var high = links.count
    while low < high {
      let middle = (low + high) / 2
      if links[middle].name.utf8Precedes(name) { low = middle + 1 } else { high = middle }
    }
    guard low < links.count, links[low].name == name else { return nil }
    return links[low]
  }

  /// The group that a path of names leads to, without following soft or external links.
  @inlinable
  public func group(at path: some Sequence<String>) -> StoredGroup? {
    var here = self
    for name in path {
      guard case .group(let next)? = here[link: name]?.target else { return nil }
      here = next
    }
    return here
  }

  /// The child group of this name.
  public func group(_ name: String) -> StoredGroup? {
    guard case .group(let group)? = self[link: name]?.target else { return nil }
    return group
  }

  /// The child dataset of this name.
  public func dataset(_ name: String) -> StoredDataset? {
    guard case .dataset(let dataset)? = self[link: name]?.target else { return nil }
    return dataset
  }

  /// The attribute of this name.
  public func attribute(_ name: String) -> StoredAttribute? {
    attributes.first { $0.name == name }
  }
}

/// How a group keeps its links (HDF5 file format specification, version 3, sections III.A, IV.A.2.c and VII).
public enum LinkStorage: Hashable, Sendable {
  /// Old style: a symbol table, whose local heap keeps names in the order of creation.
  case symbolTable
  /// New style; links carry a creation order only where the group tracks it.
  case newStyle(tracksCreationOrder: Bool)
}

/// A named entry of a group.
public struct StoredLink: Hashable, Sendable {
  public var name: String
  /// Where the group tracks the order of creation, the link's place in it.
  public var creationOrder: Int64?
  public var target: StoredTarget

  public init(_ name: String, creationOrder: Int64? = nil, _ target: StoredTarget) {
    self.name = name
    self.creationOrder = creationOrder
    self.target = target
  }
}

/// What a link leads to.
public indirect enum StoredTarget: Hashable, Sendable {
  case group(StoredGroup)
  case dataset(StoredDataset)
  /// A hard link to an object that was met before under another path.
  case repeated(path: String)
  /// A soft link, never followed.
  case softLink(path: String)
  /// A link into another file, never followed.
  case externalLink(file: String, path: String)
  /// A named datatype, or a link of a user-defined class.
  case other(String)
  /// An object that libhdf5 could not read, with its reason.
  case unreadable(HDF5Failure)
}

extension String {
  /// Whether this name sorts before another by bytes, as HDF5 compares names.
  func utf8Precedes(_ other: String) -> Bool {
    let precedes = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { other in
        guard let first = own.baseAddress, let second = other.baseAddress else {
          return own.count < other.count
        }
        let order = memcmp(first, second, min(own.count, other.count))
        return order < 0 || order == 0 && own.count < other.count
      }
    }
    return (precedes ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}
