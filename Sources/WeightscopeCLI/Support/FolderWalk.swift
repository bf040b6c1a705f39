#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files below a folder, in the order of their names; symbolic links to folders are not followed.
enum FolderWalk {
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func files(below folder: String) -> [String] {
    var found: [String] = []
    var pending = [folder]
    while let here = pending.popLast() {
      let names = names(in: here)
      // An unzipped .keras is one model, not a folder of files.
      if names.contains("model.weights.h5"), names.contains("config.json") {
        found.append(here)
        continue
      }
      var folders: [String] = []
      for name in names {
        let path = here.hasSuffix("/") ? here + name : here + "/" + name
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: folders.append(path)
        case S_IFREG, S_IFLNK: if !isFolder(path) { found.append(path) }
        default: break
        }
      }
      pending += folders.reversed()
    }
    return found
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
