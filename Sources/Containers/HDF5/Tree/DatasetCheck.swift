/// What a file says of a dataset, held against what can be.
///
/// libhdf5 takes any shape and any address. Whoever multiplies extents or adds up sizes later must not overflow.
struct DatasetCheck {
  /// Bytes that the values of one dataset may take. Two million of the largest still add up to less than 2^63.
  static let mostBytes = 1 << 42

  /// Length of the HDF5 file in bytes.
  let fileLength: UInt64

  /// Why a dataset cannot be used at all, or `nil`. Extents of 0 count as 1, so that no part of a shape multiplies to
  /// more either.
  func refusal(of dataset: StoredDataset) -> String? {
    var bytes = dataset.type.size
    for extent in dataset.shape {
      let (next, overflows) = bytes.multipliedReportingOverflow(by: max(extent, 1))
      guard !overflows, next <= Self.mostBytes else {
        return "its shape \(dataset.shape) has too many values"
      }
      bytes = next
    }
    return nil
  }

  /// Takes away storage that cannot be in the file. Returns whether there was any.
  func removeStorageOutside(_ dataset: inout StoredDataset) -> Bool {
    let bytes = UInt64(clamping: dataset.storedBytes)
    if case .contiguous(let offset?) = dataset.storage {
      guard offset <= fileLength, bytes <= fileLength - offset else {
        dataset.storage = .contiguous(offset: nil)
        dataset.storedBytes = 0
        return true
      }
      return false
    }
    guard bytes > fileLength else { return false }
    dataset.storedBytes = 0
    return true
  }
}
