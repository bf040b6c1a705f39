import Containers
import KerasModels

/// The values of one variable, and what kind of numbers they are.
public struct Subject: Hashable, Sendable {
  public var stored: StoredValues
  public var format: NumberFormat
  /// Keras' count, which for packed values is less than what the bytes have room for by what fills the last one.
  public var parameters: Int

  /// - Parameter files: position of the HDF5 file by the name of the member or shard that it is.
  /// - Throws: where the values are no numbers.
  init(_ variable: Variable, files: [String?: Int]) throws(ValueFailure) {
    guard let file = files[variable.storage.member] else { throw ValueFailure("its file is not open") }
    stored = StoredValues(
      file: file, object: variable.storage.object, shape: variable.shape, type: variable.type,
      storage: variable.storage.layout, storedBytes: variable.bytes)
    let isPacked = variable.parameters > variable.storedValues
    guard let format = NumberFormat(variable.type, dtype: variable.dtype, isPacked: isPacked) else {
      throw ValueFailure("its values are no numbers (\(variable.dtype))")
    }
    self.format = format
    parameters = variable.parameters
  }

  /// Values in the stored bytes.
  var count: Int { (stored.count ?? 0).multipliedReportingOverflow(by: format.valuesPerElement).partialValue }

  /// Bytes that so many values take.
  func bytes(of values: Int) -> Int { values / format.valuesPerElement * format.bytes }

  var widening: Widening { Widening(format, isBigEndian: stored.type.isBigEndian) }

  /// Without what fills the last byte of packed values: Keras pads with zeros (Keras 3.15.1, `pack_int4`).
  func unpadded(_ moments: Moments) -> Moments {
    let padding = moments.count - parameters
    guard format == .packedInt4, padding > 0, moments.zero >= padding, parameters > 0 else { return moments }
    var result = moments
    result.count -= padding
    result.zero -= padding
    // The mean moves, and the squares are taken around it. Sums of small integers are exact.
    let squares = moments.squares + moments.sum * moments.sum / Double(moments.count)
    result.squares = squares - moments.sum * moments.sum / Double(result.count)
    return result
  }
}
