/// Everything known about Keras' layers, by class name.
///
/// To add a layer, write its definition in a file of its family and name it in one of the three lists of
/// `LayerCatalog+Definitions.swift`.
public enum LayerCatalog {
  /// The definition of a class by its name or an alias, `nil` for a class that is not Keras' own.
  public static func definition(named className: String) -> (any LayerDefinition)? {
    byName[className]
  }

  /// Makes the tables of the catalog, which otherwise happens when each is first asked for: worth while where there is
  /// something to wait for meanwhile.
  public static func prepare() {
    _ =
      byName.count &+ classByGroup.count &+ SignatureIndex.byCount.count &+ lackingVariables.count
      &+ NameHints.classes.count &+ StoredNames.roles.count
  }

  private static let byName: [String: any LayerDefinition] = {
    var byName: [String: any LayerDefinition] = [:]
    byName.reserveCapacity(256)
    for definition in definitions {
      byName[definition.className] = definition
      for alias in definition.aliases { byName[alias] = definition }
    }
    return byName
  }()

  /// The Keras 3 operation of this class name, `nil` for one whose output is not known in advance.
  public static func operation(named name: String) -> Operation? { operationByName[name] }

  private static let operationByName: [String: Operation] = Dictionary(
    (ElementwiseOperations.all + ArrangementOperations.all + ProductOperations.all).map { ($0.name, $0) },
    uniquingKeysWith: { first, _ in first })

  /// The name of the group that a Keras weights file has for a layer of this class, without its counter.
  ///
  /// It is the class name in snake case, with one exception: the class that the configuration calls
  /// `GroupQueryAttention` is called `GroupedQueryAttention` in Python.
  public static func groupName(ofClass className: String) -> String {
    className == "GroupQueryAttention" ? "grouped_query_attention" : SnakeCase.name(of: className)
  }

  /// The class whose layers have groups of this name, with or without a counter (`conv2d_12`);
  /// `nil` where no class of Keras' has.
  public static func className(ofGroup group: String) -> String? {
    classByGroup[group] ?? classByGroup[SnakeCase.withoutCounter(group)]
  }

  private static let classByGroup: [String: String] = {
    var classes: [String: String] = [:]
    classes.reserveCapacity(256)
    for definition in definitions { classes[groupName(ofClass: definition.className)] = definition.className }
    for model in ["Functional", "Sequential", "Model"] { classes[SnakeCase.name(of: model)] = model }
    return classes
  }()
}
