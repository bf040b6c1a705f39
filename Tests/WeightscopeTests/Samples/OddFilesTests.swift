import Testing
import Weightscope

/// What is odd about a file is said, in one literal sentence each, where a reader looks for it.
struct OddFilesTests {
  /// Notes by their codes.
  @Test(arguments: [
    (
      "layers/spectral_normalization.keras", "stored-twice",
      "396 stored values repeat variables that Keras counts once: this one is layers/spectral_normalization/layer/vars/0"
    ),
    (
      "nested/shared_across_depths.h5", "stored-twice",
      "42 stored values repeat variables that Keras counts once: this one is model_weights/shared/shared/kernel"
    ),
    (
      "numbers/lora.keras", "lora-merged",
      "LoRA was merged into the kernel when the model was saved: the model in memory had 28 parameters more"
    ),
    (
      "numbers/int4.keras", "int4-packed",
      "kernels of four bits lie two values to a byte: Keras counts their 48 bytes as parameters"
    ),
    (
      "nested/subclassed.keras", "layers-not-in-config",
      "the configuration of the class samples>Net does not list its layers: they are read from the weights"
    ),
    (
      "nested/settings_only.keras", "layers-not-in-config",
      "the configuration of the class samples>Backbone does not list its layers: they are read from the weights"
    ),
    (
      "names/windows_backslashes.keras", "backslash-names",
      "the names of groups hold backslashes, as Keras 2.14 and 2.15 write them on Windows: they are read as paths"
    ),
    (
      "storage/hard_link.weights.h5", "hard-link",
      "a second link to /layers/conv2d, whose variables are counted once"
    ),
    (
      "storage/user_block.weights.h5", "user-block",
      "the HDF5 begins at byte 512, behind a user block, of which nothing is read"
    ),
    (
      "storage/hdf5_named.keras", "misleading-name",
      "Keras 3 goes by names and will not find in this file what is in it: HDF5 with a whole model must be named NAME.h5"
    ),
    (
      "names/renamed_after_build.legacy.h5", "renamed-layer",
      "the weights of 6 layers bear other names, as after renaming (renamed_1 holds block_expand/kernel:0): Keras looks "
        + "for the layer's name"
    ),
    (
      "names/renamed_after_build.legacy.h5", "not-recognised",
      "the file does not tell the class of 3 layers without variables, but by name"
    ),
    (
      "storage/soft_links.weights.h5", "link-not-followed",
      "a soft link to /layers/conv2d, which is not followed"
    ),
    (
      "storage/external_link.weights.h5", "link-not-followed",
      "a link into another file (elsewhere.h5, /layers), which is not followed"
    ),
    (
      "wild/plain_hdf5.h5", "no-keras-layout",
      "HDF5, but no layout that Keras writes: groups are listed as stored"
    ),
    (
      "broken/bad_crc.keras", "config-unreadable", "damaged: the checksum (CRC-32) does not match the data"
    ),
    (
      "broken/broken_config.keras", "config-unreadable",
      "line 1, column 9031 (byte 9030): a string has no closing quote"
    ),
    (
      "bottleneck/bn_three.weights.h5", "trainable-unknown",
      "weights alone do not tell which layers are frozen: moving statistics apart, trainable is not known"
    ),
  ]) func notes(_ file: String, _ code: String, _ sentence: String) throws {
    let notes = try Sample.named(file).report().notes.filter { $0.code == code }
    #expect(notes.first?.message == sentence)
  }

  /// Of all samples these are the only ones of which this is so.
  @Test func nobodyElseIsMisledOrRenamed() throws {
    for sample in Sample.readable {
      let codes = Set(try sample.report().notes.map(\.code))
      #expect(codes.contains("user-block") == (sample.file == "storage/user_block.weights.h5"))
      #expect(codes.contains("misleading-name") == (sample.file == "storage/hdf5_named.keras"))
      #expect(codes.contains("renamed-layer") == (sample.file == "names/renamed_after_build.legacy.h5"))
    }
  }

  /// A dangling soft link is one more that is not followed, and no sign of an edited group.
  @Test func bothSoftLinksAreTold() throws {
    let notes = try Sample.named("storage/soft_links.weights.h5").report().notes
    #expect(
      notes.filter { $0.code == "link-not-followed" }.map(\.place) == ["layers/soft", "layers/dangling"])
    #expect(!notes.contains { $0.code == "heap-edited" })
  }

  /// Why the order of the layers is not, or not wholly, known.
  @Test(arguments: [
    (
      "storage/rewritten.weights.h5",
      "the file was written anew in alphabetical order: counters order the layers of one class, and nothing orders the "
        + "classes among themselves"
    ),
    (
      "storage/libver_latest.weights.h5",
      "new-style groups without tracked creation order: counters order the layers of one class, and nothing orders the "
        + "classes among themselves"
    ),
    (
      "storage/external_link.weights.h5",
      "the group of the layers does not keep the order of creation: counters order the layers of one class, and nothing "
        + "orders the classes among themselves"
    ),
    (
      "nested/subclassed.weights.h5",
      "a subclassed model's layers are its attributes: they stand in the order in which they were made, as far as the "
        + "numbers in their names tell, and not as they are called"
    ),
    (
      "transfer/nested_partly_frozen.legacy.h5",
      "the layers of nested models stand in the order of their first weights, where those that were frozen when the file "
        + "was saved stand behind the others"
    ),
    ("wild/plain_hdf5.h5", "listed by name"),
  ]) func orders(_ file: String, _ sentence: String) throws {
    #expect(try Sample.named(file).report().order.note == sentence)
  }

  /// Wherever the order is not true in all layers, the report says so.
  @Test(arguments: Sample.written.filter { $0.inOrder == false })
  func noOrderIsClaimed(_ sample: Sample) throws {
    #expect(try sample.report().order.note != nil)
  }

  /// Why a layer was not predicted.
  @Test(arguments: [
    ("nested/custom_layer.keras", "custom", "it is of the class Block, which is not Keras' own"),
    ("numbers/scalars.keras", "scaled", "it is of the class Scaled, which is not Keras' own"),
    (
      "nested/settings_only.keras", "stem",
      "the configuration does not list the layers, and no other layer tells the sides of its kernel"
    ),
    (
      "bottleneck/bn_none.weights.h5", "block_expand",
      "the file holds no configuration, and no other layer tells the sides of its kernel"
    ),
  ]) func reasons(_ file: String, _ layer: String, _ sentence: String) throws {
    let report = try Sample.named(file).report()
    let row = try #require(report.layers.first { $0.name == layer })
    #expect(row.verdict == .notPredicted)
    #expect(row.reason == sentence)
  }

  @Test(arguments: [
    ("block_6_project", "kernel is 1 x 1 x 96 x 32 instead of 1 x 1 x 96 x 24, filters: 32 instead of 24"),
    ("block_10_depthwise_BN", "gamma is 200 instead of 144, channels: 200 instead of 144"),
  ]) func deviations(_ layer: String, _ sentence: String) throws {
    let report = try Sample.named("mobilenet_v2/two_deviations.h5").report()
    #expect(report.layers.first { $0.name == layer }?.reason == sentence)
  }

  /// What a file is that is no model, or how it is broken.
  @Test(arguments: [
    ("empty.h5", "the file is empty"),
    ("truncated.h5", "truncated: 20,208 bytes are there, its own structures say 40,416"),
    ("truncated_superblock.h5", "truncated: the file ends at 40 bytes, before what must stand at its end"),
    ("damaged_superblock.h5", "damaged: bad superblock version number"),
    ("damaged_root.h5", "damaged: bad object header version number"),
    ("truncated.keras", "truncated: the file ends at 21,253 bytes, before what must stand at its end"),
    ("no_weights.keras", "this is a zip with no model.weights.h5 (it holds metadata.json, config.json)"),
    ("bad_weights.keras", "damaged: the checksum (CRC-32) does not match the data"),
    ("git_lfs_pointer.h5", "this is a Git LFS pointer, not the model (git lfs pull fetches it)"),
    ("pytorch.keras", "this is a PyTorch file, not a Keras model"),
    ("source.keras", "this is Python source, not a model"),
  ]) func errors(_ file: String, _ sentence: String) throws {
    guard case .failure(let failure) = Inspection(path: Sample.folder + "/broken/" + file).entry else {
      Issue.record("a report where an error is expected")
      return
    }
    #expect(failure.error.message == sentence)
  }

  /// Nothing is null without a reason: where trainable is not known, a note says why.
  @Test(arguments: Sample.written)
  func whatIsNotKnownHasANote(_ sample: Sample) throws {
    let report = try sample.report()
    let codes = Set(report.notes.map(\.code))
    #expect((report.totals.trainable == nil) == codes.contains("trainable-unknown"))
    if report.totals.storedValues != report.totals.parameters {
      #expect(codes.contains("stored-twice"))
    }
  }
}
