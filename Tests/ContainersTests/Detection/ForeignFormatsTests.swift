import Testing

@testable import Containers

/// What files are instead of models, and what must not be said of them.
struct ForeignFormatsTests {
  private func what(_ bytes: [UInt8]) throws -> String {
    guard case .failure(.notAModel(let what, _)) = try TemporaryFolder.read(bytes) else { return "" }
    return what
  }

  @Test(arguments: [
    ("model_checkpoint_path: \"ckpt-1\"\n", "TensorFlow checkpoints"),
    ("#!/usr/bin/env python3\nprint()\n", "Python"), ("from keras import layers\n", "Python"),
    ("import numpy as np\n", "Python"), ("x = 1\ndef f(a):\n  pass\n", "Python"),
    ("Goods to\nimport from elsewhere are many.\n", "plain text"), ("The class of 1999\n", "plain text"),
    ("import PackageDescription\n", "plain text"), ("import keras\n", "Python"),
    ("Größe\n", "plain text"), ("{\"a\": 1}", "JSON"), ("{\"a\": ", "JSON"),
    ("<?xml version=\"1.0\"?>", "XML"),
    ("GIF89a\0\0", "GIF"), ("RIFF\0\0\0\0WEBP", "WebP"), ("%PDF-1.4\n", "PDF"),
    ("MATLAB 5.0 MAT-file\0", "MATLAB"),
    ("{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}}", "safetensors"),
    ("\u{1}\u{2}\u{3}\u{4}", "no HDF5 file"),
  ]) func textsAndSignaturesAreNamed(_ text: String, _ word: String) throws {
    let what = try what(Array(text.utf8))
    #expect(what.contains(word), "\(what)")
  }

  @Test func binaryFormatsAreNamed() throws {
    let table = [UInt8](repeating: 0, count: 40) + [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB]
    #expect(try what(table).contains("TensorFlow checkpoint"))
    let torch: [UInt8] = [
      0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
    ]
    #expect(try what(torch).contains("PyTorch"))
    #expect(try what([0x08, 0x01, 0x12, 0x90, 0x04, 0x0A]).contains("SavedModel"))
    #expect(try what([0xFF, 0xFE, 0x41, 0x42, 0xC3]).contains("no HDF5 file"))
  }

  @Test(arguments: [
    (["arr_0.npy", "arr_1.npy"], "npz"), (["archive/data.pkl", "archive/data/0"], "PyTorch"),
    (["m/saved_model.pb"], "SavedModel"), (["deep/model.keras"], "a zip around deep/model.keras"),
    (["a", "b", "c", "d", "e", "f"], "(it holds a, b, c, d, e …)"),
    (["x\u{1B}[2J"], "(it holds x\u{FFFD}[2J)"),
  ]) func otherZipsAreNamed(_ names: [String], _ words: String) throws {
    let zip = ZipWriter(members: names.map { ZipWriter.text($0, "") })
    let what = try what(zip.bytes())
    #expect(what.contains(words), "\(what)")
  }

  @Test func pickledWeightsAreNotSupported() throws {
    let zip = ZipWriter(members: [
      ZipWriter.text("config.json", "{}"), ZipWriter.text("model.weights.npz", ""),
    ])
    guard case .failure(let error) = try TemporaryFolder.read(zip.bytes()) else { return }
    #expect(error == .unsupported(what: "weights as pickled NumPy arrays", place: "model.weights.npz"))
  }

  @Test func truncatedFilesSaySo() throws {
    for length in 4..<TinyHDF5.bytes.count {
      guard case .failure(.truncated) = try TemporaryFolder.read(Array(TinyHDF5.bytes[0..<length])) else {
        Issue.record("\(length) bytes are not called truncated")
        return
      }
    }
  }
}
