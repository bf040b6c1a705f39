import Testing

@testable import Containers

/// `.keras` archives made in the test: whole ones, odd ones and lying ones.
struct ArchiveReaderTests {
  static func members(_ change: (inout ZipWriter.Member) -> Void = { _ in }) -> [ZipWriter.Member] {
    var weights = ZipWriter.Member(name: "model.weights.h5", data: TinyHDF5.bytes)
    change(&weights)
    return [
      ZipWriter.text("metadata.json", #"{"keras_version": "3.15.1"}"#),
      ZipWriter.text("config.json", #"{"class_name": "Sequential"}"#), weights,
    ]
  }

  private func expectWhole(_ zip: ZipWriter, notes: [String] = []) throws {
    let contents = try TemporaryFolder.read(zip.bytes()).get()
    #expect(contents.format == .zip)
    #expect(contents.configuration?["class_name"]?.string == "Sequential")
    #expect(contents.metadata?["keras_version"]?.string == "3.15.1")
    #expect(contents.trees.map(\.member) == ["model.weights.h5"])
    #expect(contents.trees.first?.root.dataset("a") != nil)
    #expect(contents.notes.map(\.code) == notes)
  }

  @Test func membersAreReadHoweverTheyArePacked() throws {
    try expectWhole(ZipWriter(members: Self.members()))
    try expectWhole(ZipWriter(members: Self.members { $0.deflated = true }))
    try expectWhole(ZipWriter(members: Self.members { $0.isWide = true }))
    try expectWhole(ZipWriter(members: Self.members(), comment: Array("a comment PK".utf8)))
    // The data begin behind the local header's own extra field, which the directory does not know.
    try expectWhole(ZipWriter(members: Self.members { $0.localExtra = 60 }))
  }

  @Test func anArchiveIsNoHDF5WhereItsWeightsLieAtAPowerOfTwo() throws {
    let plain = ZipWriter(members: Self.members()).bytes()
    let start = try #require(plain.indices.first { plain[$0...].starts(with: HDF5Signature.bytes) })
    let zip = ZipWriter(members: Self.members { $0.localExtra = 512 - start })
    #expect(zip.bytes()[512...].starts(with: HDF5Signature.bytes))
    try expectWhole(zip)
  }

  @Test func theLastOfDuplicatesIsReadAndNoted() throws {
    let first = ZipWriter.text("config.json", #"{"class_name": "Functional"}"#)
    try expectWhole(ZipWriter(members: [first] + Self.members()), notes: ["duplicate-member"])
  }

  @Test func brokenDocumentsDoNotCostTheWeights() throws {
    for broken in [
      ZipWriter.text("config.json", "{\"class_name\": "),
      ZipWriter.Member(name: "config.json", data: [0x7B, 0x7D], checksum: 1),
      ZipWriter.Member(name: "config.json", data: [0x7B, 0x7D], flags: 1),
      ZipWriter.Member(name: "config.json", data: [0x7B, 0x7D], method: 12),
      ZipWriter.Member(name: "config.json", data: [0x7B, 0x7D], localName: "CONFIG.JSON"),
    ] {
      var members = Self.members()
      members[1] = broken
      let contents = try TemporaryFolder.read(ZipWriter(members: members).bytes()).get()
      #expect(contents.configuration == nil)
      #expect(contents.notes.map(\.code) == ["config-unreadable"])
      #expect(contents.notes.map(\.place) == ["member:config.json"])
      #expect(contents.trees.first?.root.dataset("a") != nil)
    }
  }

  @Test func otherCompressionIsNotCalledStored() throws {
    let asset = ZipWriter.Member(name: "assets/a", data: [1], method: 12)
    let contents = try TemporaryFolder.read(ZipWriter(members: Self.members() + [asset]).bytes()).get()
    #expect(contents.members.map(\.method) == [.stored, .stored, .stored, .other])
  }

  /// What an archive says of its weights, and the error that this must give.
  struct Lie: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    var change: @Sendable (inout ZipWriter.Member) -> Void

    init(_ name: String, _ code: String, _ change: @escaping @Sendable (inout ZipWriter.Member) -> Void) {
      testDescription = name
      self.code = code
      self.change = change
    }
  }

  @Test(arguments: [
    Lie("encrypted", "unsupported") { $0.flags = 1 },
    Lie("masked headers", "unsupported") { $0.flags = 0x2000 },
    Lie("method 12", "unsupported") { $0.method = 12 },
    Lie("another name in the local header", "damaged") { $0.localName = "model.weights.h6" },
    Lie("stored with two sizes", "damaged") { $0.statedSize = 470 },
    Lie("no local header there", "damaged") { $0.headerOffset = 3 },
    Lie("header of another member", "damaged") { $0.headerOffset = 0 },
    Lie("header outside of the file", "damaged") { $0.headerOffset = 4_000_000_000 },
    Lie("header at the end of 64 bits", "damaged") {
      $0.isWide = true
      $0.headerOffset = Int.max
    },
    Lie("inflates to more", "damaged") {
      $0.deflated = true
      $0.statedSize = 470
    },
    Lie("inflates to less", "damaged") {
      $0.deflated = true
      $0.statedSize = 472
    },
    Lie("wrong checksum", "damaged") {
      $0.deflated = true
      $0.checksum = 7
    },
    Lie("no deflated data", "damaged") { $0.method = 8 },
    Lie("larger than the limit", "limit") {
      $0.deflated = true
      $0.statedSize = 1 << 31
    },
    Lie("no bytes", "damaged") { $0.data = [] },
  ]) func liesAboutTheWeightsAreSeen(_ lie: Lie) throws {
    let result = try TemporaryFolder.read(ZipWriter(members: Self.members(lie.change)).bytes())
    guard case .failure(let error) = result else {
      Issue.record("it was read")
      return
    }
    let code =
      switch error {
      case .unsupported(_, "model.weights.h5"): "unsupported"
      case .damaged(_, "model.weights.h5"), .damaged(_, "metadata.json"): "damaged"
      case .limit("inflated bytes", 1_073_741_824, "--max-inflated-bytes", "model.weights.h5"): "limit"
      default: "\(error)"
      }
    #expect(code == lie.code)
  }

  @Test func twoMembersMayNotShareBytes() throws {
    let signature = Array("PK\u{3}\u{4}".utf8)
    let whole = ZipWriter(members: Self.members()).bytes()
    let header = try #require(whole.indices.last { whole[$0...].starts(with: signature) })
    var second = ZipWriter.Member(name: "assets/b", data: TinyHDF5.bytes)
    second.headerOffset = header
    let result = try TemporaryFolder.read(ZipWriter(members: Self.members() + [second]).bytes())
    guard case .failure(.damaged("the member shares bytes with another", _)) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func bytesBeforeTheArchiveAreAllowedFor() throws {
    // Python's zipfile finds such an archive too; here it still has to begin as a zip does.
    let zip = ZipWriter(members: Self.members(), prefix: Array("PK\u{3}\u{4}".utf8) + [0, 0, 0, 0])
    try expectWhole(zip, notes: ["zip-prefix"])
  }

  @Test func anArchiveCutAnywhereIsAnErrorAndNeverATrap() throws {
    let folder = try TemporaryFolder()
    for deflated in [false, true] {
      let whole = ZipWriter(members: Self.members { $0.deflated = deflated }).bytes()
      for length in 1..<whole.count {
        let path = try folder.write(Array(whole[0..<length]))
        guard case .failure(let error) = TemporaryFolder.outcome(path) else {
          Issue.record("read at \(length) bytes")
          return
        }
        // Less than the first signature may be anything.
        guard length >= 4 else { continue }
        guard case .truncated = error else {
          Issue.record("\(length) bytes: \(error)")
          return
        }
      }
    }
  }
}
