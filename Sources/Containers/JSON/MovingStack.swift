/// A stack whose topmost elements move out as an array of exactly their number, without a copy of each.
///
/// An array that grows inside its container would be enlarged, element by element, several times.
struct MovingStack<Element>: ~Copyable {
  private var storage: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 64) {
    self.capacity = max(capacity, 1)
    storage = .allocate(capacity: self.capacity)
  }

  deinit {
    storage.deinitialize(count: count)
    storage.deallocate()
  }

  @inline(__always)
  mutating func push(_ element: consuming Element) {
    if count == capacity { grow() }
    (storage + count).initialize(to: element)
    count += 1
  }

  /// Changes the topmost element, if there is one.
  @inline(__always)
  mutating func withTop(_ change: (inout Element) -> Void) {
    if count > 0 { change(&storage[count - 1]) }
  }

  /// Takes the elements from an index on; none if fewer are there.
  mutating func popArray(from start: Int) -> [Element] {
    guard start >= 0, start < count else { return [] }
    let taken = count - start
    count = start
    var array: [Element] = []
    array.reserveCapacity(taken)
    for index in start..<start + taken { array.append((storage + index).move()) }
    return array
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: storage, count: count)
    storage.deallocate()
    storage = larger
    capacity *= 2
  }
}
