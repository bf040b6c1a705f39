extension ContainerError {
  /// What is wrong, in one sentence without the place, with what to do where something can be done.
  public var reason: String {
    switch self {
    case .notFound: "no such file or folder"
    case .unreadable(let reason): reason
    case .isADirectory: "this is a folder, and no unzipped .keras (-r looks for models in it)"
    case .empty: "the file is empty"
    case .truncated(let present, let promised, _):
      promised.map { "truncated: \(grouped(present)) bytes are there, its own structures say \(grouped($0))" }
        ?? "truncated: the file ends at \(grouped(present)) bytes, before what must stand at its end"
    case .notAModel(let what, let advice): advice.map { "\(what) (\($0))" } ?? what
    case .damaged(let reason, _): "damaged: \(reason)"
    case .unsupported(let what, _): "not supported: \(what)"
    case .limit(let name, let value, let option, _):
      "more \(name) than the limit of \(grouped(UInt64(clamping: value)))"
        + (option.map { " (\($0) raises it)" } ?? "")
    case .workerCrashed(let how, _): "the process that reads HDF5 failed: \(how)"
    case .timeout(let seconds, _): "not read within \(seconds) s (--timeout raises it)"
    }
  }

  /// The place inside the file, where there is one.
  public var place: String? {
    switch self {
    case .truncated(_, _, let place), .damaged(_, let place), .unsupported(_, let place),
      .limit(_, _, _, let place),
      .workerCrashed(_, let place), .timeout(_, let place):
      place
    default: nil
    }
  }

  private func grouped(_ number: UInt64) -> String {
    var digits = Array(String(number).utf8)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(UInt8(ascii: ","), at: position)
      position -= 3
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
