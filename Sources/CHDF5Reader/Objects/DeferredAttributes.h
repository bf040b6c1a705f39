// Attributes of variable length: put off until all objects have been told.
//
// Their values lie in global heaps, whose reading is what crashes libhdf5 on damaged files. By then everything
// else has been sent.
#ifndef WEIGHTSCOPE_DEFERREDATTRIBUTES_H
#define WEIGHTSCOPE_DEFERREDATTRIBUTES_H

#include "HDF5Library.h"
#include "Rows/RowWriter.h"

struct deferred_attribute {
  haddr_t object;
  char *name;
};

struct deferred_attributes {
  struct deferred_attribute *list;
  size_t count;
  size_t capacity;
  // how many of them have been told, from the first on
  size_t told;
};

// Puts off an attribute of the object at an address.
void defer_attribute(struct deferred_attributes *deferred, haddr_t object, const char *name);

// Reads the values that were not told yet and tells them.
void tell_deferred_attributes(
    struct deferred_attributes *deferred, hid_t file, const struct weightscope_limits *limits,
    struct row_writer *writer);

void forget_deferred_attributes(struct deferred_attributes *deferred);

#endif
