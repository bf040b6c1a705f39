import KerasModels
import LayerCatalog

/// What a layer is to the search for blocks: its class and the shapes of its variables.
struct NodeRoleReader {
  let className: String
  let settings: Settings
  /// Own variables and those of its parts: as expected where that is known, else as stored.
  let variables: [VariableSpecification]

  var role: NodeRole {
    switch className {
    case "InputLayer": return .input
    case "Conv1D", "Conv2D", "Conv3D": return convolution(.full)
    case "DepthwiseConv1D", "DepthwiseConv2D": return depthwise
    case "SeparableConv1D", "SeparableConv2D": return separable
    case "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose": return convolution(.transposed)
    case "Dense": return dense
    case "BatchNormalization", "SyncBatchNormalization", "LayerNormalization", "GroupNormalization",
      "RMSNormalization":
      return normalization
    case "LayerScale": return .scale
    case "MultiHeadAttention", "GroupQueryAttention":
      return .attention(width: attentionWidth, hasBias: hasBias)
    case "Normalization": return preprocessing
    default: return withoutWeights
    }
  }

  private func shape(_ role: VariableRole) -> [Int]? {
    variables.first { $0.role == role }?.shape
  }

  private var hasBias: Bool { variables.contains { $0.role == .bias } }

  private func convolution(_ form: Convolution.Form) -> NodeRole {
    guard let kernel = shape(.kernel), kernel.count > 2 else { return .other }
    let sides = Array(kernel.dropLast(2))
    let (first, last) = (kernel[kernel.count - 2], kernel[kernel.count - 1])
    if form == .transposed {
      return .convolution(
        Convolution(form: form, kernel: sides, input: last, output: first, hasBias: hasBias))
    }
    let groups = settings["groups"]?.exactInteger ?? 1
    let (input, overflow) = first.multipliedReportingOverflow(by: max(groups, 1))
    guard !overflow else { return .other }
    return .convolution(
      Convolution(
        form: groups > 1 && groups == input && last == input ? .depthwise : form, kernel: sides, input: input,
        output: last, hasBias: hasBias))
  }

  private var depthwise: NodeRole {
    guard let kernel = shape(.depthwiseKernel) ?? shape(.kernel), kernel.count > 2 else { return .other }
    let channels = kernel[kernel.count - 2]
    let (output, overflow) = channels.multipliedReportingOverflow(by: kernel[kernel.count - 1])
    guard !overflow else { return .other }
    return .convolution(
      Convolution(
        form: .depthwise, kernel: Array(kernel.dropLast(2)), input: channels, output: output,
        hasBias: hasBias))
  }

  private var separable: NodeRole {
    guard let kernel = shape(.depthwiseKernel), kernel.count > 2, let output = shape(.pointwiseKernel)?.last
    else { return .other }
    return .convolution(
      Convolution(
        form: .separable, kernel: Array(kernel.dropLast(2)), input: kernel[kernel.count - 2], output: output,
        hasBias: hasBias))
  }

  private var dense: NodeRole {
    guard let kernel = shape(.kernel), kernel.count == 2 else { return .other }
    return .dense(input: kernel[0], output: kernel[1], hasBias: hasBias)
  }

  private var normalization: NodeRole {
    // Without scale and center a LayerNormalization has no variable, and is seen through.
    guard let channels = variables.first?.shape.last else { return .passing(.identity) }
    return .normalization(Normalization(className: className, channels: channels, vectors: variables.count))
  }

  /// The last extent of the projection back, which is the width of the output.
  private var attentionWidth: Int? {
    variables.last { $0.role == .kernel }?.shape.last
  }

  private var preprocessing: NodeRole {
    variables.isEmpty ? .passing(.identity) : .preprocessing(channels: shape("mean")?.last)
  }

  private var withoutWeights: NodeRole {
    if let known = NodeRoleTable.role(of: className, settings: settings) {
      // PReLU has weights and is an activation all the same.
      return known
    }
    return variables.isEmpty ? .passing(.identity) : .other
  }
}
