// Sums over a few thousand float32 values.
#ifndef WEIGHTSCOPE_MOMENTS_H
#define WEIGHTSCOPE_MOMENTS_H

#include <stddef.h>
#include <stdint.h>

struct weightscope_moments {
  // no number or infinite where one of the values is; then nothing else here means anything
  double sum;
  // of the differences from the mean
  double squares;
  float minimum;
  float maximum;
  uint64_t zero;
};

// Adds up `count` float32 values of this machine's byte order, at any address; at most 2^31 - 1 of them.
// The order of all additions is fixed, so that every processor gives the same sums.
void weightscope_moments_of_floats(const void *values, size_t count, struct weightscope_moments *moments);

// The same by a certain set of instructions, for tests: 0 portable, 1 AVX2, 2 AVX-512.
// Returns 0 where the processor does not have them, and does nothing.
int weightscope_moments_by(int level, const void *values, size_t count, struct weightscope_moments *moments);

#endif
