import Containers
import Foundation

/// A folder of its own for one test, which goes with it.
final class TemporaryFolder: Sendable {
  let path = NSTemporaryDirectory() + "weightscope-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and gives its path.
  @discardableResult func write(_ bytes: [UInt8], as name: String = "file") throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }

  /// What reading a file of these bytes gives.
  static func read(
    _ bytes: [UInt8], limits: Limits = Limits()
  ) throws -> Result<ContainerContents, ContainerError> {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes)
    return withExtendedLifetime(folder) { outcome(path, limits: limits) }
  }

  static func outcome(
    _ path: String, limits: Limits = Limits()
  ) -> Result<ContainerContents, ContainerError> {
    Result { () throws(ContainerError) in try ContainerReader.read(path: path, limits: limits) }
  }
}
