import Containers
import KerasModels

/// The figures of a model's variables.
public struct ModelStatistics: Sendable {
  /// By layer and variable as in `Model`; `nil` for those that were not asked for or could not be read.
  public private(set) var figures: [[ValueFigures?]]
  /// Variables whose values could not be read, with the code `values-unreadable`, and members of an archive that are not
  /// what their checksums say, with `checksum-mismatch`.
  public private(set) var notes: [Note]

  /// Reads the values of a model's variables and adds them up; a variable that stands in several places once.
  ///
  /// - Parameters:
  ///   - model: the model that was read from `contents`.
  ///   - contents: the file, still open.
  ///   - includes: the layers whose variables are read.
  public init(
    _ model: Model, in contents: ContainerContents, options: StatisticsOptions = StatisticsOptions(),
    includes: (Layer) -> Bool = { _ in true }
  ) {
    (self, _) = ModelStatistics.of(model, in: contents, options: options, includes: includes) {}
  }

  /// The same, where the caller's thread does something else before it takes part in reading.
  ///
  /// - Parameter meanwhile: what that is.
  /// - Returns: also what came of it.
  public static func of<Meanwhile>(
    _ model: Model, in contents: ContainerContents, options: StatisticsOptions = StatisticsOptions(),
    includes: (Layer) -> Bool = { _ in true }, meanwhile: () -> Meanwhile
  ) -> (ModelStatistics, Meanwhile) {
    let files = contents.files
    var figures = model.layers.map { [ValueFigures?](repeating: nil, count: $0.variables.count) }
    var notes: [Note] = []
    var subjects: [Subject] = []
    var positions: [Place: Int] = [:]
    var wanted: [(layer: Int, variable: Int, subject: Int)] = []
    var isWhole = true
    for (layerIndex, layer) in model.layers.enumerated() {
      guard includes(layer) else {
        isWhole = isWhole && layer.variables.isEmpty
        continue
      }
      for (index, variable) in layer.variables.enumerated() {
        do throws(ValueFailure) {
          let subject = try Subject(variable, files: files)
          let place = Place(file: subject.stored.file, object: subject.stored.object)
          if positions[place] == nil {
            positions[place] = subjects.count
            subjects.append(subject)
          }
          wanted.append((layerIndex, index, positions[place] ?? 0))
        } catch {
          notes.append(Note(code: "values-unreadable", message: error.reason, place: variable.address))
        }
      }
    }
    // Who asks for some layers does not want all bytes to be read.
    let (results, damage, result) = StatisticsRun.figures(
      of: subjects, in: contents, options: options, checksMembers: isWhole, meanwhile: meanwhile)
    notes += damage
    var told: Set<Int> = []
    for (layer, variable, subject) in wanted {
      switch results[subject] {
      case .success(var value):
        value.zeroChannels = ZeroChannels.count(
          in: subjects[subject], variable: model.layers[layer].variables[variable], figures: value,
          contents: contents, limits: options.limits)
        figures[layer][variable] = value
      case .failure(let failure):
        guard told.insert(subject).inserted else { continue }
        let place = model.layers[layer].variables[variable].address
        notes.append(Note(code: "values-unreadable", message: failure.reason, place: place))
      }
    }
    return (ModelStatistics(figures: figures, notes: notes), result)
  }

  /// Figures that were made elsewhere, for rules and reports.
  public init(figures: [[ValueFigures?]], notes: [Note] = []) {
    self.figures = figures
    self.notes = notes
  }

  /// A dataset: what two variables share if they are one.
  private struct Place: Hashable {
    var file: Int
    var object: UInt64
  }
}

extension ContainerContents {
  /// Position of each HDF5 file by the member or shard that it is.
  var files: [String?: Int] {
    var files: [String?: Int] = [:]
    for (position, tree) in trees.enumerated() where files[tree.member] == nil {
      files[tree.member] = position
    }
    return files
  }
}
