/// Files that stand where a model should be: what downloads leave behind.
enum PlaceholderFormats {
  static let all: [ForeignFormat] = [
    ForeignFormat(
      "this is a Git LFS pointer, not the model", advice: "git lfs pull fetches it",
      begins: "version https://git-lfs.github.com/spec/"),
    ForeignFormat(
      "this is an HTML page, not the model",
      advice: "the download gave a web page; log in or use the raw link"
    ) { head in
      let text = head.drop { $0 <= 0x20 }.prefix(15).map { $0 | 0x20 }
      return text.starts(with: Array("<!doctype html".utf8)) || text.starts(with: Array("<html".utf8))
    },
    ForeignFormat("this is an XML document, not the model", begins: "<?xml"),
    ForeignFormat(
      "the file begins with nothing but zero bytes", advice: "the download or copy did not finish"
    ) { head in
      head.count >= 512 && head.allSatisfy { $0 == 0 }
    },
  ]
}
