// The objects met so far, by address: the identity behind hard links.
#ifndef WEIGHTSCOPE_SEENOBJECTS_H
#define WEIGHTSCOPE_SEENOBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen_objects {
  struct seen_object {
    uint64_t address;
    // number of the object + 1; 0 marks a free slot
    uint64_t number;
  } *slots;
  size_t count;
  size_t capacity;
};

// Finds the number of the object at an address.
bool seen_find(const struct seen_objects *seen, uint64_t address, uint64_t *number);

// Remembers an object that was not seen before. Returns false where memory is gone.
bool seen_add(struct seen_objects *seen, uint64_t address, uint64_t number);

#endif
