// A read-only virtual file driver for libhdf5 over a range of an open file.
#ifndef WEIGHTSCOPE_RANGEDRIVER_H
#define WEIGHTSCOPE_RANGEDRIVER_H

#include <stdint.h>

#include "HDF5Library.h"

struct file_range {
  int descriptor;
  uint64_t base;
  uint64_t length;
};

// How many decoded chunks of one dataset libhdf5 keeps, and bytes of them; no slots: its own default.
struct chunk_cache {
  uint64_t slots;
  uint64_t bytes;
};

// Opens the HDF5 file in the range for reading, or returns a negative number and leaves the reason on
// libhdf5's error stack.
hid_t open_file_range(const struct file_range *range, const struct chunk_cache *cache);

#endif
