/// Class names of optimizers from the names that files keep.
enum OptimizerNames {
  /// Keras' own classes, by the name that an optimizer gets by itself (Keras 3.15.1).
  private static let classes: [String: String] = [
    "adadelta": "Adadelta", "adafactor": "Adafactor", "adagrad": "Adagrad", "adam": "Adam", "adam_w": "AdamW",
    "adamax": "Adamax", "ftrl": "Ftrl", "lamb": "Lamb", "lion": "Lion",
    "loss_scale_optimizer": "LossScaleOptimizer", "multi_optimizer": "MultiOptimizer", "muon": "Muon",
    "nadam": "Nadam", "rm_sprop": "RMSprop", "rmsprop": "RMSprop",
    "schedule_free_adam_w": "ScheduleFreeAdamW",
    "sgd": "SGD",
  ]

  /// The class of a written name: `adam_1` is the second Adam of a process, `Custom>Adam` a registered name, `rmsprop`
  /// what was given to `compile`. A name that no class has by itself is kept as it is.
  static func className(of written: String) -> String {
    let name = written.split(separator: ">").last.map(String.init) ?? written
    return classes[name] ?? classes[WeightNames.withoutCounter(name)] ?? name
  }
}
