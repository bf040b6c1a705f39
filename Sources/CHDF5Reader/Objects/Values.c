#include "Objects/Values.h"

#include "Faults.h"
#include "LibraryFailure.h"

// A dataset that is being read: boxes of a few steps along one axis, each whole along all axes behind it and one
// step deep along those before it, so that the values of box after box are the values in row-major order.
struct reading {
  hid_t dataset;
  hid_t type;
  hid_t space;
  int rank;
  hsize_t extents[H5S_MAX_RANK];
  hsize_t start[H5S_MAX_RANK];
  hsize_t count[H5S_MAX_RANK];
  // the axis that is cut; -1 where everything fits one box
  int axis;
  // steps of a box along it
  hsize_t steps;
  // bytes of one step along it
  size_t step_bytes;
};

// Values that are numbers, or bytes without a meaning: anything else may be pointers in memory.
static bool is_plain_class(hid_t type) {
  switch (H5Tget_class(type)) {
    case H5T_INTEGER:
    case H5T_FLOAT:
    case H5T_ENUM:
    case H5T_OPAQUE: return true;
    default: return false;
  }
}

// Asking a virtual dataset for its extent would make libhdf5 look into other files.
static bool is_in_this_file(hid_t dataset) {
  hid_t properties = H5Dget_create_plist(dataset);
  if (properties < 0) return false;
  bool inside = H5Pget_layout(properties) != H5D_VIRTUAL && H5Pget_external_count(properties) == 0;
  H5Pclose(properties);
  return inside;
}

static bool prepare(struct reading *reading, uint64_t block_bytes, struct library_failure *failure) {
  if (!is_in_this_file(reading->dataset)) {
    return own_failure(failure, "read the values of a dataset", "its values lie in other files");
  }
  reading->type = H5Dget_type(reading->dataset);
  reading->space = H5Dget_space(reading->dataset);
  if (reading->type < 0 || reading->space < 0) return keep_failure(failure, "open a dataset");
  const size_t size = H5Tget_size(reading->type);
  if (!is_plain_class(reading->type) || size == 0 || size > block_bytes) {
    return own_failure(failure, "read the values of a dataset", "its values are no numbers");
  }
  reading->rank = H5Sget_simple_extent_dims(reading->space, reading->extents, NULL);
  if (reading->rank < 0) return keep_failure(failure, "read the shape of a dataset");
  reading->step_bytes = size;
  reading->axis = reading->rank - 1;
  while (reading->axis >= 0 && reading->extents[reading->axis] <= block_bytes / reading->step_bytes) {
    reading->step_bytes *= (size_t)reading->extents[reading->axis];
    // No values at all.
    if (reading->step_bytes == 0) return true;
    reading->axis -= 1;
  }
  reading->steps = reading->axis < 0 ? 1 : block_bytes / reading->step_bytes;
  for (int i = 0; i < reading->rank; i++) {
    reading->start[i] = 0;
    reading->count[i] = i < reading->axis ? 1 : reading->extents[i];
  }
  return true;
}

// Selects the box at `start`. Returns its bytes, 0 where libhdf5 fails.
static size_t select_box(struct reading *reading) {
  if (reading->axis < 0) return reading->step_bytes;
  const hsize_t rest = reading->extents[reading->axis] - reading->start[reading->axis];
  const hsize_t steps = rest < reading->steps ? rest : reading->steps;
  reading->count[reading->axis] = steps;
  if (H5Sselect_hyperslab(reading->space, H5S_SELECT_SET, reading->start, NULL, reading->count, NULL) < 0) return 0;
  return (size_t)steps * reading->step_bytes;
}

// Moves on to the next box. Returns false behind the last.
static bool advance(struct reading *reading) {
  int axis = reading->axis;
  if (axis < 0) return false;
  reading->start[axis] += reading->steps;
  while (reading->start[axis] >= reading->extents[axis]) {
    if (axis == 0) return false;
    reading->start[axis] = 0;
    axis -= 1;
    reading->start[axis] += 1;
  }
  return true;
}

static bool tell_box(
    struct reading *reading, uint64_t number, size_t bytes, struct row_writer *writer,
    struct library_failure *failure) {
  // In memory the box has the shape that it has in the file: libhdf5 1.10 goes from value to value where they differ.
  hid_t memory = reading->rank > 0 ? H5Screate_simple(reading->rank, reading->count, NULL) : H5Screate(H5S_SCALAR);
  if (memory < 0) return keep_failure(failure, "read the values of a dataset");
  row_begin(writer, weightscope_row_values);
  row_number(writer, number);
  // In the type of the file: conversions of libhdf5 are slow, and none of it is to be trusted with them.
  bool done = H5Dread(
      reading->dataset, reading->type, memory, reading->axis < 0 ? H5S_ALL : reading->space, H5P_DEFAULT,
      row_room(writer, bytes)) >= 0 || keep_failure(failure, "read the values of a dataset");
  H5Sclose(memory);
  if (done) {
    row_end(writer);
  } else {
    row_cancel(writer);
  }
  return done;
}

static bool tell_dataset_values(
    struct reading *reading, uint64_t number, uint64_t block_bytes, struct row_writer *writer,
    struct library_failure *failure) {
  uint64_t total = 0;
  if (!prepare(reading, block_bytes, failure)) return false;
  if (reading->step_bytes > 0) {
    do {
      size_t bytes = select_box(reading);
      if (bytes == 0) return keep_failure(failure, "read the values of a dataset");
      if (!tell_box(reading, number, bytes, writer, failure)) return false;
      total += bytes;
    } while (advance(reading));
  }
  row_begin(writer, weightscope_row_values_end);
  row_number(writer, number);
  row_number(writer, total);
  row_end(writer);
  return true;
}

void tell_values(
    hid_t file, const struct weightscope_values *values, const struct weightscope_limits *limits,
    struct row_writer *writer) {
  (void)limits;
  for (uint64_t number = 0; number < values->count; number++) {
    fault_at_object(limits, writer, file, number);
    struct library_failure failure;
    struct reading reading = {.dataset = -1, .type = -1, .space = -1};
    reading.dataset = H5Oopen_by_addr(file, values->datasets[number]);
    bool done = reading.dataset >= 0 && H5Iget_type(reading.dataset) == H5I_DATASET;
    if (done) {
      done = tell_dataset_values(&reading, number, values->block_bytes, writer, &failure);
    } else {
      keep_failure(&failure, "open a dataset");
    }
    if (!done) {
      row_begin(writer, weightscope_row_values_failed);
      row_number(writer, number);
      row_failure(writer, &failure);
      row_end(writer);
    }
    if (reading.type >= 0) H5Tclose(reading.type);
    if (reading.space >= 0) H5Sclose(reading.space);
    if (reading.dataset >= 0) H5Oclose(reading.dataset);
  }
}
