#include "Instructions.h"

#include <stdatomic.h>

#ifdef __x86_64__

enum instructions best_instructions(void) {
  // One more than the answer; 0: not asked yet. Several threads may ask at once and get the same.
  static atomic_int known;
  int answer = atomic_load_explicit(&known, memory_order_relaxed);
  if (answer == 0) {
    __builtin_cpu_init();
    int best = instructions_portable;
    if (__builtin_cpu_supports("avx2")) best = instructions_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
      best = instructions_avx512;
    }
    answer = best + 1;
    atomic_store_explicit(&known, answer, memory_order_relaxed);
  }
  return (enum instructions)(answer - 1);
}

#else

enum instructions best_instructions(void) { return instructions_portable; }

#endif
