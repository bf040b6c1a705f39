/// Archives and media that may hold a model, or have its name.
enum ArchiveFormats {
  static let all: [ForeignFormat] = [
    ForeignFormat("this is gzip data", advice: "unpack it first", begins: [0x1F, 0x8B]),
    ForeignFormat("this is xz data", advice: "unpack it first", begins: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
    ForeignFormat("this is bzip2 data", advice: "unpack it first", begins: "BZh"),
    ForeignFormat("this is Zstandard data", advice: "unpack it first", begins: [0x28, 0xB5, 0x2F, 0xFD]),
    ForeignFormat(
      "this is a 7z archive", advice: "unpack it first", begins: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    ForeignFormat("this is a RAR archive", advice: "unpack it first", begins: "Rar!"),
    ForeignFormat("this is a tar archive", advice: "unpack it first", begins: "ustar", at: 257),
    ForeignFormat("this is a PNG picture", begins: [0x89, 0x50, 0x4E, 0x47]),
    ForeignFormat("this is a JPEG picture", begins: [0xFF, 0xD8, 0xFF]),
    ForeignFormat("this is a GIF picture", begins: "GIF8"),
    ForeignFormat("this is a WebP picture", begins: "WEBP", at: 8),
    ForeignFormat("this is a PDF document", begins: "%PDF"),
  ]
}
