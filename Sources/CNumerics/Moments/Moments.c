#include "Moments.h"

#include "Instructions.h"

// A multiplication and an addition must stay two roundings, or processors with a fused one would give other sums.
#pragma STDC FP_CONTRACT OFF

static inline __attribute__((always_inline)) void add_up(
    const unsigned char *bytes, size_t count, struct weightscope_moments *moments) {
  const size_t whole = count - count % lanes;
  const unaligned_float *values = (const unaligned_float *)bytes;
  floats low = __builtin_inff(), high = -__builtin_inff();
  integers zeros = 0;
  doubles sums = 0;
  for (size_t i = 0; i < whole; i += lanes) {
    floats x = *(const unaligned_floats *)(values + i);
    sums += __builtin_convertvector(x, doubles);
    low = x < low ? x : low;
    high = x > high ? x : high;
    // Comparisons give -1 where they hold.
    zeros -= x == 0;
  }
  double sum;
  SUM_OF_LANES(sum, sums);
  float minimum = __builtin_inff(), maximum = -__builtin_inff();
  uint64_t zero = 0;
  for (int lane = 0; lane < lanes; lane++) {
    if (low[lane] < minimum) minimum = low[lane];
    if (high[lane] > maximum) maximum = high[lane];
    zero += (uint64_t)zeros[lane];
  }
  for (size_t i = whole; i < count; i++) {
    float x = values[i];
    sum += x;
    if (x < minimum) minimum = x;
    if (x > maximum) maximum = x;
    zero += x == 0;
  }

  const double mean = count > 0 ? sum / (double)count : 0;
  doubles squares = 0;
  for (size_t i = 0; i < whole; i += lanes) {
    doubles x = __builtin_convertvector(*(const unaligned_floats *)(values + i), doubles) - mean;
    squares += x * x;
  }
  double square;
  SUM_OF_LANES(square, squares);
  for (size_t i = whole; i < count; i++) {
    double x = values[i] - mean;
    square += x * x;
  }
  *moments = (struct weightscope_moments){sum, square, minimum, maximum, zero};
}

static void add_up_portable(const void *values, size_t count, struct weightscope_moments *moments) {
  add_up(values, count, moments);
}

#ifdef __x86_64__

WITH_AVX2 static void add_up_avx2(const void *values, size_t count, struct weightscope_moments *moments) {
  add_up(values, count, moments);
}

WITH_AVX512 static void add_up_avx512(const void *values, size_t count, struct weightscope_moments *moments) {
  add_up(values, count, moments);
}

#endif

int weightscope_moments_by(int level, const void *values, size_t count, struct weightscope_moments *moments) {
  if (level < 0 || level > (int)best_instructions()) return 0;
#ifdef __x86_64__
  if (level == instructions_avx512) add_up_avx512(values, count, moments);
  if (level == instructions_avx2) add_up_avx2(values, count, moments);
#endif
  if (level == instructions_portable) add_up_portable(values, count, moments);
  return 1;
}

void weightscope_moments_of_floats(const void *values, size_t count, struct weightscope_moments *moments) {
  weightscope_moments_by((int)best_instructions(), values, count, moments);
}
