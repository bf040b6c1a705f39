import KerasModels
import Testing

/// Which names Keras 3.15.1 loads, tried with each layout under each name.
struct FileNamesTests {
  @Test(arguments: [
    ("model.keras", Layout.kerasArchive, true), ("model.h5", .kerasArchive, false),
    ("model.weights.h5", .kerasArchive, false), ("model.weights.h5", .kerasWeights, true),
    ("model.h5", .kerasWeights, false), ("model.keras", .kerasWeights, false),
    ("model.h5", .legacyWeights, true), ("model.hdf5", .legacyWeights, true),
    ("model.weights.h5", .legacyWeights, false), ("model.h5", .legacyModel, true),
    ("model.weights.h5", .legacyModel, true), ("model.keras", .legacyModel, false),
  ]) func isLoaded(_ name: String, _ layout: Layout, _ isLoaded: Bool) {
    #expect((FileNames.note(on: "folder.keras/" + name, layout: layout) == nil) == isLoaded)
  }

  @Test(arguments: ["blob", "model.bin", "model.h5.bak"]) func otherNamesAreNobodysBusiness(_ name: String) {
    #expect(FileNames.note(on: name, layout: .kerasArchive) == nil)
  }
}
