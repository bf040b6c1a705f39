/// Models of other frameworks, and arrays.
enum ModelFormats {
  static let all: [ForeignFormat] = [
    ForeignFormat("this is a GGUF model, not a Keras model", begins: "GGUF"),
    ForeignFormat("this is a TensorFlow Lite model, not a Keras model", begins: "TFL3", at: 4),
    ForeignFormat("this is a NumPy array, not a Keras model", begins: [0x93] + Array("NUMPY".utf8)),
    // A safetensors file begins with the length of its JSON header, 64 bits, and the header's brace.
    ForeignFormat("this is a safetensors file, not a Keras model") { head in
      head.count > 9 && head[8] == UInt8(ascii: "{") && head[5] == 0 && head[6] == 0 && head[7] == 0
    },
    // Protocol 2 to 5 of pickle begin with PROTO and the number; protocol 0 is text and is not told.
    ForeignFormat(
      "this is a Python pickle, not a Keras model",
      advice: "do not unpickle files from strangers: it runs their code"
    ) { head in
      head.count > 2 && head[0] == 0x80 && (2...5).contains(head[1])
    },
    // The first field of an ONNX model is its IR version, then the producer's name.
    ForeignFormat("this is an ONNX model, not a Keras model") { head in
      head.count > 4 && head[0] == 0x08 && (3...16).contains(head[1]) && head[2] == 0x12
    },
    ForeignFormat(
      "this is a TensorFlow SavedModel's graph, not a Keras model",
      advice: "load its folder with TensorFlow and save it as .keras"
    ) { head in
      head.count > 4 && head[0] == 0x08 && head[1] == 0x01 && head[2] == 0x12
    },
    ForeignFormat("this is the index of a TensorFlow checkpoint, not a Keras model") { head in
      head.count > 8 && head[0] == 0 && head[1] == 0 && head.prefix(64).contains(0x08)
        && isTensorFlowIndex(head)
    },
  ]

  /// The table's first key is empty, and its value holds the number of shards.
  private static func isTensorFlowIndex(_ head: [UInt8]) -> Bool {
    head[2] > 0 && head[3] == 0x08
  }
}
