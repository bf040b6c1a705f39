// `import Weightscope` alone is to be enough: the report's types come with it, under their own names.
@_exported import struct Checks.DifferenceSummary
@_exported import enum Checks.DifferenceStatus
@_exported import struct Checks.LayerDifference
@_exported import struct Checks.ModelDifference
@_exported import struct Checks.StatisticsOptions
@_exported import struct Checks.VariableDifference
@_exported import enum Containers.ContainerError
@_exported import struct Containers.HDF5Worker
@_exported import struct Containers.Limits
@_exported import struct Containers.Note
@_exported import struct KerasModels.Kind
@_exported import struct KerasModels.LayerOrder
@_exported import struct LayerCatalog.Settings
@_exported import enum LayerCatalog.SettingValue
@_exported import struct LayerCatalog.TensorShape
@_exported import struct LayerCatalog.VariableRole
@_exported import Reports
@_exported import struct AnalyticModel.Explanation
@_exported import struct AnalyticModel.InvertedBottleneckSpecification
@_exported import enum LayerCatalog.PredictionFailure
@_exported import struct AnalyticModel.ClaimedCount
@_exported import protocol AnalyticModel.ExplanationTopic
@_exported import enum AnalyticModel.ExplanationTopics
@_exported import struct AnalyticModel.ResidualBottleneckSpecification
@_exported import enum AnalyticModel.TopicError
@_exported import struct AnalyticModel.TopicOption
@_exported import struct LayerCatalog.LayerArgument
