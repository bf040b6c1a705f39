// Global heap collections, checked before libhdf5 sees them.
#ifndef WEIGHTSCOPE_GLOBALHEAPCHECK_H
#define WEIGHTSCOPE_GLOBALHEAPCHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "Driver/RangeDriver.h"

// Whether the bytes read at an address are no global heap collection, or one whose objects lie inside it.
//
// libhdf5 checks the sizes in a collection by assertions, which release builds leave out: a wrong size makes
// it read outside the buffer, a free-space object of size 0 makes it loop for ever (H5HG.c, H5HGcache.c of
// 1.10.8; the loop is still in 1.14.5).
bool global_heap_is_sound(
    const struct file_range *range, uint64_t address, const unsigned char *bytes, size_t count);

#endif
