// Attributes of objects as rows: values of fixed length at once, of variable length later.
#ifndef WEIGHTSCOPE_ATTRIBUTES_H
#define WEIGHTSCOPE_ATTRIBUTES_H

#include "Objects/DeferredAttributes.h"

struct attribute_context {
  struct row_writer *writer;
  const struct weightscope_limits *limits;
  struct deferred_attributes *deferred;
  // the object whose attributes are told
  haddr_t address;
  uint64_t object;
};

// Tells the attributes of an open object.
void tell_attributes(hid_t object, struct attribute_context *context);

#endif
