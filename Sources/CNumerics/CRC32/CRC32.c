#include "CRC32.h"

#ifdef __x86_64__

#include <immintrin.h>
#include <stdatomic.h>

static int has_carryless_product(void) {
  // One more than the answer; 0: not asked yet.
  static atomic_int known;
  int answer = atomic_load_explicit(&known, memory_order_relaxed);
  if (answer == 0) {
    __builtin_cpu_init();
    answer = 1 + (__builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1"));
    atomic_store_explicit(&known, answer, memory_order_relaxed);
  }
  return answer - 1;
}

#define WITH_PRODUCT __attribute__((target("pclmul,sse4.1")))

// The remainder of 16 bytes moved ahead by as many bytes as the two powers of x stand for.
WITH_PRODUCT static inline __m128i moved(__m128i value, __m128i powers) {
  return _mm_xor_si128(_mm_clmulepi64_si128(value, powers, 0x00), _mm_clmulepi64_si128(value, powers, 0x11));
}

WITH_PRODUCT static inline __m128i load(const unsigned char *bytes) {
  return _mm_loadu_si128((const __m128i *)bytes);
}

// Four chains side by side, since a product takes several cycles and the next can begin before it is done.
WITH_PRODUCT static void fold(uint32_t crc, const unsigned char *bytes, size_t count, unsigned char folded[16]) {
  // Remainders of powers of x by the polynomial of zip, bits reversed: x^(4·128+32) and x^(4·128-32) for 64 bytes,
  // x^(128+32) and x^(128-32) for 16 (the paper's K1 to K4).
  const __m128i by_64 = _mm_set_epi64x(0x1c6e41596, 0x154442bd4);
  const __m128i by_16 = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);
  __m128i chains[4];
  for (int i = 0; i < 4; i++) chains[i] = load(bytes + 16 * i);
  chains[0] = _mm_xor_si128(chains[0], _mm_cvtsi32_si128((int)~crc));
  for (bytes += 64, count -= 64; count >= 64; bytes += 64, count -= 64) {
    for (int i = 0; i < 4; i++) chains[i] = _mm_xor_si128(moved(chains[i], by_64), load(bytes + 16 * i));
  }
  __m128i all = chains[0];
  for (int i = 1; i < 4; i++) all = _mm_xor_si128(moved(all, by_16), chains[i]);
  _mm_storeu_si128((__m128i *)folded, all);
}

int weightscope_crc32_fold(uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]) {
  if (count < 64 || count % 64 != 0 || !has_carryless_product()) return 0;
  fold(crc, bytes, count, folded);
  return 1;
}

#else

int weightscope_crc32_fold(uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]) {
  (void)crc, (void)bytes, (void)count, (void)folded;
  return 0;
}

#endif
