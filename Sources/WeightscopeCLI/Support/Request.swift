import Weightscope

/// What a command line asks for, once it is understood.
protocol Request {
  /// - Parameter worker: a child process that was started before the command line was parsed.
  /// - Throws: `ExitCode`, where the answer is no or something could not be read.
  func run(worker: HDF5Worker?) throws
}
