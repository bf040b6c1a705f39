// Which instructions the processor has.
#ifndef WEIGHTSCOPE_INSTRUCTIONS_H
#define WEIGHTSCOPE_INSTRUCTIONS_H

enum instructions { instructions_portable = 0, instructions_avx2 = 1, instructions_avx512 = 2 };

enum instructions best_instructions(void);

// Which products without carries it has: of 128 bits, or four of these at once.
enum carryless_product { no_product = 0, product = 1, wide_product = 2 };

enum carryless_product best_product(void);

#ifdef __x86_64__
#define WITH_AVX2 __attribute__((target("avx2")))
#define WITH_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#endif

// Sixteen lanes side by side, whatever the width of the registers: a wider one takes fewer instructions for the same.
enum { lanes = 16 };
typedef float floats __attribute__((ext_vector_type(lanes)));
typedef float unaligned_floats __attribute__((ext_vector_type(lanes), aligned(1)));
typedef double doubles __attribute__((ext_vector_type(lanes)));
typedef int integers __attribute__((ext_vector_type(lanes)));
typedef float unaligned_float __attribute__((aligned(1)));

// A macro, since a function would have to pass vectors that not every processor has registers for.
#define SUM_OF_LANES(sum, vector)                                    \
  do {                                                               \
    (sum) = 0;                                                       \
    for (int lane = 0; lane < lanes; lane++) (sum) += (vector)[lane]; \
  } while (0)

#endif
