/// `SyncBatchNormalization` of Keras 2: statistics over all machines of a training, variables as in `BatchNormalization`.
struct SyncBatchNormalization: SignedLayer {
  var className: String { "SyncBatchNormalization" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    try BatchNormalization().variables(settings, inputs: inputs)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  /// The class that everyone uses is far likelier for the same shapes.
  var signatures: [Signature] {
    BatchNormalization().signatures.map { signature in
      Signature(signature.roles) { signature.plausibility($0) * 0.05 }
    }
  }

  var arguments: [LayerArgument] {
    BatchNormalization().arguments
  }

  var example: LayerExample? { BatchNormalization().example }
  var explanation: LayerExplanation { BatchNormalization().explanation }
}
