import LayerCatalog
import Testing

@Suite("Formulas of explanations")
struct ExplanationTests {
  /// The letters of each layer's formulas with the numbers of its worked example.
  @Test(
    "Numbers for letters give the counts of the worked example",
    arguments: [
      ("Conv1D", ["k": 3, "c": 3, "g": 1, "f": 4]), ("Conv2D", ["k": 3, "c": 3, "g": 1, "f": 32]),
      ("Conv3D", ["k": 3, "c": 3, "g": 1, "f": 4]), ("Conv1DTranspose", ["k": 3, "c": 5, "f": 4]),
      ("Conv2DTranspose", ["k": 3, "c": 5, "f": 4]), ("Conv3DTranspose", ["k": 3, "c": 5, "f": 4]),
      ("DepthwiseConv1D", ["k": 3, "c": 3, "m": 2]), ("DepthwiseConv2D", ["k": 3, "c": 18, "m": 1]),
      ("SeparableConv1D", ["k": 3, "c": 3, "m": 1, "f": 5]),
      ("SeparableConv2D", ["k": 3, "c": 18, "m": 1, "f": 24]),
      ("LocallyConnected1D", ["p": 6, "k": 3, "c": 3, "f": 4]),
      ("LocallyConnected2D", ["p": 16, "k": 3, "c": 3, "f": 4]),
      ("Dense", ["c": 1280, "f": 1000]), ("EinsumDense", ["c": 5, "d": 3, "e": 4]),
      ("Embedding", ["v": 11, "d": 4]),
      ("ReversibleEmbedding", ["v": 11, "d": 4]), ("BatchNormalization", ["c": 18]),
      ("LayerNormalization", ["c": 96]),
      ("GroupNormalization", ["c": 6]), ("RMSNormalization", ["c": 5]), ("Normalization", ["c": 3]),
      ("SimpleRNN", ["c": 3, "u": 4]), ("GRU", ["c": 3, "u": 4]), ("LSTM", ["c": 3, "u": 4]),
      ("CuDNNGRU", ["c": 3, "u": 4]), ("CuDNNLSTM", ["c": 3, "u": 4]),
      ("ConvLSTM1D", ["k": 3, "c": 2, "f": 4]),
      ("ConvLSTM2D", ["k": 3, "c": 2, "f": 4]), ("ConvLSTM3D", ["k": 3, "c": 2, "f": 4]),
      ("AdditiveAttention", ["d": 8]), ("LayerScale", ["c": 96]), ("STFTSpectrogram", ["n": 16, "m": 9]),
    ] as [(String, [Character: Int])])
  func formulas(className: String, letters: [Character: Int]) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    let example = try #require(definition.example)
    let explanation = definition.explanation
    var sum = 0
    for variable in example.variables {
      let explained = try #require(explanation.variables.first { $0.role == variable.role })
      #expect(Formula(explained.formula, letters).value == variable.count, "\(explained.formula)")
      sum += variable.count
    }
    #expect(sum == example.parameters)
    for symbol in explanation.symbols where symbol.letter.count == 1 {
      #expect(letters[Character(symbol.letter)] != nil, "\(symbol.letter) is not used")
    }
    // The whole count, where the example has every variable of the explanation.
    if Set(explanation.variables.map(\.role)) == Set(example.variables.map(\.role)),
      !explanation.count.contains(",")
    {
      #expect(Formula(explanation.count, letters).value == example.parameters, "\(explanation.count)")
    }
  }

  @Test("Attention's four kernels and four biases")
  func attention() throws {
    let definition = try #require(LayerCatalog.definition(named: "MultiHeadAttention"))
    let letters: [Character: Int] = ["c": 8, "h": 2, "d": 3, "o": 8]
    #expect(Formula(definition.explanation.count, letters).value == definition.example?.parameters)
    let grouped = try #require(LayerCatalog.definition(named: "GroupQueryAttention"))
    #expect(
      Formula(grouped.explanation.count, ["c": 8, "q": 4, "s": 2, "d": 3]).value
        == grouped.example?.parameters)
  }

  /// Sums, products and quotients of letters and numbers: `4·(c·u + u² + u)`.
  private struct Formula {
    let value: Int?

    init(_ text: String, _ letters: [Character: Int]) {
      var rest = Substring(text)
      value = Formula.sum(&rest, letters)
    }

    private static func sum(_ rest: inout Substring, _ letters: [Character: Int]) -> Int? {
      guard var value = product(&rest, letters) else { return nil }
      while rest.drop(while: { $0 == " " }).first == "+" {
        rest = rest.drop { $0 == " " }.dropFirst().drop { $0 == " " }
        guard let next = product(&rest, letters) else { return nil }
        value += next
      }
      return value
    }

    private static func product(_ rest: inout Substring, _ letters: [Character: Int]) -> Int? {
      guard var value = factor(&rest, letters) else { return nil }
      while let sign = rest.first, sign == "·" || sign == "/" {
        rest = rest.dropFirst()
        guard let next = factor(&rest, letters) else { return nil }
        value = sign == "·" ? value * next : value / next
      }
      return value
    }

    private static func factor(_ rest: inout Substring, _ letters: [Character: Int]) -> Int? {
      guard let first = rest.first else { return nil }
      var value: Int
      if first == "(" {
        rest = rest.dropFirst()
        guard let inner = sum(&rest, letters), rest.first == ")" else { return nil }
        rest = rest.dropFirst()
        value = inner
      } else if first.isNumber, let number = Int(rest.prefix { $0.isASCII && $0.isNumber }) {
        value = number
        rest = rest.drop { $0.isASCII && $0.isNumber }
      } else {
        guard let number = letters[first] else { return nil }
        value = number
        rest = rest.dropFirst()
      }
      if rest.first == "²" { value *= value } else if rest.first == "³" { value *= value * value }
      if rest.first == "²" || rest.first == "³" { rest = rest.dropFirst() }
      return value
    }
  }
}
