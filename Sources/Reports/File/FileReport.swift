import Containers
import KerasModels

/// Everything that is known about one file.
public struct FileReport: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable {
    case ok
    /// Read, with parts left out; `notes` say which.
    case partial
  }

  /// As given on the command line or by the caller.
  public var path: String
  public var status: Status
  /// Limits that were met, facts that the file does not hold.
  public var notes: [Note]
  /// Size on disk: all shards, all members of a folder.
  public var bytes: Int
  public var container: ContainerReport
  public var order: LayerOrder
  /// What the stored slots prove about the last compile; `nil` where there are none.
  public var optimizer: OptimizerState?
  public var model: ModelReport
  public var architecture: ArchitectureReport?
  public var totals: TotalsReport
  /// True order, depth first. Variables that the model itself owns form a layer placed first.
  public var layers: [LayerReport]
  public var blocks: [BlockReport]
  public var ledger: LedgerReport?
  public var verdict: FileVerdict?
  public var findings: [FindingReport]
  public var coverage: CoverageReport?

  public init(
    path: String, status: Status = .ok, notes: [Note] = [], bytes: Int, container: ContainerReport,
    order: LayerOrder, optimizer: OptimizerState? = nil, model: ModelReport,
    architecture: ArchitectureReport? = nil, totals: TotalsReport, layers: [LayerReport] = [],
    blocks: [BlockReport] = [], ledger: LedgerReport? = nil, verdict: FileVerdict? = nil,
    findings: [FindingReport] = [], coverage: CoverageReport? = nil
  ) {
    self.path = path
    self.status = status
    self.notes = notes
    self.bytes = bytes
    self.container = container
    self.order = order
    self.optimizer = optimizer
    self.model = model
    self.architecture = architecture
    self.totals = totals
    self.layers = layers
    self.blocks = blocks
    self.ledger = ledger
    self.verdict = verdict
    self.findings = findings
    self.coverage = coverage
  }
}
