import Foundation
import Testing

@testable import Containers

/// Files of every kind, made in the test or from the repository's samples, opened as a user gives them.
struct ContainerReaderTests {
  static let samples =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/SampleModels"

  /// A folder of its own for one test, removed behind it.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "weightscope-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func read(_ bytes: [UInt8]) throws -> Result<ContainerContents, ContainerError> {
    var result: Result<ContainerContents, ContainerError> = .failure(.notFound)
    try withFolder { folder in
      let path = folder + "/file"
      try Data(bytes).write(to: URL(filePath: path))
      result = outcome(path)
    }
    return result
  }

  private func outcome(_ path: String) -> Result<ContainerContents, ContainerError> {
    do throws(ContainerError) {
      return .success(try ContainerReader.read(path: path, limits: Limits()))
    } catch {
      return .failure(error)
    }
  }

  /// One foreign format: how it begins, and a word that its error must hold.
  struct Foreign: Sendable {
    var head: [UInt8]
    var word: String

    init(_ head: [UInt8], _ word: String) {
      self.head = head
      self.word = word
    }

    init(_ text: String, _ word: String) { self.init(Array(text.utf8), word) }
  }

  @Test(arguments: [
    Foreign("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS"),
    Foreign("<!DOCTYPE html><html></html>", "HTML"), Foreign("\n<html>", "HTML"),
    Foreign("GGUF\u{3}\0\0\0", "GGUF"),
    Foreign([0x80, 4, 0x95, 0, 0, 0], "pickle"),
    Foreign([0x1C, 0, 0, 0] + Array("TFL3".utf8), "TensorFlow Lite"),
    Foreign([0x93] + Array("NUMPY".utf8), "NumPy"),
    Foreign([0x40, 0, 0, 0, 0, 0, 0, 0] + Array("{\"a\"".utf8) + [0x3A], "safetensors"),
    Foreign("{\"class_name\": \"Sequential\", \"config\": {}}", "architecture"),
    Foreign("import keras\n", "Python"),
    Foreign([UInt8](repeating: 0, count: 4096), "zero"), Foreign([0x1F, 0x8B, 8, 0], "gzip"),
    Foreign([0x08, 0x07, 0x12, 0x07, 0x70], "ONNX"),
  ]) func foreignFilesAreNamed(_ foreign: Foreign) throws {
    guard case .failure(.notAModel(let what, _)) = try read(foreign.head) else {
      Issue.record("not named")
      return
    }
    #expect(what.contains(foreign.word))
  }

  @Test func anEmptyFileSaysSo() throws {
    guard case .failure(.empty) = try read([]) else {
      Issue.record("no error")
      return
    }
  }

  @Test func whatIsNoFileIsNamed() throws {
    guard case .failure(.notFound) = outcome("/no/such/file"), case .failure(.isADirectory) = outcome("/"),
      case .failure(.unreadable) = outcome("/dev/zero")
    else {
      Issue.record("another error")
      return
    }
  }

  @Test func anArchiveIsReadInPlace() throws {
    let contents = try ContainerReader.read(
      path: Self.samples + "/bottleneck/bn_three.keras", limits: Limits())
    #expect(contents.format == .zip)
    #expect(contents.members.map(\.name) == ["metadata.json", "config.json", "model.weights.h5"])
    #expect(contents.metadata?["keras_version"]?.string == "3.15.1")
    #expect(contents.configuration?["class_name"]?.string == "Functional")
    #expect(contents.trees.first?.root.group("layers") != nil)
  }

  @Test func aFolderGivesWhatTheArchiveGives() throws {
    let path = Self.samples + "/bottleneck/bn_three.keras"
    let archive = try ContainerReader.read(path: path, limits: Limits())
    let bytes = try Array(Data(contentsOf: URL(filePath: path)))
    try withFolder { folder in
      guard case .file(let source) = try FileOpening.open(path) else { return }
      let directory = try ZipDirectory(source)
      for entry in directory.entries {
        let data = try ZipArchive(source, limits: Limits()).source(of: entry)
        let member = bytes[Int(data.base)..<Int(data.base + data.length)]
        try Data(member).write(to: URL(filePath: folder + "/" + entry.name))
      }
      let unpacked = try ContainerReader.read(path: folder, limits: Limits())
      #expect(unpacked.format == .folder)
      #expect(unpacked.configuration == archive.configuration && unpacked.metadata == archive.metadata)
      #expect(unpacked.trees.first?.root == archive.trees.first?.root)
    }
  }

  @Test func aLinkOutOfAFolderIsNotFollowed() throws {
    try withFolder { folder in
      try Data("{}".utf8).write(to: URL(filePath: folder + "/config.json"))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/model.weights.h5",
        withDestinationPath: Self.samples + "/bottleneck/bn_three.weights.h5")
      guard case .failure(.unsupported) = outcome(folder) else {
        Issue.record("the link was followed")
        return
      }
    }
  }

  @Test func aTruncatedArchiveIsNeverRead() throws {
    let whole = try Array(Data(contentsOf: URL(filePath: Self.samples + "/bottleneck/bn_none.keras")))
    for length in stride(from: 1, to: whole.count, by: 997) {
      guard case .failure = try read(Array(whole[0..<length])) else {
        Issue.record("read at \(length) bytes")
        return
      }
    }
  }

  @Test func flippedBytesNeverTrap() throws {
    let whole = try Array(Data(contentsOf: URL(filePath: Self.samples + "/bottleneck/bn_none.keras")))
    var generator = SplitMix(state: 8)
    for _ in 0..<200 {
      var mutant = whole
      for _ in 0..<4 {
        mutant[Int(generator.next() % UInt64(mutant.count))] = UInt8(truncatingIfNeeded: generator.next())
      }
      _ = try read(mutant)
    }
  }
}

/// A generator with a seed, so that a failure can be had again.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
