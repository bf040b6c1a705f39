#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension WorkerProcess.Status {
  /// The child used up the processor time that it was given.
  var isOutOfTime: Bool { self == .exit(85) || self == .signal(SIGXCPU) }

  /// How it ended, in words that follow "the process that reads HDF5 failed".
  var words: String {
    switch self {
    case .exit(0): "it ended before it had told everything"
    case .exit(81): "it ran out of memory"
    case .exit(84): "it could not use libhdf5"
    case .exit(let code): "it ended with status \(code)"
    case .signal(SIGSEGV): "it died of signal \(SIGSEGV) (invalid memory access)"
    case .signal(SIGBUS): "it died of signal \(SIGBUS) (bus error)"
    case .signal(SIGABRT): "it died of signal \(SIGABRT) (abort)"
    case .signal(SIGFPE): "it died of signal \(SIGFPE) (arithmetic error)"
    case .signal(SIGILL): "it died of signal \(SIGILL) (illegal instruction)"
    case .signal(SIGKILL): "it was killed"
    case .signal(SIGSYS): "it was stopped by signal \(SIGSYS): it tried what it must not do"
    case .signal(SIGXCPU): "it used up its processor time"
    case .signal(let number): "it died of signal \(number)"
    case .unknown: "it ended without a word"
    }
  }
}
