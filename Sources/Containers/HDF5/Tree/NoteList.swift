/// Notes of one tree; a damaged file must not fill a report with thousands of them.
struct NoteList {
  /// Notes of one code that are kept one by one.
  static let mostOfACode = 32

  private var notes: [Note] = []
  private var counts: [String: Int] = [:]

  mutating func append(_ note: Note) {
    let count = counts[note.code, default: 0] + 1
    counts[note.code] = count
    if count <= Self.mostOfACode { notes.append(note) }
  }

  /// All notes; where there are too many of a code, the last says how many more.
  var all: [Note] {
    let left = counts.filter { $0.value > Self.mostOfACode }.sorted { $0.key < $1.key }
    return notes
      + left.map {
        Note(code: $0.key, message: "\($0.value - Self.mostOfACode) more notes like these are left out")
      }
  }
}

extension Note {
  /// A note on an object or attribute that libhdf5 could not read.
  init(code: String, _ failure: HDF5Failure) {
    self.init(code: code, message: "\(failure.operation): \(failure.reason)", place: failure.object)
  }
}
