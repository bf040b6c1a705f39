import Containers
import Testing

@testable import KerasModels

/// The order of layers in a file without configuration.
struct LinkOrderTests {
  private func group(_ names: [String], heap: [String]?) -> StoredGroup {
    StoredGroup(heapOrder: heap, links: names.map { StoredLink($0, .group(StoredGroup())) })
  }

  @Test func theHeapOrders() {
    let root = group(["layers", "vars"], heap: ["vars", "layers"])
    let order = LinkOrder.judge([root])
    #expect(order.source == .heap)
    let layers = group(["a", "b", "c"], heap: ["c", "a", "b"])
    #expect(order.links(of: layers).map(\.name) == ["c", "a", "b"])
  }

  @Test func aSortedRootWasWrittenAnew() {
    let order = LinkOrder.judge([group(["layers", "vars"], heap: ["layers", "vars"])])
    #expect(order.source == .counter)
    #expect(order.note != nil)
    let layers = group(["dense", "dense_10", "dense_2"], heap: nil)
    #expect(order.links(of: layers).map(\.name) == ["dense", "dense_2", "dense_10"])
  }

  @Test func trackedCreationOrders() {
    let root = StoredGroup(
      linkStorage: .newStyle(tracksCreationOrder: true),
      links: [
        StoredLink("a", creationOrder: 1, .group(StoredGroup())),
        StoredLink("b", creationOrder: 0, .group(StoredGroup())),
      ])
    let order = LinkOrder.judge([root])
    #expect(order.source == .creation)
    #expect(order.links(of: root).map(\.name) == ["b", "a"])
  }
}
