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
    // Before 1.6 PyTorch wrote pickles that begin with a number (`torch/serialization.py`: `MAGIC_NUMBER`).
    ForeignFormat(
      "this is a PyTorch file of before 1.6 (pickles), not a Keras model",
      advice: "do not unpickle files from strangers: it runs their code",
      begins: [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]),
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
    // An index is a table that ends with this number (`tensorflow/core/lib/io/format.h`: `kTableMagicNumber`).
    ForeignFormat(
      "this is the index of a TensorFlow checkpoint, not a Keras model",
      advice: "load the checkpoint with TensorFlow and save it as .keras",
      ends: [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB]),
    ForeignFormat(
      "this is the list of a folder's TensorFlow checkpoints, not a Keras model",
      begins: "model_checkpoint_path:"),
    ForeignFormat("this is a MATLAB file, not a Keras model", begins: "MATLAB 5.0 MAT-file"),
    ForeignFormat("this is an HDF4 file; Keras writes HDF5", begins: [0x0E, 0x03, 0x13, 0x01]),
  ]
}
