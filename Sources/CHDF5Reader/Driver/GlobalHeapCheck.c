#include "Driver/GlobalHeapCheck.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// HDF5 file format specification, version 3, section III.E: signature "GCOL", version 1, reserved 3,
// size of the collection 8 bytes; each object: index 2, references 2, reserved 4, size 8, data padded to 8.
// Files with shorter lengths keep zeros in the rest of the 8 bytes, so the same reading serves them.
enum { collection_header = 16, object_header = 16, smallest_collection = 4096 };
static const uint64_t largest_collection = (uint64_t)64 << 20;

static uint64_t little_endian(const unsigned char *bytes, int count) {
  uint64_t number = 0;
  for (int i = count - 1; i >= 0; i--) number = number << 8 | bytes[i];
  return number;
}

static bool objects_are_inside(const unsigned char *collection, uint64_t size) {
  uint64_t offset = collection_header;
  while (size - offset >= object_header) {
    uint64_t index = little_endian(collection + offset, 2);
    uint64_t length = little_endian(collection + offset + 8, 8);
    if (length > size) return false;
    // Object 0 is the free space, whose size includes its header. It should be the last, but libhdf5 goes on after
    // it, and does so for ever from one of size 0.
    uint64_t needed = index ? object_header + ((length + 7) & ~(uint64_t)7) : length;
    if (needed < object_header || needed > size - offset) return false;
    offset += needed;
  }
  return true;
}

bool global_heap_is_sound(
    const struct file_range *range, uint64_t address, const unsigned char *bytes, size_t count) {
  if (count < collection_header || memcmp(bytes, "GCOL", 4) != 0) return true;
  uint64_t size = little_endian(bytes + 8, 8);
  if (size < smallest_collection || size > range->length - address || size > largest_collection) return false;
  if (count >= size) return objects_are_inside(bytes, size);

  unsigned char *collection = malloc((size_t)size);
  if (!collection) return false;
  memcpy(collection, bytes, count);
  uint64_t done = count;
  while (done < size) {
    ssize_t read = pread(
        range->descriptor, collection + done, (size_t)(size - done), (off_t)(range->base + address + done));
    if (read <= 0) break;
    done += (uint64_t)read;
  }
  bool sound = done == size && objects_are_inside(collection, size);
  free(collection);
  return sound;
}
