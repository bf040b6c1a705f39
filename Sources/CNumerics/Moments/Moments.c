#include "Moments.h"

#include <stdatomic.h>

// A multiplication and an addition must stay two roundings, or processors with a fused one would give other sums.
#pragma STDC FP_CONTRACT OFF

// Sixteen sums side by side, whatever the width of the registers: a wider one takes fewer instructions for the same.
enum { lanes = 16 };
typedef float floats __attribute__((ext_vector_type(lanes)));
typedef float unaligned_floats __attribute__((ext_vector_type(lanes), aligned(1)));
typedef double doubles __attribute__((ext_vector_type(lanes)));
typedef int32_t integers __attribute__((ext_vector_type(lanes)));
typedef float unaligned_float __attribute__((aligned(1)));

// A macro, since a function would have to pass vectors that not every processor has registers for.
#define SUM_OF_LANES(sum, vector)                                    \
  do {                                                               \
    (sum) = 0;                                                       \
    for (int lane = 0; lane < lanes; lane++) (sum) += (vector)[lane]; \
  } while (0)

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

__attribute__((target("avx2"))) static void add_up_avx2(
    const void *values, size_t count, struct weightscope_moments *moments) {
  add_up(values, count, moments);
}

__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))) static void add_up_avx512(
    const void *values, size_t count, struct weightscope_moments *moments) {
  add_up(values, count, moments);
}

static int best_level(void) {
  // One more than the level; 0: not asked yet. Several threads may ask at once and get the same answer.
  static atomic_int known;
  int level = atomic_load_explicit(&known, memory_order_relaxed);
  if (level == 0) {
    __builtin_cpu_init();
    level = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        ? 3
        : __builtin_cpu_supports("avx2") ? 2
                                         : 1;
    atomic_store_explicit(&known, level, memory_order_relaxed);
  }
  return level - 1;
}

#else

static int best_level(void) { return 0; }

#endif

int weightscope_moments_by(int level, const void *values, size_t count, struct weightscope_moments *moments) {
  if (level < 0 || level > best_level()) return 0;
#ifdef __x86_64__
  if (level == 2) add_up_avx512(values, count, moments);
  if (level == 1) add_up_avx2(values, count, moments);
#endif
  if (level == 0) add_up_portable(values, count, moments);
  return 1;
}

void weightscope_moments_of_floats(const void *values, size_t count, struct weightscope_moments *moments) {
  weightscope_moments_by(best_level(), values, count, moments);
}
