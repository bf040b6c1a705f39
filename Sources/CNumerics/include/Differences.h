// Sums over pairs of float32 values.
#ifndef WEIGHTSCOPE_DIFFERENCES_H
#define WEIGHTSCOPE_DIFFERENCES_H

#include <stddef.h>
#include <stdint.h>

struct weightscope_differences {
  // sums of products: of the first with itself, the second with itself, both, and the difference with itself;
  // no numbers or infinite where one of the values is, and then nothing else here means anything
  double first;
  double second;
  double both;
  double squares;
  // the largest difference in magnitude
  double largest;
  // pairs that are not equal
  uint64_t changed;
};

// Compares `count` pairs of float32 values of this machine's byte order, at any address; at most 2^31 - 1 of them.
// The order of all additions is fixed, so that every processor gives the same sums.
void weightscope_differences_of_floats(
    const void *first, const void *second, size_t count, struct weightscope_differences *differences);

// The same by a certain set of instructions, for tests: 0 portable, 1 AVX2, 2 AVX-512.
// Returns 0 where the processor does not have them, and does nothing.
int weightscope_differences_by(
    int level, const void *first, const void *second, size_t count, struct weightscope_differences *differences);

#endif
