import Containers
import Foundation
import KerasModels
import LayerCatalog
import Testing

@testable import Checks

/// Values that take more than one piece of work, made in the test: figures by formula.
struct StatisticsRunTests {
  /// A model whose variables lie one behind the other in a file of these bytes.
  static func file(
    _ bytes: [UInt8], _ variables: [(count: Int, type: StoredType)]
  ) throws -> (contents: ContainerContents, model: Model) {
    var template = Array((NSTemporaryDirectory() + "/weightscope-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    unlink(template)
    try FileHandle(fileDescriptor: descriptor).write(contentsOf: Data(bytes))
    var contents = ContainerContents(
      format: .hdf5, bytes: UInt64(bytes.count), trees: [StoredTree(root: StoredGroup())])
    contents.sources = [ByteSource(file: OpenFile(descriptor: descriptor), length: UInt64(bytes.count))]
    var offset: UInt64 = 0
    var layer = Layer(name: "layer", kind: Kind("Dense", from: .names))
    for (index, (count, type)) in variables.enumerated() {
      layer.variables.append(
        Variable(
          role: "kernel", roleSource: .names, name: "\(index)", address: "layer/\(index)", shape: [count],
          type: type, dtype: "", parameters: count, storedValues: count, bytes: count * type.size,
          storage: VariableStorage(layout: .contiguous(offset: offset), object: UInt64(index))))
      offset += UInt64(count * type.size)
    }
    return (contents, Model(layout: .hdf5, layers: [layer]))
  }

  static func figures(
    _ file: (contents: ContainerContents, model: Model), threads: Int
  ) -> ModelStatistics {
    var options = StatisticsOptions()
    options.threads = threads
    options.sha256 = true
    return ModelStatistics(file.model, in: file.contents, options: options)
  }

  /// Values whose difference has no inverse, or is none: 5e-324 is the smallest number above 0.
  @Test(arguments: [
    ([0, .leastNonzeroMagnitude, .leastNonzeroMagnitude], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]),
    ([-1.7e308, 0, 1.7e308], []),
    ([0, .leastNormalMagnitude, 2 * .leastNormalMagnitude], [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
    ([7, 7, 7], []),
  ]) func extremeDifferences(_ values: [Double], _ histogram: [Int]) throws {
    let bytes = values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
    let statistics = Self.figures(try Self.file(bytes, [(values.count, .float64)]), threads: 2)
    let figures = try #require(statistics.figures[0][0])
    #expect(figures.minimum == values.first)
    #expect(figures.maximum == values.last)
    #expect(figures.histogram == histogram)
  }

  /// In the second piece of work, whichever thread does it; and the rules say where, by the shape.
  @Test(arguments: [1, 2]) func theFirstThatIsNotFinite(_ threads: Int) throws {
    var values = [Float](repeating: 1, count: 400_000)
    for position in [300_017, 300_018, 399_999] { values[position] = .nan }
    values[262_144] = -.infinity
    let bytes = values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
    var file = try Self.file(bytes, [(values.count, .float32)])
    file.model.layers[0].variables[0].shape = [400, 1_000]
    let statistics = Self.figures(file, threads: threads)
    let figures = try #require(statistics.figures[0][0])
    #expect(figures.firstNaN == 300_017)
    #expect(figures.firstInfinite == 262_144)
    #expect(
      ValueRules.findings(in: file.model, statistics).map(\.message).prefix(2) == [
        "3 of 400,000 values are NaN, the first at [300, 17]",
        "1 of 400,000 values is infinite, at [262, 144]",
      ])
  }

  /// 0, 1, 2 … n-1: their mean is (n - 1) / 2, their variance (n² - 1) / 12, their squares add up to
  /// (n - 1) n (2 n - 1) / 6.
  @Test(arguments: [1, 15, 16, 17, 4095, 4096, 4097, 262_144, 262_145, 700_001])
  func consecutiveNumbers(_ count: Int) throws {
    let bytes = (0..<count).flatMap { value in
      withUnsafeBytes(of: Float(value).bitPattern.littleEndian, Array.init)
    }
    let file = try Self.file(bytes, [(count, .float32)])
    let statistics = Self.figures(file, threads: 1)
    #expect(Self.figures(file, threads: 3).figures == statistics.figures)
    let figures = try #require(statistics.figures[0][0])
    let n = Double(count)
    #expect(figures.count == count)
    #expect(figures.zero == 1)
    #expect(figures.minimum == 0)
    #expect(figures.maximum == n - 1)
    #expect(figures.mean == (n - 1) / 2)
    let deviation = ((n * n - 1) / 12).squareRoot()
    #expect(abs((figures.standardDeviation ?? -1) - deviation) <= 1e-14 * deviation)
    let l2 = ((n - 1) * n * (2 * n - 1) / 6).squareRoot()
    #expect(abs((figures.l2 ?? -1) - l2) <= 1e-14 * l2)
    #expect(figures.histogram.reduce(0, +) == (count > 1 ? (count - 1) / ((count - 1) / 4096 + 1) + 1 : 0))
  }

  @Test func valuesOutsideOfTheFileAndOnEachOther() throws {
    var file = try Self.file([UInt8](repeating: 0, count: 64), [(8, .float32), (8, .float32), (4, .float32)])
    // The second lies where the first lies, so that the third makes more than the file has.
    file.model.layers[0].variables[1].storage.layout = .contiguous(offset: 0)
    file.model.layers[0].variables[2].storage.layout = .contiguous(offset: 48)
    var statistics = Self.figures(file, threads: 2)
    #expect(statistics.figures[0].map { $0?.zero } == [8, 8, nil])
    #expect(statistics.notes.map(\.message) == ["its values lie where those of others lie"])
    file.model.layers[0].variables[2].storage.layout = .contiguous(offset: 52)
    statistics = Self.figures(file, threads: 2)
    #expect(statistics.notes.map(\.message) == ["its values lie outside of the file"])
    #expect(statistics.notes.map(\.place) == ["layer/2"])
  }

  @Test func oneDatasetInSeveralPlacesIsReadOnce() throws {
    var file = try Self.file([UInt8](repeating: 1, count: 32), [(32, .int8)])
    file.model.layers.append(file.model.layers[0])
    let statistics = Self.figures(file, threads: 1)
    #expect(statistics.notes.isEmpty)
    #expect(statistics.figures[0] == statistics.figures[1])
    #expect(statistics.figures[0][0]?.mean == 1)
  }

  /// Keras' int4 kernels: two values in a byte, the lower half first; an odd number is filled up with zeros.
  @Test func packedValues() throws {
    // 1, -2 | 7, -8 | 3, and a half that fills up.
    var file = try Self.file([0xE1, 0x87, 0x03], [(3, .int8)])
    file.model.layers[0].variables[0].parameters = 5
    let figures = try #require(Self.figures(file, threads: 1).figures[0][0])
    #expect(figures.count == 5)
    #expect(figures.zero == 0)
    #expect(figures.minimum == -8)
    #expect(figures.maximum == 7)
    #expect(figures.mean == 0.2)
    // numpy.std([1, -2, 7, -8, 3]), numpy.linalg.norm of the same
    #expect(abs((figures.standardDeviation ?? 0) - 5.035871324805669) < 1e-14)
    #expect(abs((figures.l2 ?? 0) - 11.269427669584644) < 1e-14)
    // hashlib.sha256(bytes([0xE1, 0x87, 0x03]))
    #expect(figures.sha256 == "2227ebce4394d7991d64bad1b87d65b51d928fb496186ad9dec9241630977899")
  }

  /// Channels of zeros, the last axis numbering them.
  @Test func channelsOfZeros() throws {
    let values: [Int8] = [1, 0, 0, 4, 2, 0, 0, 5, 3, 0, 1, 6]
    var file = try Self.file(values.map { UInt8(bitPattern: $0) }, [(12, .int8)])
    file.model.layers[0].variables[0].shape = [3, 4]
    #expect(Self.figures(file, threads: 1).figures[0][0]?.zeroChannels == 1)
    file.model.layers[0].variables[0].shape = [2, 6]
    #expect(Self.figures(file, threads: 1).figures[0][0]?.zeroChannels == 0)
    file.model.layers[0].variables[0].role = "bias"
    #expect(Self.figures(file, threads: 1).figures[0][0]?.zeroChannels == nil)
  }

  /// A compressed sample whose 1.7 megabytes two children decode.
  @Test func sharesOfCompressedValuesGiveTheSame() throws {
    let path = SampleModels.folder.appending(components: "mobilenet_v2", "two_deviations.h5").path
    let contents = try ContainerReader.read(path: path, limits: Limits())
    let model = ModelReader.read(contents)
    func statistics(_ threads: Int) -> ModelStatistics {
      var options = StatisticsOptions()
      options.threads = threads
      options.sha256 = true
      return ModelStatistics(model, in: contents, options: options)
    }
    let (one, two) = (statistics(1), statistics(2))
    #expect(one.notes.isEmpty && two.notes.isEmpty)
    #expect(one.figures.joined().count { $0?.sha256 != nil } == 262)
    #expect(one.figures == two.figures)
    let sources = (1...2).map { threads in
      let stored = model.layers.flatMap(\.variables).compactMap {
        try? Subject($0, files: contents.files).stored
      }
      return contents.valueSources(of: stored, limits: Limits(), threads: threads).map { result in
        (try? result.get()).flatMap { $0.bytes(at: 0, count: Int($0.length)) }
      }
    }
    #expect(sources[0].count == 262 && !sources[0].contains(nil))
    #expect(sources[0] == sources[1])
  }
}
