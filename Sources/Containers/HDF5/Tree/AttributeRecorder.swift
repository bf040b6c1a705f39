/// The attributes of objects while their rows come: values of variable length are announced first and come last.
struct AttributeRecorder {
  struct Deferred {
    var object: Int
    /// Place among the attributes of the object.
    var position: Int
    var name: String
  }

  /// Attributes by the number of their object.
  private(set) var ofObject: [Int: [StoredAttribute]] = [:]
  private(set) var deferred: [Deferred] = []
  /// Number of the first deferred attribute that has no value yet.
  private(set) var next = 0
  /// The child has said that it is about to read that one.
  private var isAnnounced = false

  /// Every deferred attribute has its value.
  var isComplete: Bool { next == deferred.count }

  mutating func add(_ attribute: StoredAttribute, to object: Int) {
    ofObject[object, default: []].append(attribute)
  }

  mutating func `defer`(_ name: String, of object: Int) {
    deferred.append(Deferred(object: object, position: ofObject[object]?.count ?? 0, name: name))
    // Stands until the value comes, or the reason why it does not.
    add(StoredAttribute(name, .empty), to: object)
  }

  mutating func announce(_ number: Int) throws(RowError) {
    guard number == next, number < deferred.count, !isAnnounced else {
      throw RowError("attribute \(number) is read out of order")
    }
    isAnnounced = true
  }

  /// The deferred attribute that was announced.
  func announced(_ number: Int) throws(RowError) -> Deferred {
    guard number == next, isAnnounced else {
      throw RowError("a value of attribute \(number) comes out of order")
    }
    return deferred[number]
  }

  mutating func set(_ value: AttributeValue, of number: Int) throws(RowError) {
    let attribute = try announced(number)
    ofObject[attribute.object]?[attribute.position].value = value
    next += 1
    isAnnounced = false
  }

  /// The attribute whose value came last, if it is one of this object.
  func lastValue(of object: Int) -> StoredAttribute? {
    guard next > 0, deferred[next - 1].object == object else { return nil }
    return ofObject[object]?[deferred[next - 1].position]
  }

  /// Sets the values that did not come.
  mutating func setRest(_ value: (Deferred) -> AttributeValue) {
    for attribute in deferred[next...] {
      ofObject[attribute.object]?[attribute.position].value = value(attribute)
    }
    next = deferred.count
  }
}

extension TreeRecorder {
  mutating func recordAttribute(_ row: Row) throws(RowError) {
    guard let object = lastObject, !isStructureComplete else {
      throw RowError("an attribute stands outside of all objects")
    }
    switch row {
    case .attribute(let attribute): attributes.add(attribute, to: object)
    case .attributeDeferred(let name): attributes.defer(name, of: object)
    case .attributeFailed(let name, let failure):
      let failure = failure.of(path(of: object, attribute: name))
      attributes.add(StoredAttribute(name, .unreadable(failure)), to: object)
      notes.append(Note(code: "values-unreadable", failure))
    default: break
    }
  }

  mutating func recordValue(_ row: Row) throws(RowError) {
    guard mayTakeValues else { throw RowError("a value comes before all objects are told") }
    switch row {
    case .reading(let number): try attributes.announce(number)
    case .strings(let number, let value): try attributes.set(value, of: number)
    case .stringsFailed(let number, let failure):
      let failure = failure.of(path(of: try attributes.announced(number)))
      try attributes.set(.unreadable(failure), of: number)
      notes.append(Note(code: "values-unreadable", failure))
    default: break
    }
  }

  private func path(of object: Int, attribute name: String) -> String {
    path(of: object) + "@" + name
  }

  private func path(of attribute: AttributeRecorder.Deferred) -> String {
    path(of: attribute.object, attribute: attribute.name)
  }

  /// Where the child was when it last told something: an object, or the attribute whose value was to come.
  var place: String? {
    guard isStructureComplete else { return lastObject.map { path(of: $0) } }
    return attributes.isComplete ? nil : path(of: attributes.deferred[attributes.next])
  }

  /// Every object has been told, and the value of every deferred attribute.
  var isFinished: Bool { isStructureComplete && attributes.isComplete }

  /// Says of the values that did not come why they did not.
  mutating func giveUpValues(because reason: String) {
    guard let place else {
      notes.append(Note(code: "values-unreadable", message: "no value is missing, but \(reason)"))
      return
    }
    let others = attributes.deferred.count - attributes.next - 1
    let rest = others > 0 ? "; \(others) more attributes after it were not read" : ""
    notes.append(
      Note(
        code: "values-unreadable", message: "this attribute could not be read: \(reason)\(rest)", place: place
      ))
    var paths: [Int: String] = [:]
    for attribute in attributes.deferred[attributes.next...] {
      paths[attribute.object] = path(of: attribute.object)
    }
    attributes.setRest { attribute in
      let object = (paths[attribute.object] ?? "") + "@" + attribute.name
      return .unreadable(HDF5Failure(operation: "read an attribute", object: object, reason: reason))
    }
  }
}
