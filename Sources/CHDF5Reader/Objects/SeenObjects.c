#include "Objects/SeenObjects.h"

#include <stdlib.h>

static size_t slot_of(const struct seen_objects *seen, uint64_t address) {
  // Fibonacci hashing: addresses are multiples of 8 and close together.
  size_t slot = (size_t)((address * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (seen->capacity - 1);
  while (seen->slots[slot].number && seen->slots[slot].address != address) slot = (slot + 1) & (seen->capacity - 1);
  return slot;
}

bool seen_find(const struct seen_objects *seen, uint64_t address, uint64_t *number) {
  if (!seen->capacity) return false;
  const struct seen_object *object = &seen->slots[slot_of(seen, address)];
  if (!object->number) return false;
  *number = object->number - 1;
  return true;
}

static bool grow(struct seen_objects *seen) {
  struct seen_objects larger = {.count = seen->count, .capacity = seen->capacity ? seen->capacity * 2 : 256};
  larger.slots = calloc(larger.capacity, sizeof *larger.slots);
  if (!larger.slots) return false;
  for (size_t i = 0; i < seen->capacity; i++) {
    if (seen->slots[i].number) larger.slots[slot_of(&larger, seen->slots[i].address)] = seen->slots[i];
  }
  free(seen->slots);
  *seen = larger;
  return true;
}

bool seen_add(struct seen_objects *seen, uint64_t address, uint64_t number) {
  if (seen->count * 2 >= seen->capacity && !grow(seen)) return false;
  seen->slots[slot_of(seen, address)] = (struct seen_object){address, number + 1};
  seen->count += 1;
  return true;
}
