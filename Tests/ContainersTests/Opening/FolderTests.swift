import Containers
import Foundation
import Testing

/// Folders and shard indexes, whose files are opened beneath them.
struct FolderTests {
  private func folder(_ names: [String] = ["config.json", "metadata.json", "model.weights.h5"]) throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    for name in names {
      try folder.write(name.hasSuffix(".h5") ? TinyHDF5.bytes : Array("{}".utf8), as: name)
    }
    return folder
  }

  private func link(_ name: String, to target: String, in folder: TemporaryFolder) throws {
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/" + name, withDestinationPath: target)
  }

  @Test func anUnzippedArchiveIsRead() throws {
    let folder = try folder()
    let contents = try TemporaryFolder.outcome(folder.path).get()
    #expect(contents.format == .folder && contents.bytes == 475 && contents.notes.isEmpty)
    #expect(contents.configuration == .object(JSONObject()) && contents.metadata == .object(JSONObject()))
    #expect(contents.trees.map(\.member) == ["model.weights.h5"] && contents.sources.count == 1)
  }

  @Test func aBrokenDocumentCostsANote() throws {
    for broken in ["", "{", "[1"] {
      let folder = try folder(["metadata.json", "model.weights.h5"])
      try folder.write(Array(broken.utf8), as: "config.json")
      let contents = try TemporaryFolder.outcome(folder.path).get()
      #expect(contents.configuration == nil && contents.trees.count == 1)
      #expect(contents.notes.map(\.code) == ["config-unreadable"])
      #expect(contents.notes.map(\.place) == ["member:config.json"])
    }
  }

  @Test func linksStayInTheFolder() throws {
    let inside = try folder(["config.json", "metadata.json", "blob.h5"])
    try link("model.weights.h5", to: "blob.h5", in: inside)
    #expect(try TemporaryFolder.outcome(inside.path).get().trees.count == 1)

    let elsewhere = try folder(["secret.h5"])
    for target in [
      elsewhere.path + "/secret.h5", "../" + URL(filePath: elsewhere.path).lastPathComponent + "/secret.h5",
    ] {
      let outside = try folder(["config.json"])
      try link("model.weights.h5", to: target, in: outside)
      guard case .failure(.unsupported(_, "model.weights.h5")) = TemporaryFolder.outcome(outside.path) else {
        Issue.record("\(target) was followed")
        return
      }
    }
  }

  @Test func shardsAreReadInTheOrderOfTheirNames() throws {
    let folder = try folder(["m_00000.weights.h5", "m_00001.weights.h5"])
    let index = #"{"metadata": {}, "weight_map": {"/b/vars": ["m_00001.weights.h5", "m_00000.weights.h5"]}}"#
    let path = try folder.write(Array(index.utf8), as: "anything")
    let contents = try TemporaryFolder.outcome(path).get()
    #expect(contents.format == .shards)
    #expect(contents.trees.map(\.member) == ["m_00000.weights.h5", "m_00001.weights.h5"])
    #expect(contents.members.map(\.name) == ["m_00000.weights.h5", "m_00001.weights.h5"])
    #expect(contents.bytes == UInt64(index.utf8.count + 2 * 471))
    #expect(contents.shardIndex?["weight_map"]?["/b/vars"]?.array?.count == 2)
  }

  @Test(arguments: ["missing.h5", "../elsewhere.h5", "/etc/passwd", "..", "a\\u0000b"])
  func aShardThatIsNotThereNamesItself(_ name: String) throws {
    let folder = try folder(["m.h5"])
    let path = try folder.write(
      Array(#"{"weight_map": {"/a/vars": ["m.h5", "\#(name)"]}}"#.utf8), as: "index")
    guard case .failure(.damaged(_, let place)) = TemporaryFolder.outcome(path) else {
      Issue.record("read")
      return
    }
    #expect(place == name.replacing("\\u0000", with: "\0"))
  }

  @Test func foldersOfOtherKindsAreNamed() throws {
    func error(_ names: [String]) throws -> ContainerError? {
      let folder = try folder(names)
      guard case .failure(let error) = TemporaryFolder.outcome(folder.path) else { return nil }
      return error
    }
    #expect(try error([]) == .isADirectory)
    #expect(try error(["a.h5"]) == .isADirectory)
    #expect(
      try error(["config.json", "model.weights.npz"])
        == .unsupported(what: "weights as pickled NumPy arrays", place: "model.weights.npz"))
    guard case .notAModel(let what, _) = try error(["saved_model.pb", "keras_metadata.pb"]),
      case .notAModel(let other, _) = try error(["checkpoint", "ckpt.index"])
    else {
      Issue.record("not named")
      return
    }
    #expect(what.contains("SavedModel") && other.contains("checkpoint"))
  }

  @Test func whatIsNoFileIsNamedAndNeverWaitedFor() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/fifo", 0o600) == 0)
    #expect(
      TemporaryFolder.outcome(folder.path + "/fifo").failure
        == .unreadable(reason: "this is a FIFO, not a file"))
    #expect(
      TemporaryFolder.outcome("/dev/zero").failure == .unreadable(reason: "this is a device, not a file"))
    #expect(TemporaryFolder.outcome(folder.path + "/none").failure == .notFound)
    #expect(TemporaryFolder.outcome(folder.path + "\0/none").failure == .notFound)
  }
}

extension Result {
  fileprivate var failure: Failure? {
    guard case .failure(let error) = self else { return nil }
    return error
  }
}
