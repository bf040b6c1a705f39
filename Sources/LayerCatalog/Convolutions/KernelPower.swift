/// The product of the sides of a square kernel, in symbols.
enum KernelPower {
  static func symbol(_ dimensions: Int) -> String {
    switch dimensions {
    case 1: "k"
    case 2: "k²"
    default: "k³"
    }
  }
}
