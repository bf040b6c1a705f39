import AnalyticModel
import LayerCatalog

extension Explanation {
  /// The document of `explain --format json`; one line where `breaksLines` is false.
  public func json(breaksLines: Bool = true) -> [UInt8] {
    ExplanationDocument(explanation: self).json(breaksLines: breaksLines)
  }
}

/// What `explain` prints for programs: the explanation, and the file that it is about.
public struct ExplanationDocument: Sendable {
  /// Empty for a topic.
  public var files: [FileEntry]
  /// `nil` where the file could not be read.
  public var explanation: Explanation?

  public init(files: [FileEntry] = [], explanation: Explanation?) {
    self.files = files
    self.explanation = explanation
  }

  public func json(breaksLines: Bool = true) -> [UInt8] {
    var writer = JSONWriter(breaksLines: breaksLines)
    writer.beginDocument(command: .explain)
    writer.key("files")
    writer.lines(files) { writer, file in
      writer.beginObject()
      writer.members(of: file)
      writer.endObject()
    }
    writer.breakLine()
    writer.key("explanation")
    if let explanation { writer.value(explanation) } else { writer.null() }
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ explanation: Explanation) {
    beginObject()
    key("topic")
    value(explanation.topic)
    key("title")
    value(explanation.title)
    key("purpose")
    value(explanation.purpose)
    key("settings")
    value(explanation.settings)
    key("steps")
    lines(explanation.steps) { writer, step in
      writer.beginObject()
      writer.key("name")
      writer.value(step.name)
      writer.key("layer")
      writer.value(step.layer)
      writer.key("formula")
      writer.value(step.formula)
      writer.key("substituted")
      writer.value(step.substituted)
      writer.key("weights")
      writer.value(step.weights)
      writer.key("bias")
      writer.value(step.bias)
      writer.key("gamma_beta")
      writer.value(step.gammaBeta)
      writer.key("moving")
      writer.value(step.moving)
      writer.key("purpose")
      writer.value(step.purpose)
      writer.endObject()
    }
    key("counts")
    beginObject()
    key("weights")
    value(explanation.counts.weights)
    key("trainable")
    value(explanation.counts.trainable)
    key("all")
    value(explanation.counts.all)
    key("non_trainable")
    value(explanation.counts.nonTrainable)
    endObject()
    key("conventions")
    lines(explanation.conventions) { writer, convention in
      writer.beginObject()
      writer.key("batch_norm_after")
      writer.list(convention.batchNormAfter)
      writer.key("biases")
      writer.value(convention.biases)
      writer.key("weights")
      writer.value(convention.weights)
      writer.key("trainable")
      writer.value(convention.trainable)
      writer.key("all")
      writer.value(convention.all)
      writer.endObject()
    }
    key("general")
    value(explanation.general)
    key("symbols")
    list(explanation.symbols) { writer, symbol in
      writer.beginObject()
      writer.key("letter")
      writer.value(symbol.letter)
      writer.key("meaning")
      writer.value(symbol.meaning)
      writer.endObject()
    }
    key("macs")
    value(explanation.multiplyAccumulates)
    key("notes")
    list(explanation.notes)
    key("mistakes")
    lines(explanation.mistakes) { writer, mistake in
      writer.beginObject()
      writer.key("count")
      writer.value(mistake.count)
      writer.key("text")
      writer.value(mistake.text)
      writer.endObject()
    }
    key("claim")
    if let claim = explanation.claim { value(claim) } else { null() }
    endObject()
  }

  private mutating func value(_ claim: Explanation.Claim) {
    beginObject()
    key("value")
    value(claim.claimed.value)
    key("text")
    value(claim.claimed.text)
    key("range")
    list([claim.claimed.range.lowerBound, claim.claimed.range.upperBound])
    key("right")
    value(claim.isRight)
    key("readings")
    lines(claim.readings) { writer, reading in
      writer.beginObject()
      writer.key("reading")
      writer.value(reading.reading)
      writer.key("count")
      writer.value(reading.count)
      writer.key("right")
      writer.value(reading.isRight)
      writer.key("as_specified")
      writer.value(reading.isAsSpecified)
      writer.key("convention")
      writer.value(reading.convention)
      writer.endObject()
    }
    endObject()
  }
}
