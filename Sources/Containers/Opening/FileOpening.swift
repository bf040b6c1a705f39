import CSystemCalls

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Opens paths from the command line and members beneath a folder; what is no regular file is named, never read.
enum FileOpening {
  enum Opened {
    case file(ByteSource)
    /// An open folder.
    case folder(OpenFile)
  }

  /// Opens a path that the user gave; symbolic links are followed, as users expect.
  static func open(_ path: String) throws(ContainerError) -> Opened {
    // Without O_NONBLOCK a FIFO that nobody writes to would hold us for ever.
    // A C string ends at a NUL, and would name another file.
    guard !path.utf8.contains(0) else { throw .notFound }
    let descriptor = openForReading(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(errno, path: path) }
    return try opened(OpenFile(descriptor: descriptor))
  }

  /// Opens a member beneath a folder: no symbolic link and no `..` leads out of it.
  /// - Throws: `damaged` where it is missing or a folder, `unsupported` where it leads out.
  static func open(_ name: String, beneath folder: OpenFile) throws(ContainerError) -> ByteSource {
    guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(UInt8(ascii: "/")),
      !name.utf8.contains(0)
    else { throw .damaged(reason: "a member's name leads out of the folder", place: name) }
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    var descriptor = weightscope_open_beneath(folder.descriptor, name, flags)
    // Kernels before 5.6 do not know the call, and some sandboxes refuse it: then no link is followed at all.
    if descriptor < 0, errno == ENOSYS || errno == EPERM {
      descriptor = openat(folder.descriptor, name, flags | O_NOFOLLOW)
    }
    guard descriptor >= 0 else {
      switch errno {
      case EXDEV, ELOOP:
        throw .unsupported(what: "a symbolic link out of the folder, which is not followed", place: name)
      case ENOENT: throw .damaged(reason: "this file is missing", place: name)
      case EACCES: throw .unreadable(reason: "\(name): \(String(cString: strerror(EACCES)))")
      default: throw failure(errno, path: nil)
      }
    }
    guard case .file(let source) = try opened(OpenFile(descriptor: descriptor)) else {
      throw .damaged(reason: "a folder where a file is expected", place: name)
    }
    guard source.length > 0 else { throw .damaged(reason: "this file is empty", place: name) }
    return source
  }

  /// The folder in which a path lies.
  static func parent(of path: String) throws(ContainerError) -> OpenFile {
    let bytes = path.utf8
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == bytes.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = openForReading(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard descriptor >= 0 else { throw failure(errno, path: nil) }
    return OpenFile(descriptor: descriptor)
  }

  /// The names in a folder, without `.` and `..`, sorted by bytes; at most `most`.
  static func names(in folder: OpenFile, most: Int) -> [String] {
    let copy = dup(folder.descriptor)
    guard copy >= 0, let stream = fdopendir(copy) else { return [] }
    defer { closedir(stream) }
    rewinddir(stream)
    var names: [String] = []
    while names.count < most, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8Precedes($1) }
  }

  private static func opened(_ file: OpenFile) throws(ContainerError) -> Opened {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else { throw failure(errno, path: nil) }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return .file(ByteSource(file: file, length: UInt64(clamping: Int64(status.st_size))))
    case S_IFDIR: return .folder(file)
    default: throw .unreadable(reason: kind(of: status.st_mode))
    }
  }

  private static func kind(of mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFIFO: "this is a FIFO, not a file"
    case S_IFSOCK: "this is a socket, not a file"
    case S_IFCHR, S_IFBLK: "this is a device, not a file"
    default: "this is no regular file"
    }
  }

  private static func failure(_ number: Int32, path: String?) -> ContainerError {
    if number == ENOENT || number == ENOTDIR { return .notFound }
    // A socket cannot be opened at all: only its name tells what it is.
    var status = stat()
    if number == ENXIO, let path, stat(path, &status) == 0 {
      return .unreadable(reason: kind(of: status.st_mode))
    }
    return .unreadable(reason: String(cString: strerror(number)))
  }
}

/// `open` takes a variable number of arguments in C; this names the form that is meant.
private func openForReading(_ path: String, _ flags: Int32) -> Int32 {
  #if canImport(Glibc)
    Glibc.open(path, flags)
  #elseif canImport(Musl)
    Musl.open(path, flags)
  #else
    Darwin.open(path, flags)
  #endif
}
