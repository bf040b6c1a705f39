import LayerCatalog
import Testing

@Suite("Parts of composite layers, by each kind of file")
struct PartsTests {
  /// Measured: groups of Keras 3.15.1, prefixes of names in legacy files.
  @Test(
    "Groups and prefixes",
    arguments: [
      ("LSTM", ["units": 4], [[nil, 7, 3]], [("cell", "lstm_cell")]),
      (
        "Bidirectional", ["layer": ["class_name": "LSTM", "config": ["units": 4, "name": "lstm"]]],
        [[nil, 7, 3]],
        [("forward_layer", "forward_lstm"), ("backward_layer", "backward_lstm")]
      ),
      (
        "Bidirectional",
        [
          "layer": ["class_name": "LSTM", "config": ["units": 4, "name": "forward_lstm"]],
          "backward_layer": ["class_name": "GRU", "config": ["units": 4, "name": "gru"]],
        ], [[nil, 7, 3]], [("forward_layer", "forward_lstm"), ("backward_layer", "gru")]
      ),
      (
        "TimeDistributed", ["layer": ["class_name": "Dense", "config": ["units": 4, "name": "dense"]]],
        [[nil, 7, 3]],
        [("layer", "dense")]
      ),
      (
        "MultiHeadAttention", ["num_heads": 2, "key_dim": 3], [[nil, 6, 8], [nil, 5, 8]],
        [
          ("query_dense", "query"), ("key_dense", "key"), ("value_dense", "value"),
          ("output_dense", "attention_output"),
        ]
      ),
      (
        "GroupQueryAttention", ["head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2],
        [[nil, 6, 8], [nil, 5, 8]],
        [
          ("_query_dense", "query"), ("_key_dense", "key"), ("_value_dense", "value"),
          ("_output_dense", "attention_output"),
        ]
      ),
    ] as [(String, Settings, [TensorShape], [(String, String)])])
  func names(className: String, settings: Settings, inputs: [TensorShape], parts: [(String, String)]) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    let found = try definition.variables(settings, inputs: inputs).parts
    #expect(found.map(\.attribute) == parts.map(\.0))
    #expect(found.map(\.legacyName) == parts.map(\.1))
  }

  @Test("Stacked cells are numbered by class, and each reads what the one below gives")
  func stacked() throws {
    let definition = try #require(LayerCatalog.definition(named: "StackedRNNCells"))
    let cell: SettingValue = ["class_name": "LSTMCell", "config": ["units": 4]]
    let settings: Settings = ["cells": [cell, cell, ["class_name": "GRUCell", "config": ["units": 5]]]]
    let parts = try definition.variables(settings, inputs: [[nil, 3]]).parts
    #expect(parts.map(\.attribute) == ["cells/lstm_cell", "cells/lstm_cell_1", "cells/gru_cell"])
    #expect(parts.map { $0.variables.own[0].shape } == [[3, 16], [4, 16], [4, 15]])
  }

  @Test("Keras 2's attributes of attention have an underscore")
  func keras2() throws {
    let definition = try #require(LayerCatalog.definition(named: "MultiHeadAttention"))
    #expect(
      definition.partNames.map(\.keras2Attribute) == [
        "_query_dense", "_key_dense", "_gate_dense", "_value_dense", "_output_dense",
      ])
  }

  @Test("A whole model in a wrapper is left to the graph")
  func wrappedModel() throws {
    let definition = try #require(LayerCatalog.definition(named: "TimeDistributed"))
    let settings: Settings = ["layer": ["class_name": "Functional", "config": [:]]]
    #expect(throws: PredictionFailure.self) {
      try definition.variables(settings, inputs: [[nil, 7, 8, 8, 3]])
    }
    #expect(try definition.wrappedInputs([[nil, 7, 8, 8, 3]]) == [[nil, 8, 8, 3]])
    #expect(definition.outputs(wrapping: [[nil, 10]], inputs: [[nil, 7, 8, 8, 3]]) == [[nil, 7, 10]])
  }
}
