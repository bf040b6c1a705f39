#include "Objects/Attributes.h"

#include <stdlib.h>
#include <unistd.h>

#include "Objects/AttributeExtent.h"
#include "Objects/Datatype.h"

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

// Appends the values in the file's own form: given the type of the file, libhdf5 copies and converts nothing.
static bool row_values(
    struct attribute_context *context, hid_t attribute, hid_t type, uint64_t count,
    struct library_failure *failure) {
  uint64_t bytes;
  if (__builtin_mul_overflow(count, (uint64_t)H5Tget_size(type), &bytes)
      || bytes > context->limits->attribute_bytes) {
    return own_failure(failure, "read an attribute", "it is too large");
  }
  void *values = malloc((size_t)bytes);
  if (!values) _exit(worker_exit_out_of_memory);
  bool done = H5Aread(attribute, type, values) >= 0 || keep_failure(failure, "read an attribute");
  if (done) row_bytes(context->writer, values, (size_t)bytes);
  free(values);
  return done;
}

// Appends the fields of the attribute's row, whose kind of type turns out on the way.
static bool row_attribute(
    struct attribute_context *context, const char *name, hid_t attribute, enum weightscope_type *kind,
    struct attribute_extent *extent, struct library_failure *failure) {
  if (!read_attribute_extent(attribute, extent, failure)) return false;
  hid_t type = H5Aget_type(attribute);
  if (type < 0) return keep_failure(failure, "read the type of an attribute");
  row_text(context->writer, name);
  bool done = row_type(context->writer, type, kind, failure);
  if (done) {
    row_number(context->writer, extent->rank);
    row_number(context->writer, extent->count);
    if (is_read_as_bytes(*kind) && extent->count > 0) {
      done = row_values(context, attribute, type, extent->count, failure);
    } else {
      row_bytes(context->writer, NULL, 0);
    }
  }
  H5Tclose(type);
  return done;
}

static void tell_failed_attribute(
    struct attribute_context *context, const char *name, const struct library_failure *failure) {
  row_begin(context->writer, weightscope_row_attribute_failed);
  row_text(context->writer, name);
  row_failure(context->writer, failure);
  row_end(context->writer);
}

static herr_t visit_attribute(hid_t object, const char *name, const H5A_info_t *info, void *opaque) {
  (void)info;
  struct attribute_context *context = opaque;
  struct library_failure failure;
  hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
  if (attribute < 0) {
    keep_failure(&failure, "open an attribute");
    tell_failed_attribute(context, name, &failure);
    return 0;
  }
  enum weightscope_type kind;
  struct attribute_extent extent;
  row_begin(context->writer, weightscope_row_attribute);
  if (!row_attribute(context, name, attribute, &kind, &extent, &failure)) {
    row_cancel(context->writer);
    tell_failed_attribute(context, name, &failure);
  } else if (kind == weightscope_type_variable_string && extent.count > 0) {
    row_cancel(context->writer);
    row_begin(context->writer, weightscope_row_attribute_deferred);
    row_text(context->writer, name);
    row_end(context->writer);
    defer_attribute(context->deferred, context->address, name);
  } else {
    row_end(context->writer);
  }
  H5Aclose(attribute);
  return 0;
}

void tell_attributes(hid_t object, struct attribute_context *context) {
  hsize_t position = 0;
  if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, &position, visit_attribute, context) >= 0) return;
  struct library_failure failure;
  keep_failure(&failure, "list the attributes");
  row_begin(context->writer, weightscope_row_object_failed);
  row_number(context->writer, context->object);
  row_failure(context->writer, &failure);
  row_end(context->writer);
}
