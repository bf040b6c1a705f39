// Attributes of objects as rows: values of fixed length at once, of variable length after everything else.
#ifndef WEIGHTSCOPE_ATTRIBUTES_H
#define WEIGHTSCOPE_ATTRIBUTES_H

#include "HDF5Library.h"
#include "RowWriter.h"

// An attribute whose value is read after all objects have been told.
struct deferred_attribute {
  haddr_t object;
  char *name;
};

struct deferred_attributes {
  struct deferred_attribute *list;
  size_t count;
  size_t capacity;
};

struct attribute_context {
  struct row_writer *writer;
  struct deferred_attributes *deferred;
  // address of the object whose attributes are told
  haddr_t object;
  // bytes that a value may have
  uint64_t most_bytes;
};

// Tells the attributes of an open object.
void tell_attributes(hid_t object, struct attribute_context *context);

// Reads the values that were put off. Variable-length values lie in global heaps, whose reading is what
// crashes libhdf5 on damaged files: by now everything else has been sent.
void tell_deferred_attributes(hid_t file, struct attribute_context *context);

#endif
