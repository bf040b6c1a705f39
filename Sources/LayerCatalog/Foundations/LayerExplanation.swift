/// What a layer does and where its count comes from, in words and symbols.
public struct LayerExplanation: Hashable, Sendable {
  /// A letter of the formulas.
  public struct Symbol: Hashable, Sendable {
    public var letter: String
    public var meaning: String

    public init(_ letter: String, _ meaning: String) {
      self.letter = letter
      self.meaning = meaning
    }
  }

  /// What a variable is for and how its count is made.
  public struct Variable: Hashable, Sendable {
    public var role: VariableRole
    /// The part of a composite layer that holds it, by `LayerPart.legacyName`; `nil` for any.
    public var part: String?
    /// The count in symbols: `k²·c·f`.
    public var formula: String
    /// One sentence.
    public var purpose: String

    public init(_ role: VariableRole, _ formula: String, _ purpose: String, part: String? = nil) {
      self.role = role
      self.part = part
      self.formula = formula
      self.purpose = purpose
    }
  }

  /// What the layer does, in one sentence.
  public var purpose: String
  public var symbols: [Symbol]
  public var variables: [Variable]
  /// The whole count in symbols: `k²·c·f + f`; `0` for a layer without variables.
  public var count: String
  /// Facts that a reader who counts should know.
  public var notes: [String]
  /// Wrong ways to count that are often met.
  public var mistakes: [String]

  public init(
    _ purpose: String, symbols: [Symbol] = [], variables: [Variable] = [], count: String = "0",
    notes: [String] = [], mistakes: [String] = []
  ) {
    self.purpose = purpose
    self.symbols = symbols
    self.variables = variables
    self.count = count
    self.notes = notes
    self.mistakes = mistakes
  }
}
