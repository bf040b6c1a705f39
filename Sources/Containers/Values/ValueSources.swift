extension ContainerContents {
  /// The values of datasets as ranges of bytes, one for each: in place where they lie in one piece, else decoded into
  /// memory that has no name.
  ///
  /// - Parameter limits: `inflatedBytes` bounds what is decoded into memory.
  public func valueSources(
    of datasets: [StoredValues], limits: Limits
  ) -> [Result<ByteSource, ValueFailure>] {
    var accesses = ValueAccesses(self)
    var results = datasets.map { values -> Result<ByteSource, ValueFailure>? in
      do throws(ValueFailure) {
        switch try accesses.access(to: values) {
        case .none: return .success(ByteSource(file: OpenFile(descriptor: -1), length: 0))
        case .direct(let source): return .success(source)
        case .decoded: return nil
        }
      } catch {
        return .failure(error)
      }
    }
    var left = limits.inflatedBytes
    for file in sources.indices {
      var indices: [Int] = []
      for index in datasets.indices where results[index] == nil && datasets[index].file == file {
        let bytes = datasets[index].bytes ?? .max
        if bytes <= left {
          left -= bytes
          indices.append(index)
        } else {
          results[index] = .failure(
            ValueFailure("its values do not fit into memory (--max-inflated-bytes raises the limit)"))
        }
      }
      decode(indices, of: datasets, file: file, limits: limits, into: &results)
    }
    return results.map { $0 ?? .failure(ValueFailure("its file is not open")) }
  }

  private func decode(
    _ indices: [Int], of datasets: [StoredValues], file: Int, limits: Limits,
    into results: inout [Result<ByteSource, ValueFailure>?]
  ) {
    guard !indices.isEmpty else { return }
    let memory: MemoryFile
    do throws(ContainerError) {
      memory = try MemoryFile()
    } catch {
      for index in indices { results[index] = .failure(ValueFailure(error.reason)) }
      return
    }
    var start: UInt64 = 0
    var end: UInt64 = 0
    var failure: ValueFailure?
    ValueDecoder.decode(indices.map { datasets[$0] }, from: sources[file], limits: limits) { event in
      switch event {
      case .values(_, let bytes):
        bytes.withUnsafeBufferPointer { bytes in
          do throws(ContainerError) { try memory.append(bytes) } catch {
            failure = ValueFailure(error.reason)
          }
        }
        end += UInt64(bytes.count)
      case .end(let dataset):
        results[indices[dataset]] =
          failure.map { .failure($0) }
          ?? .success(ByteSource(file: memory.file, base: start, length: end - start))
        start = end
      case .failure(let dataset, let reason):
        results[indices[dataset]] = .failure(reason)
        start = end
      }
    }
  }
}
