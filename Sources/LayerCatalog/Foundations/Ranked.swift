/// Names that differ in the number of spatial axes: `Conv1D`, `Conv2D`, `Conv3D`.
enum Ranked {
  /// The name for so many axes. Literals, because putting names together costs time at every start.
  static func name(_ dimensions: Int, _ one: String, _ two: String, _ three: String) -> String {
    switch dimensions {
    case 1: one
    case 2: two
    default: three
    }
  }
}
