import Containers
import KerasModels

@testable import Checks

extension Comparison {
  /// Two variables of a file with the shapes that the values in it are meant to have.
  init(
    in file: (contents: ContainerContents, model: Model), _ before: Variable, _ after: Variable
  ) throws {
    let subjects = try [before, after].map { try Subject($0, files: file.contents.files) }
    let sources = file.contents.valueSources(of: subjects.map(\.stored), limits: Limits())
    self.init(
      before: subjects[0], after: subjects[1], beforeSource: try sources[0].get(),
      afterSource: try sources[1].get())
  }
}
