import LayerCatalog

/// A cell of NASNet-A (figure 4 of the paper; READ keras/src/applications/nasnet.py 3.15.1).
struct NASNetCell {
  typealias Tensor = ArchitectureBuilder.Tensor

  /// How Keras ends the names of the cell's layers: `stem_1`, `0`, `reduce_4`.
  var name: String
  var filters: Int

  static let normalization: Settings = ["momentum": 0.9997, "epsilon": 1e-3]

  /// Keeps the extents. `previous` is the output of the cell one earlier.
  func normal(_ network: inout ArchitectureBuilder, _ input: Tensor, _ previous: Tensor?) -> Tensor {
    network.block(
      .nasCell, "normal_\(name)", from: input, expand: filters, kernel: [5, 5], stride: 1
    ) { network, input in
      let p = adjusted(&network, previous, input)
      let h = squeezed(&network, input, "normal")
      let left1 = separable(&network, h, "normal_left1", kernel: 5)
      let right1 = separable(&network, p, "normal_right1", kernel: 3)
      let x1 = network.add(left1, right1, "normal_add_1_\(name)")
      let left2 = separable(&network, p, "normal_left2", kernel: 5)
      let right2 = separable(&network, p, "normal_right2", kernel: 3)
      let x2 = network.add(left2, right2, "normal_add_2_\(name)")
      let left3 = average(&network, h, "normal_left3")
      let x3 = network.add(left3, p, "normal_add_3_\(name)")
      let left4 = average(&network, p, "normal_left4")
      let right4 = average(&network, p, "normal_right4")
      let x4 = network.add(left4, right4, "normal_add_4_\(name)")
      let left5 = separable(&network, h, "normal_left5", kernel: 3)
      let x5 = network.add(left5, h, "normal_add_5_\(name)")
      return network.concatenate([p, x1, x2, x3, x4, x5], "normal_concat_\(name)")
    }
  }

  /// Halves the extents.
  func reduction(_ network: inout ArchitectureBuilder, _ input: Tensor, _ previous: Tensor?) -> Tensor {
    network.block(
      .nasCell, "reduction_\(name)", from: input, expand: filters, kernel: [7, 7], stride: 2
    ) { network, input in
      let p = adjusted(&network, previous, input)
      let h = squeezed(&network, input, "reduction")
      let padded = network.zeroPadding(h, "reduction_pad_1_\(name)", beforeKernel: 3)
      let left1 = separable(&network, h, "reduction_left1", kernel: 5, stride: 2)
      let right1 = separable(&network, p, "reduction_right1", kernel: 7, stride: 2)
      let x1 = network.add(left1, right1, "reduction_add_1_\(name)")
      let left2 = network.maxPooling(padded, "reduction_left2_\(name)", size: 3, strides: 2)
      let right2 = separable(&network, p, "reduction_right2", kernel: 7, stride: 2)
      let x2 = network.add(left2, right2, "reduction_add_2_\(name)")
      let left3 = network.averagePooling(padded, "reduction_left3_\(name)", size: 3, strides: 2)
      let right3 = separable(&network, p, "reduction_right3", kernel: 5, stride: 2)
      let x3 = network.add(left3, right3, "reduction_add3_\(name)")
      let left4 = average(&network, x1, "reduction_left4")
      let x4 = network.add(x2, left4)
      let left5 = separable(&network, x1, "reduction_left4", kernel: 3)
      let right5 = network.maxPooling(padded, "reduction_right5_\(name)", size: 3, strides: 2)
      let x5 = network.add(left5, right5, "reduction_add4_\(name)")
      return network.concatenate([x2, x3, x4, x5], "reduction_concat_\(name)")
    }
  }

  /// The output of the cell one earlier, made to fit the input: halved where its extents differ, projected
  /// where its channels do.
  private func adjusted(_ network: inout ArchitectureBuilder, _ previous: Tensor?, _ input: Tensor) -> Tensor
  {
    guard let previous else { return input }
    if previous.width != input.width {
      let p = network.activation(previous, "adjust_relu_1_\(name)", function: "relu")
      var first = network.averagePooling(p, "adjust_avg_pool_1_\(name)", size: 1, strides: 2)
      first = network.conv2D(
        first, "adjust_conv_1_\(name)", filters: filters / 2, kernel: 1, padding: .same, useBias: false)
      var second = network.zeroPadding(p, height: [0, 1], width: [0, 1])
      second = network.layer("Cropping2D", settings: ["cropping": [[1, 0], [1, 0]]], from: second)
      second = network.averagePooling(second, "adjust_avg_pool_2_\(name)", size: 1, strides: 2)
      second = network.conv2D(
        second, "adjust_conv_2_\(name)", filters: filters / 2, kernel: 1, padding: .same, useBias: false)
      return network.batchNormalization(
        network.concatenate([first, second]), "adjust_bn_\(name)", Self.normalization)
    }
    guard previous.channels != filters else { return previous }
    var p = network.activation(previous, function: "relu")
    p = network.conv2D(
      p, "adjust_conv_projection_\(name)", filters: filters, kernel: 1, padding: .same, useBias: false)
    return network.batchNormalization(p, "adjust_bn_\(name)", Self.normalization)
  }

  /// The input at the cell's own number of filters.
  private func squeezed(_ network: inout ArchitectureBuilder, _ input: Tensor, _ kind: String) -> Tensor {
    var x = network.activation(input, function: "relu")
    x = network.conv2D(
      x, "\(kind)_conv_1_\(name)", filters: filters, kernel: 1, padding: .same, useBias: false)
    return network.batchNormalization(x, "\(kind)_bn_1_\(name)", Self.normalization)
  }

  private func average(_ network: inout ArchitectureBuilder, _ x: Tensor, _ place: String) -> Tensor {
    network.averagePooling(x, "\(place)_\(name)", size: 3, strides: 1, padding: .same)
  }

  /// Two separable convolutions, each with an activation before and a normalization behind it.
  private func separable(
    _ network: inout ArchitectureBuilder, _ input: Tensor, _ place: String, kernel: Int, stride: Int = 1
  ) -> Tensor {
    let suffix = "\(place)_\(name)"
    var x = network.activation(input, function: "relu")
    if stride == 2 { x = network.zeroPadding(x, "separable_conv_1_pad_\(suffix)", beforeKernel: kernel) }
    x = network.separableConv2D(
      x, "separable_conv_1_\(suffix)", filters: filters, kernel: kernel, strides: stride,
      padding: stride == 2 ? .valid : .same, useBias: false)
    x = network.batchNormalization(x, "separable_conv_1_bn_\(suffix)", Self.normalization)
    x = network.activation(x, function: "relu")
    x = network.separableConv2D(
      x, "separable_conv_2_\(suffix)", filters: filters, kernel: kernel, padding: .same, useBias: false)
    return network.batchNormalization(x, "separable_conv_2_bn_\(suffix)", Self.normalization)
  }
}
