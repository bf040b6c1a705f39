#include "Instructions.h"

#include <stdatomic.h>

#ifdef __x86_64__

static int find_instructions(void) {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
      && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
    return instructions_avx512;
  }
  return __builtin_cpu_supports("avx2") ? instructions_avx2 : instructions_portable;
}

static int find_product(void) {
  if (!__builtin_cpu_supports("pclmul") || !__builtin_cpu_supports("sse4.1")) return no_product;
  return __builtin_cpu_supports("vpclmulqdq") && __builtin_cpu_supports("avx512f") ? wide_product : product;
}

// The answer, asked once. `known` holds one more than it; 0: not asked yet. Several threads may ask at once and get the
// same.
static int once(atomic_int *known, int (*find)(void)) {
  int answer = atomic_load_explicit(known, memory_order_relaxed);
  if (answer == 0) {
    __builtin_cpu_init();
    answer = 1 + find();
    atomic_store_explicit(known, answer, memory_order_relaxed);
  }
  return answer - 1;
}

enum instructions best_instructions(void) {
  static atomic_int known;
  return (enum instructions)once(&known, find_instructions);
}

enum carryless_product best_product(void) {
  static atomic_int known;
  return (enum carryless_product)once(&known, find_product);
}

#else

enum instructions best_instructions(void) { return instructions_portable; }

enum carryless_product best_product(void) { return no_product; }

#endif
