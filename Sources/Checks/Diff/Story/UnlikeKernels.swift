import KerasModels

/// Kernels of which nothing is left: other weights were loaded, or the model was built anew.
///
/// Independent kernels around 0 have cosines around 0 with a deviation of one over the root of their number of values.
/// Training keeps a direction: a small convolutional network that learned 512 random images by heart from its initial
/// values kept cosines of 0.86 and more at a learning rate of 0.001 (loss 0.003), and of 0.56 and more at 0.003, 66 epochs
/// each (Keras 3.15.1, Adam).
struct UnlikeKernels {
  static let mostCosine = 0.1
  /// Values of a kernel that is looked at: those of fewer may be unlike by chance, or like.
  private static let leastValues = 256
  private static let leastKernels = 3

  /// Kernels that changed.
  private(set) var changed = 0
  /// Those of them that have nothing in common with what they were.
  private(set) var unlike = 0

  init(_ layers: [LayerDifference], _ after: Model) {
    for layer in layers {
      guard let index = layer.after else { continue }
      for variable in layer.variables where variable.hasMoved {
        guard let position = variable.after, let cosine = variable.cosine else { continue }
        let later = after.layers[index].variables[position]
        guard later.shape.count > 1, later.parameters >= UnlikeKernels.leastValues else { continue }
        changed += 1
        if abs(cosine) < UnlikeKernels.mostCosine { unlike += 1 }
      }
    }
  }

  /// Whether that is what happened: one kernel may have been replaced on purpose.
  var areMost: Bool { unlike >= UnlikeKernels.leastKernels && unlike * 2 > changed }
}
