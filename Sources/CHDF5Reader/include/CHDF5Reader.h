// Reads the structure of an HDF5 file, or values in it, in a locked-down child process and sends rows over a socket.
//
// Nothing of libhdf5 appears here, so that who imports this header needs neither its headers nor its types.
#ifndef WEIGHTSCOPE_CHDF5READER_H
#define WEIGHTSCOPE_CHDF5READER_H

#include <stdint.h>
#include <sys/types.h>

// A row is: one byte for its tag, four bytes for the length of what follows (little-endian), and its fields.
// A field is a number (unsigned LEB128) or bytes (a number for their length, then the bytes).
//
// Objects (groups and datasets) and deferred attributes are numbered from 0 in the order of their rows;
// rows of attributes belong to the object that was started last. Three groups of fields recur:
//   LINK     name bytes, creation order number (0: not tracked, else order + 1)
//   TYPE     see enum weightscope_type
//   FAILURE  operation bytes, first (outermost) reason bytes, last (innermost) reason bytes
enum weightscope_row {
  // code bytes, message bytes
  weightscope_row_note = 1,
  // LINK, address number, old-style number (1: symbol table, 0: link messages)
  weightscope_row_group = 2,
  // no field; the group that was started last and is not ended
  weightscope_row_group_end = 3,
  // LINK, address number, rank number, extents numbers (no dataspace: rank 1 with extent 0),
  // TYPE, LAYOUT (see enum weightscope_layout), stored bytes number
  weightscope_row_dataset = 4,
  // name bytes, TYPE, rank number (0: a single value), number of elements number,
  // values bytes (as in the file; empty where not read)
  weightscope_row_attribute = 5,
  // name bytes; the value follows later in a row of strings
  weightscope_row_attribute_deferred = 6,
  // name bytes, FAILURE
  weightscope_row_attribute_failed = 7,
  // LINK, path bytes
  weightscope_row_soft_link = 8,
  // LINK, file bytes, path bytes
  weightscope_row_external_link = 9,
  // LINK, what bytes
  weightscope_row_other_link = 10,
  // LINK, number of the object number
  weightscope_row_repeated_link = 11,
  // LINK, FAILURE
  weightscope_row_failed_link = 12,
  // number of the object number, FAILURE; some of its attributes or links are missing
  weightscope_row_object_failed = 13,
  // which number (see enum weightscope_limit); no more objects are told
  weightscope_row_limit_met = 14,
  // no field; every object has been told, only values of deferred attributes follow (those of the root group may
  // have come before)
  weightscope_row_structure_end = 15,
  // number of the deferred attribute whose value is about to be touched
  weightscope_row_reading = 16,
  // number of the deferred attribute, rank number (0: a single string), number of strings number, strings bytes
  weightscope_row_strings = 17,
  // number of the deferred attribute, FAILURE
  weightscope_row_strings_failed = 18,
  // FAILURE; libhdf5 does not take this file, nothing but the end follows
  weightscope_row_refused = 19,
  // number of rows before this one, bytes of these rows, number of HDF5 objects still open (1: the file)
  weightscope_row_end = 20,
  // Only where values were asked for, dataset after dataset in the order of the request:
  // number of the dataset, bytes of its values as stored, in row-major order
  weightscope_row_values = 21,
  // number of the dataset, bytes of all its values; they have been told
  weightscope_row_values_end = 22,
  // number of the dataset, FAILURE; what was told of its values does not count
  weightscope_row_values_failed = 23,
};

// TYPE: one of these numbers, the size of a value in bytes, 1 for big-endian else 0, and the fields named.
enum weightscope_type {
  weightscope_type_signed = 0,
  weightscope_type_unsigned = 1,
  // exponent bits number, mantissa bits number
  weightscope_type_float = 2,
  // 1 for a signed base type, else 0
  weightscope_type_enumeration = 3,
  weightscope_type_opaque = 4,
  // padding number (see enum weightscope_padding)
  weightscope_type_fixed_string = 5,
  weightscope_type_variable_string = 6,
  // what bytes
  weightscope_type_other = 7,
};

enum weightscope_padding {
  weightscope_padding_terminated = 0,
  weightscope_padding_zeros = 1,
  weightscope_padding_spaces = 2,
};

// LAYOUT: one of these numbers and the fields named.
enum weightscope_layout {
  // offset in the file + 1, or 0 where nothing was written
  weightscope_layout_contiguous = 0,
  weightscope_layout_compact = 1,
  // rank number, extents of a chunk numbers, number of filters, then for each:
  // identifier number, number of parameters, parameters numbers
  weightscope_layout_chunked = 2,
  weightscope_layout_external = 3,
  weightscope_layout_virtual = 4,
  weightscope_layout_unknown = 5,
};

enum weightscope_limit {
  weightscope_limit_objects = 0,
};

// What a test asks the child to do wrong, at the object or deferred attribute of a number.
enum weightscope_fault_kind {
  weightscope_fault_none = 0,
  weightscope_fault_silence,
  weightscope_fault_crash_at_object,
  weightscope_fault_abort_at_object,
  weightscope_fault_hang_at_object,
  weightscope_fault_exit_at_object,
  weightscope_fault_garbage_at_object,
  weightscope_fault_leave_open,
  weightscope_fault_crash_at_value,
  weightscope_fault_hang_at_value,
  weightscope_fault_lie_at_end,
  // What is forbidden after the lock-down; a note with the code "attempt" tells how it went.
  weightscope_fault_open,
  weightscope_fault_socket,
  weightscope_fault_execute,
  weightscope_fault_executable_memory,
  weightscope_fault_fork,
  weightscope_fault_kill_parent,
  weightscope_fault_memory,
};

struct weightscope_fault {
  enum weightscope_fault_kind kind;
  uint64_t at;
};

// Whether this build does what a fault asks for: debug builds do.
int weightscope_hdf5_has_faults(void);

// Whether this build confines the child as far as the system allows. Builds with a sanitizer do not: sanitizers make
// system calls and take address space of their own.
int weightscope_hdf5_is_confined(void);

struct weightscope_limits {
  // groups and datasets
  uint64_t objects;
  // nesting of groups
  uint32_t depth;
  // processor time of the child; it has one more to end
  uint32_t cpu_seconds;
  // address space in bytes, on top of what the child inherits
  uint64_t memory;
  // value of one attribute in bytes
  uint64_t attribute_bytes;
  // 1: deferred attributes of the root group are read before anything below it, so that the parent can go on with
  // them; 0: every object is told before such a value, behind which libhdf5 may die, is touched
  uint32_t root_values_first;
  struct weightscope_fault fault;
};

struct weightscope_worker {
  pid_t process;
  // where to send the request and read the rows; closed on exec
  int channel;
};

// Datasets whose values are to be read, and what that may take.
struct weightscope_values {
  // addresses of their object headers, relative to the file's base address
  const uint64_t *datasets;
  uint64_t count;
  // most bytes of values in one row
  uint64_t block_bytes;
  // decoded chunks of one dataset that are kept, so that none is decoded twice
  uint64_t chunk_cache_bytes;
  uint64_t chunk_cache_slots;
};

// Starts a child process that sets libhdf5 up and waits for its one request; closing the channel ends it. It will tell
// the structure of the file, or with `values` the values of these datasets and nothing else; it takes a copy of them.
// Returns 0, or the errno of what could not be had; then there is no child and no channel.
// The caller closes the channel and waits for the process.
int weightscope_hdf5_start(const struct weightscope_values *values, struct weightscope_worker *worker);

// Starts several such children that will tell the structure of a file, 64 at most. On Linux libhdf5 is set up once and the
// process then copied, which costs less than a start of its own for each.
// Returns how many there are, from the front of workers on; where it is fewer than asked for, the system gave no more.
unsigned weightscope_hdf5_start_group(struct weightscope_worker *workers, unsigned count);

// Moves a child to another processor than the caller's, if there is one; for callers with nothing else to do in
// parallel. Left to itself, Linux may let it wait on the processor of its parent until that one has nothing to do,
// although another is idle: then the two take turns.
void weightscope_hdf5_push_aside(const struct weightscope_worker *worker);

// Asks a child that was not asked yet to read the HDF5 file in a range of an open file. The rows come until the
// child ends. Returns 0, or the errno of what went wrong.
int weightscope_hdf5_request(
    const struct weightscope_worker *worker, int file, uint64_t base, uint64_t length,
    const struct weightscope_limits *limits);

#endif
