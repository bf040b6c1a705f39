import Containers

/// A `.weights.json` index with its shards (Keras 3.10 and later), each of them a part of one `.weights.h5`.
struct KerasShardsLayout: LayoutReader {
  let layout = Layout.kerasShards

  func recognises(_ contents: ContainerContents) -> Bool {
    contents.format == .shards
  }

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    KerasWeightsLayout.read(contents.trees, layout: layout)
  }
}
