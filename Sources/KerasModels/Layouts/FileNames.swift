import Containers

/// Whether Keras 3 finds in a file what is in it: it goes by the name alone.
///
/// Measured with 3.15.1: `load_model` and `load_weights` take a name that ends with `.keras` for an archive, `load_weights`
/// one that ends with `.weights.h5` for its own layout, and any other that ends with `.h5` or `.hdf5` for a legacy layout.
/// A file under a wrong name fails with words that speak of something else (`File not found`, `file signature not found`,
/// `Layer count mismatch … found 0 saved layers`).
public enum FileNames {
  /// What to tell of a name that misleads Keras; `nil` for names that do not, and for names of no such ending.
  public static func note(on path: String, layout: Layout) -> Note? {
    guard let named = Reading(path), let (what, fitting, ending) = expected(layout), !fitting.contains(named)
    else { return nil }
    return Note(
      code: "misleading-name",
      message:
        "Keras 3 goes by names and will not find in this file what is in it: \(what) must be named \(ending)"
    )
  }

  /// As what Keras 3 reads a name.
  private enum Reading {
    case archive
    case weights
    case legacy

    init?(_ path: String) {
      if path.hasSuffix(".keras") {
        self = .archive
      } else if path.hasSuffix(".weights.h5") {
        self = .weights
      } else if path.hasSuffix(".h5") || path.hasSuffix(".hdf5") {
        self = .legacy
      } else {
        return nil
      }
    }
  }

  private static func expected(_ layout: Layout) -> (what: String, fitting: [Reading], ending: String)? {
    switch layout {
    case .kerasArchive: ("an archive", [.archive], "NAME.keras")
    case .kerasWeights, .keras2Weights: ("weights in this layout", [.weights], "NAME.weights.h5")
    // `load_model` takes a whole model under any name that ends with `.h5`.
    case .legacyModel: ("HDF5 with a whole model", [.legacy, .weights], "NAME.h5")
    case .legacyWeights: ("weights in the legacy layout", [.legacy], "NAME.h5, and not NAME.weights.h5")
    case .kerasShards, .hdf5: nil
    }
  }
}
