#include "Objects/DeferredAttributes.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "Objects/AttributeExtent.h"
#include "Faults.h"

void defer_attribute(struct deferred_attributes *deferred, haddr_t object, const char *name) {
  if (deferred->count == deferred->capacity) {
    size_t capacity = deferred->capacity ? deferred->capacity * 2 : 64;
    struct deferred_attribute *list = realloc(deferred->list, capacity * sizeof *list);
    if (!list) _exit(worker_exit_out_of_memory);
    deferred->list = list;
    deferred->capacity = capacity;
  }
  char *copy = strdup(name);
  if (!copy) _exit(worker_exit_out_of_memory);
  deferred->list[deferred->count++] = (struct deferred_attribute){object, copy};
}

static bool row_strings(
    struct row_writer *writer, hid_t attribute, hid_t type, const struct attribute_extent *extent,
    struct library_failure *failure) {
  char **strings = calloc((size_t)extent->count, sizeof *strings);
  if (!strings) _exit(worker_exit_out_of_memory);
  bool done = H5Aread(attribute, type, strings) >= 0 || keep_failure(failure, "read an attribute");
  row_number(writer, extent->rank);
  row_number(writer, extent->count);
  for (uint64_t i = 0; i < extent->count; i++) {
    if (done) row_text(writer, strings[i]);
    H5free_memory(strings[i]);
  }
  free(strings);
  return done;
}

static bool row_value(
    struct row_writer *writer, hid_t attribute, const struct weightscope_limits *limits,
    struct library_failure *failure) {
  struct attribute_extent extent;
  if (!read_attribute_extent(attribute, &extent, failure)) return false;
  if (extent.count > limits->attribute_bytes / sizeof(char *)) {
    return own_failure(failure, "read an attribute", "it is too large");
  }
  hid_t type = H5Aget_type(attribute);
  if (type < 0) return keep_failure(failure, "read the type of an attribute");
  bool done = row_strings(writer, attribute, type, &extent, failure);
  H5Tclose(type);
  return done;
}

static bool row_value_of(
    struct row_writer *writer, const struct deferred_attribute *deferred, hid_t file,
    const struct weightscope_limits *limits, struct library_failure *failure) {
  hid_t object = H5Oopen_by_addr(file, deferred->object);
  if (object < 0) return keep_failure(failure, "open an object again");
  bool done = false;
  hid_t attribute = H5Aopen(object, deferred->name, H5P_DEFAULT);
  if (attribute < 0) {
    keep_failure(failure, "open an attribute again");
  } else {
    done = row_value(writer, attribute, limits, failure);
    H5Aclose(attribute);
  }
  H5Oclose(object);
  return done;
}

void tell_deferred_attributes(
    struct deferred_attributes *deferred, hid_t file, const struct weightscope_limits *limits,
    struct row_writer *writer) {
  for (; deferred->told < deferred->count; deferred->told++) {
    const size_t number = deferred->told;
    row_begin(writer, weightscope_row_reading);
    row_number(writer, number);
    row_end(writer);
    fault_at_value(limits, writer, number);
    struct library_failure failure;
    row_begin(writer, weightscope_row_strings);
    row_number(writer, number);
    if (!row_value_of(writer, &deferred->list[number], file, limits, &failure)) {
      row_cancel(writer);
      row_begin(writer, weightscope_row_strings_failed);
      row_number(writer, number);
      row_failure(writer, &failure);
    }
    row_end(writer);
  }
}

void forget_deferred_attributes(struct deferred_attributes *deferred) {
  for (size_t number = 0; number < deferred->count; number++) {
    free(deferred->list[number].name);
  }
  free(deferred->list);
  *deferred = (struct deferred_attributes){0};
}
