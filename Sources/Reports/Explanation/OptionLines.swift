import LayerCatalog

/// A topic's options, one per line.
enum OptionLines {
  static func of(_ arguments: [LayerArgument], width: Int) -> [String] {
    let names = arguments.map { argument in
      let name = "--" + String(argument.name.map { $0 == "_" ? "-" : $0 })
      // A flag that is on by default is of use only in its negative form.
      if case .flag(true) = argument.value { return "--no-" + name.dropFirst(2) }
      return name
    }
    let widest = names.reduce(0) { max($0, $1.utf8.count) }
    return zip(names, arguments).flatMap { name, argument in
      let without = argument.value == .flag(true) ? "without " : ""
      return Wrapping.hanging(
        "  " + Padding.right(name, to: widest) + "  ",
        without + argument.meaning + (argument.isRequired ? " (needed)" : ""), width: width)
    }
  }
}
