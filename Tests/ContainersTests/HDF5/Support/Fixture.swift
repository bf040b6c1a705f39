import Foundation
import Testing

@testable import Containers

/// The files beside the tests.
enum Fixture {
  static let names = [
    "keras3.weights.h5", "legacy-model.h5", "libver-latest.weights.h5", "creation-order-tracked.weights.h5",
    "bfloat16.weights.h5", "gzip-shuffle-chunked.weights.h5", "user-block.weights.h5", "links.h5", "types.h5",
  ]

  static func url(_ name: String) throws -> URL {
    try #require(Bundle.module.resourceURL).appending(components: "Fixtures", name)
  }

  static func source(_ name: String) throws -> ByteSource {
    let path = try url(name).path(percentEncoded: false)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try #require(descriptor >= 0, "\(path) cannot be opened")
    return ByteSource(
      file: OpenFile(descriptor: descriptor), length: UInt64(lseek(descriptor, 0, SEEK_END)))
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url(name)))
  }

  /// The tree of a file.
  static func tree(_ name: String) throws -> StoredTree {
    try HDF5Reader.read(source(name))
  }
}

/// Bytes of a test as a file that nobody else sees.
func temporaryFile(_ bytes: [UInt8]) throws -> ByteSource {
  var template = Array((NSTemporaryDirectory() + "/weightscope-XXXXXX").utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  unlink(template)
  try FileHandle(fileDescriptor: descriptor).write(contentsOf: Data(bytes))
  return ByteSource(file: OpenFile(descriptor: descriptor), length: UInt64(bytes.count))
}
