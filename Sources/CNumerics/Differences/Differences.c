#include "Differences.h"

#include "Instructions.h"

// A multiplication and an addition must stay two roundings, or processors with a fused one would give other sums.
#pragma STDC FP_CONTRACT OFF

static inline __attribute__((always_inline)) void compare(
    const unsigned char *first, const unsigned char *second, size_t count,
    struct weightscope_differences *differences) {
  const size_t whole = count - count % lanes;
  const unaligned_float *one = (const unaligned_float *)first;
  const unaligned_float *other = (const unaligned_float *)second;
  doubles products[4] = {0, 0, 0, 0};
  doubles high = 0;
  integers unequal = 0;
  for (size_t i = 0; i < whole; i += lanes) {
    floats x = *(const unaligned_floats *)(one + i);
    floats y = *(const unaligned_floats *)(other + i);
    // Comparisons give -1 where they hold.
    unequal -= x != y;
    doubles a = __builtin_convertvector(x, doubles);
    doubles b = __builtin_convertvector(y, doubles);
    doubles difference = a - b;
    products[0] += a * a;
    products[1] += b * b;
    products[2] += a * b;
    products[3] += difference * difference;
    doubles magnitude = __builtin_elementwise_abs(difference);
    high = magnitude > high ? magnitude : high;
  }
  double sums[4];
  for (int k = 0; k < 4; k++) SUM_OF_LANES(sums[k], products[k]);
  double largest = 0;
  uint64_t changed = 0;
  for (int lane = 0; lane < lanes; lane++) {
    if (high[lane] > largest) largest = high[lane];
    changed += (uint64_t)unequal[lane];
  }
  for (size_t i = whole; i < count; i++) {
    const double a = one[i], b = other[i], difference = a - b;
    sums[0] += a * a;
    sums[1] += b * b;
    sums[2] += a * b;
    sums[3] += difference * difference;
    const double magnitude = __builtin_fabs(difference);
    if (magnitude > largest) largest = magnitude;
    changed += a != b;
  }
  *differences = (struct weightscope_differences){sums[0], sums[1], sums[2], sums[3], largest, changed};
}

static void compare_portable(
    const void *first, const void *second, size_t count, struct weightscope_differences *differences) {
  compare(first, second, count, differences);
}

#ifdef __x86_64__

WITH_AVX2 static void compare_avx2(
    const void *first, const void *second, size_t count, struct weightscope_differences *differences) {
  compare(first, second, count, differences);
}

WITH_AVX512 static void compare_avx512(
    const void *first, const void *second, size_t count, struct weightscope_differences *differences) {
  compare(first, second, count, differences);
}

#endif

int weightscope_differences_by(
    int level, const void *first, const void *second, size_t count, struct weightscope_differences *differences) {
  if (level < 0 || level > (int)best_instructions()) return 0;
#ifdef __x86_64__
  if (level == instructions_avx512) compare_avx512(first, second, count, differences);
  if (level == instructions_avx2) compare_avx2(first, second, count, differences);
#endif
  if (level == instructions_portable) compare_portable(first, second, count, differences);
  return 1;
}

void weightscope_differences_of_floats(
    const void *first, const void *second, size_t count, struct weightscope_differences *differences) {
  weightscope_differences_by((int)best_instructions(), first, second, count, differences);
}
