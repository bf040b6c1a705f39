// Rounding of float32 values to a narrower type.
#ifndef WEIGHTSCOPE_ROUNDING_H
#define WEIGHTSCOPE_ROUNDING_H

#include <stddef.h>
#include <stdint.h>

// A narrower type of floating-point numbers.
struct weightscope_narrow_type {
  // bits of the mantissa without the leading one, 1 to 22
  int mantissa_bits;
  // exponent of the smallest normal number, -126 at least
  int smallest_exponent;
  // the largest number
  float largest;
};

// How many of `count` finite float32 values, rounded to the nearest number of a narrower type, ties to even, are not the
// finite value beside them. Both in this machine's byte order, at any address; at most 2^31 - 1 of them.
uint64_t weightscope_unrounded(
    const void *wide, const void *narrow, size_t count, const struct weightscope_narrow_type *type);

#endif
