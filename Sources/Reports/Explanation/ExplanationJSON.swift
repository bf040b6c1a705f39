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
    member("topic", explanation.topic)
    member("title", explanation.title)
    member("purpose", explanation.purpose)
    key("settings")
    value(explanation.settings)
    key("steps")
    lines(explanation.steps) { $0.value($1) }
    key("counts")
    value(explanation.counts)
    key("conventions")
    lines(explanation.conventions) { $0.value($1) }
    member("general", explanation.general)
    key("symbols")
    list(explanation.symbols) { writer, symbol in
      writer.object {
        $0.member("letter", symbol.letter)
        $0.member("meaning", symbol.meaning)
      }
    }
    key("macs")
    value(explanation.multiplyAccumulates)
    key("notes")
    list(explanation.notes)
    key("mistakes")
    lines(explanation.mistakes) { writer, mistake in
      writer.object {
        $0.key("count")
        $0.value(mistake.count)
        $0.member("text", mistake.text)
      }
    }
    key("claim")
    if let claim = explanation.claim { value(claim) } else { null() }
    endObject()
  }

  private mutating func value(_ step: Explanation.Step) {
    object {
      $0.member("name", step.name)
      $0.member("layer", step.layer)
      $0.member("formula", step.formula)
      $0.member("substituted", step.substituted)
      $0.member("weights", step.weights)
      $0.member("bias", step.bias)
      $0.member("gamma_beta", step.gammaBeta)
      $0.member("moving", step.moving)
      $0.member("purpose", step.purpose)
    }
  }

  private mutating func value(_ counts: Explanation.Counts) {
    object {
      $0.member("weights", counts.weights)
      $0.member("trainable", counts.trainable)
      $0.member("all", counts.all)
      $0.member("non_trainable", counts.nonTrainable)
    }
  }

  private mutating func value(_ convention: Explanation.Convention) {
    object {
      $0.key("batch_norm_after")
      $0.list(convention.batchNormAfter)
      $0.member("biases", convention.biases)
      $0.member("weights", convention.weights)
      $0.member("trainable", convention.trainable)
      $0.member("all", convention.all)
    }
  }

  private mutating func value(_ claim: Explanation.Claim) {
    object {
      $0.member("value", claim.claimed.value)
      $0.member("text", claim.claimed.text)
      $0.key("range")
      $0.list([claim.claimed.range.lowerBound, claim.claimed.range.upperBound])
      $0.member("right", claim.isRight)
      $0.key("readings")
      $0.lines(claim.readings) { $0.value($1) }
    }
  }

  private mutating func value(_ reading: Explanation.Reading) {
    object {
      $0.member("reading", reading.reading)
      $0.member("count", reading.count)
      $0.member("right", reading.isRight)
      $0.member("as_specified", reading.isAsSpecified)
      $0.key("convention")
      $0.value(reading.convention)
    }
  }

  // MARK: - Members in one line

  private mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }

  private mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    value(text)
  }

  private mutating func member(_ name: StaticString, _ number: Int) {
    key(name)
    value(number)
  }

  private mutating func member(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }
}
