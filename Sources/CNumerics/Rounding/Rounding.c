#include "Rounding.h"

#include "Instructions.h"

#include <math.h>

// The trick with the large number below needs every addition to be rounded by itself.
#pragma STDC FP_CONTRACT OFF

static inline __attribute__((always_inline)) uint64_t count_unrounded(
    const unsigned char *wide, const unsigned char *narrow, size_t count, const struct weightscope_narrow_type *type) {
  const unaligned_float *one = (const unaligned_float *)wide;
  const unaligned_float *other = (const unaligned_float *)narrow;
  const int dropped = 23 - type->mantissa_bits;
  const uint32_t below_half = ((uint32_t)1 << (dropped - 1)) - 1;
  const uint32_t kept = ~(((uint32_t)1 << dropped) - 1);
  const float smallest = ldexpf(1, type->smallest_exponent);
  // Added and taken away again it leaves multiples of the smallest subnormal number, since its own last bit is that.
  const float large = ldexpf(1.5f, type->smallest_exponent - type->mantissa_bits + 23);
  uint64_t unrounded = 0;
  for (size_t i = 0; i < count; i++) {
    const float magnitude = __builtin_fabsf(one[i]);
    uint32_t bits;
    __builtin_memcpy(&bits, &magnitude, sizeof bits);
    bits = (bits + below_half + (bits >> dropped & 1)) & kept;
    float normal;
    __builtin_memcpy(&normal, &bits, sizeof normal);
    const float subnormal = (magnitude + large) - large;
    const float rounded = magnitude < smallest ? subnormal : normal;
    // What is too large becomes infinite, which no finite number is.
    unrounded += rounded > type->largest || __builtin_copysignf(rounded, one[i]) != other[i];
  }
  return unrounded;
}

#ifdef __x86_64__

WITH_AVX2 static uint64_t count_avx2(
    const void *wide, const void *narrow, size_t count, const struct weightscope_narrow_type *type) {
  return count_unrounded(wide, narrow, count, type);
}

#endif

uint64_t weightscope_unrounded(
    const void *wide, const void *narrow, size_t count, const struct weightscope_narrow_type *type) {
#ifdef __x86_64__
  if (best_instructions() >= instructions_avx2) return count_avx2(wide, narrow, count, type);
#endif
  return count_unrounded(wide, narrow, count, type);
}
