// How many values an attribute has.
#ifndef WEIGHTSCOPE_ATTRIBUTEEXTENT_H
#define WEIGHTSCOPE_ATTRIBUTEEXTENT_H

#include "LibraryFailure.h"
#include "HDF5Library.h"

struct attribute_extent {
  // 0 for a single value; an attribute without a dataspace counts as a list with no element
  uint64_t rank;
  uint64_t count;
};

// Returns false and keeps the reason where libhdf5 does not tell, or the extents do not multiply to a number.
bool read_attribute_extent(hid_t attribute, struct attribute_extent *extent, struct library_failure *failure);

#endif
