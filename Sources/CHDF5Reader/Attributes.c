#include "Attributes.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "Datatype.h"

// The number of elements, or false where the extents do not multiply to a number.
static bool count_elements(hid_t space, uint64_t *count) {
  H5S_class_t class = H5Sget_simple_extent_type(space);
  if (class == H5S_NULL) {
    *count = 0;
    return true;
  }
  hsize_t extents[H5S_MAX_RANK];
  int rank = H5Sget_simple_extent_dims(space, extents, NULL);
  if (rank < 0) return false;
  *count = 1;
  for (int i = 0; i < rank; i++) {
    if (__builtin_mul_overflow(*count, extents[i], count)) return false;
  }
  return true;
}

static bool defer(struct deferred_attributes *deferred, haddr_t object, const char *name) {
  if (deferred->count == deferred->capacity) {
    size_t capacity = deferred->capacity ? deferred->capacity * 2 : 64;
    struct deferred_attribute *list = realloc(deferred->list, capacity * sizeof *list);
    if (!list) return false;
    deferred->list = list;
    deferred->capacity = capacity;
  }
  char *copy = strdup(name);
  if (!copy) return false;
  deferred->list[deferred->count++] = (struct deferred_attribute){object, copy};
  return true;
}

// Whether the bytes of a value are the value: no references, no heap behind them.
static bool is_read_as_bytes(enum weightscope_type kind) {
  switch (kind) {
    case weightscope_type_signed:
    case weightscope_type_unsigned:
    case weightscope_type_float:
    case weightscope_type_enumeration:
    case weightscope_type_fixed_string: return true;
    default: return false;
  }
}

// Appends the values in the file's own form: the type of the file as that of memory makes libhdf5 copy.
static bool row_values(
    struct attribute_context *context, hid_t attribute, hid_t type, enum weightscope_type kind, uint64_t count,
    struct library_failure *failure) {
  row_number(context->writer, count);
  uint64_t bytes = 0;
  if (!is_read_as_bytes(kind) || count == 0) {
    row_bytes(context->writer, NULL, 0);
    return true;
  }
  if (__builtin_mul_overflow(count, (uint64_t)H5Tget_size(type), &bytes) || bytes > context->most_bytes) {
    *failure = (struct library_failure){"read an attribute", "it is too large", "it is too large"};
    return false;
  }
  void *values = malloc((size_t)bytes);
  if (!values) _exit(worker_exit_out_of_memory);
  bool done = H5Aread(attribute, type, values) >= 0;
  if (done) {
    row_bytes(context->writer, values, (size_t)bytes);
  } else {
    keep_failure(failure, "read an attribute");
  }
  free(values);
  return done;
}

static bool tell_opened(
    struct attribute_context *context, const char *name, hid_t attribute, hid_t space, hid_t type,
    struct library_failure *failure) {
  uint64_t count = 0;
  if (!count_elements(space, &count)) return keep_failure(failure, "read the shape of an attribute");
  row_begin(context->writer, weightscope_row_attribute);
  row_text(context->writer, name);
  enum weightscope_type kind;
  if (!row_type(context->writer, type, &kind, failure)) return false;
  if (kind == weightscope_type_variable_string && count > 0) {
    row_cancel(context->writer);
    if (!defer(context->deferred, context->object, name)) _exit(worker_exit_out_of_memory);
    row_begin(context->writer, weightscope_row_attribute_deferred);
    row_text(context->writer, name);
  } else if (!row_values(context, attribute, type, kind, count, failure)) {
    return false;
  }
  row_end(context->writer);
  return true;
}

static void tell_attribute(struct attribute_context *context, const char *name, hid_t attribute) {
  struct library_failure failure;
  bool done = false;
  hid_t space = H5Aget_space(attribute);
  if (space < 0) {
    keep_failure(&failure, "read the shape of an attribute");
  } else {
    hid_t type = H5Aget_type(attribute);
    if (type < 0) {
      keep_failure(&failure, "read the type of an attribute");
    } else {
      done = tell_opened(context, name, attribute, space, type, &failure);
      H5Tclose(type);
    }
    H5Sclose(space);
  }
  if (done) return;
  row_cancel(context->writer);
  row_begin(context->writer, weightscope_row_attribute_failed);
  row_text(context->writer, name);
  row_failure(context->writer, &failure);
  row_end(context->writer);
}

static herr_t visit_attribute(hid_t object, const char *name, const H5A_info_t *info, void *opaque) {
  (void)info;
  struct attribute_context *context = opaque;
  hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
  if (attribute >= 0) {
    tell_attribute(context, name, attribute);
    H5Aclose(attribute);
  } else {
    struct library_failure failure;
    keep_failure(&failure, "open an attribute");
    row_begin(context->writer, weightscope_row_attribute_failed);
    row_text(context->writer, name);
    row_failure(context->writer, &failure);
    row_end(context->writer);
  }
  return 0;
}

void tell_attributes(hid_t object, struct attribute_context *context) {
  hsize_t position = 0;
  if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, &position, visit_attribute, context) >= 0) return;
  struct library_failure failure;
  keep_failure(&failure, "list the attributes");
  row_begin(context->writer, weightscope_row_object_failed);
  row_failure(context->writer, &failure);
  row_end(context->writer);
}

static bool row_strings(
    struct attribute_context *context, hid_t attribute, hid_t space, hid_t type, struct library_failure *failure) {
  uint64_t count = 0;
  if (!count_elements(space, &count)) return keep_failure(failure, "read the shape of an attribute");
  if (count > context->most_bytes / sizeof(char *)) {
    *failure = (struct library_failure){"read an attribute", "it is too large", "it is too large"};
    return false;
  }
  char **strings = calloc((size_t)count, sizeof *strings);
  if (!strings) _exit(worker_exit_out_of_memory);
  bool done = H5Aread(attribute, type, strings) >= 0;
  if (!done) keep_failure(failure, "read an attribute");
  row_number(context->writer, count);
  for (uint64_t i = 0; i < count; i++) {
    if (done) row_text(context->writer, strings[i]);
    H5free_memory(strings[i]);
  }
  free(strings);
  return done;
}

static bool tell_strings(
    struct attribute_context *context, hid_t object, const char *name, struct library_failure *failure) {
  bool done = false;
  hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
  if (attribute < 0) return keep_failure(failure, "open an attribute");
  hid_t space = H5Aget_space(attribute);
  hid_t type = space < 0 ? -1 : H5Aget_type(attribute);
  if (type < 0) {
    keep_failure(failure, "read the type of an attribute");
  } else {
    done = row_strings(context, attribute, space, type, failure);
    H5Tclose(type);
  }
  if (space >= 0) H5Sclose(space);
  H5Aclose(attribute);
  return done;
}

static void tell_deferred(struct attribute_context *context, hid_t file, size_t number) {
  const struct deferred_attribute *deferred = &context->deferred->list[number];
  row_begin(context->writer, weightscope_row_reading);
  row_number(context->writer, number);
  row_end(context->writer);
  row_flush(context->writer);

  struct library_failure failure;
  row_begin(context->writer, weightscope_row_strings);
  row_number(context->writer, number);
  bool done = false;
  hid_t object = H5Oopen_by_addr(file, deferred->object);
  if (object < 0) {
    keep_failure(&failure, "open an object again");
  } else {
    done = tell_strings(context, object, deferred->name, &failure);
    H5Oclose(object);
  }
  if (!done) {
    row_cancel(context->writer);
    row_begin(context->writer, weightscope_row_strings_failed);
    row_number(context->writer, number);
    row_failure(context->writer, &failure);
  }
  row_end(context->writer);
}

void tell_deferred_attributes(hid_t file, struct attribute_context *context) {
  for (size_t number = 0; number < context->deferred->count; number++) {
    tell_deferred(context, file, number);
    free(context->deferred->list[number].name);
  }
  free(context->deferred->list);
  *context->deferred = (struct deferred_attributes){0};
}
