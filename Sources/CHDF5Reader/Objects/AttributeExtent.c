#include "Objects/AttributeExtent.h"

static bool read_space(hid_t space, struct attribute_extent *extent, struct library_failure *failure) {
  if (H5Sget_simple_extent_type(space) == H5S_NULL) {
    *extent = (struct attribute_extent){1, 0};
    return true;
  }
  hsize_t extents[H5S_MAX_RANK];
  int rank = H5Sget_simple_extent_dims(space, extents, NULL);
  if (rank < 0) return keep_failure(failure, "read the shape of an attribute");
  *extent = (struct attribute_extent){(uint64_t)rank, 1};
  for (int i = 0; i < rank; i++) {
    if (__builtin_mul_overflow(extent->count, extents[i], &extent->count)) {
      return own_failure(failure, "read the shape of an attribute", "it has more elements than can be counted");
    }
  }
  return true;
}

bool read_attribute_extent(hid_t attribute, struct attribute_extent *extent, struct library_failure *failure) {
  hid_t space = H5Aget_space(attribute);
  if (space < 0) return keep_failure(failure, "read the shape of an attribute");
  bool done = read_space(space, extent, failure);
  H5Sclose(space);
  return done;
}
