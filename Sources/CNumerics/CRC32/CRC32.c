#include "CRC32.h"

#include "Instructions.h"

#ifdef __x86_64__

#include <immintrin.h>

#define WITH_PRODUCT __attribute__((target("pclmul,sse4.1")))
#define WITH_WIDE_PRODUCT __attribute__((target("vpclmulqdq,avx512f")))

// Remainders of powers of x by the polynomial of zip, bits reversed, in the paper's form: for a distance of n bytes
// those of x^(8n+32) and of x^(8n-32) (its K1 to K4 for 64 and for 16 bytes).
static const unsigned long long by_16_bytes[2] = {0x1751997d0, 0x0ccaa009e};
static const unsigned long long by_64_bytes[2] = {0x154442bd4, 0x1c6e41596};
static const unsigned long long by_256_bytes[2] = {0x11542778a, 0x1322d1430};

// The remainder of 16 bytes moved ahead by as many bytes as the two powers of x stand for.
WITH_PRODUCT static inline __m128i moved(__m128i value, __m128i powers) {
  return _mm_xor_si128(_mm_clmulepi64_si128(value, powers, 0x00), _mm_clmulepi64_si128(value, powers, 0x11));
}

WITH_PRODUCT static inline __m128i load(const void *bytes) {
  return _mm_loadu_si128((const __m128i *)bytes);
}

// Folds all whole 64 bytes after the first, which have taken in the CRC. Four chains side by side, since a product takes
// several cycles and the next can begin before it is done.
WITH_PRODUCT static void fold(
    const unsigned char first[64], const unsigned char *bytes, size_t count, unsigned char folded[16]) {
  const __m128i by_64 = load(by_64_bytes);
  const __m128i by_16 = load(by_16_bytes);
  __m128i chains[4];
  for (int i = 0; i < 4; i++) chains[i] = load(first + 16 * i);
  for (; count >= 64; bytes += 64, count -= 64) {
    for (int i = 0; i < 4; i++) chains[i] = _mm_xor_si128(moved(chains[i], by_64), load(bytes + 16 * i));
  }
  __m128i all = chains[0];
  for (int i = 1; i < 4; i++) all = _mm_xor_si128(moved(all, by_16), chains[i]);
  _mm_storeu_si128((__m128i *)folded, all);
}

// The same with four times as wide registers: four products in one instruction.
WITH_WIDE_PRODUCT static inline __m512i wide_moved(__m512i value, __m512i powers) {
  return _mm512_xor_si512(
      _mm512_clmulepi64_epi128(value, powers, 0x00), _mm512_clmulepi64_epi128(value, powers, 0x11));
}

WITH_WIDE_PRODUCT static inline __m512i wide_powers(const unsigned long long powers[2]) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)powers));
}

// Folds all whole 256 bytes, of which the first have taken in the CRC, to 64.
WITH_WIDE_PRODUCT static void wide_fold(
    const unsigned char first[64], const unsigned char *bytes, size_t count, unsigned char folded[64]) {
  const __m512i by_256 = wide_powers(by_256_bytes);
  const __m512i by_64 = wide_powers(by_64_bytes);
  __m512i chains[4];
  chains[0] = _mm512_loadu_si512(first);
  for (int i = 1; i < 4; i++) chains[i] = _mm512_loadu_si512(bytes + 64 * i);
  for (bytes += 256, count -= 256; count >= 256; bytes += 256, count -= 256) {
    for (int i = 0; i < 4; i++) {
      chains[i] = _mm512_xor_si512(wide_moved(chains[i], by_256), _mm512_loadu_si512(bytes + 64 * i));
    }
  }
  __m512i all = chains[0];
  for (int i = 1; i < 4; i++) all = _mm512_xor_si512(wide_moved(all, by_64), chains[i]);
  _mm512_storeu_si512(folded, all);
}

int weightscope_crc32_fold_by(
    int level, uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]) {
  if (count < 64 || count % 64 != 0 || level <= no_product || level > (int)best_product()) return 0;
  const unsigned char *rest = bytes;
  unsigned char first[64];
  for (int i = 0; i < 64; i++) first[i] = rest[i];
  for (int i = 0; i < 4; i++) first[i] ^= (unsigned char)(~crc >> 8 * i);
  size_t done = 64;
  if (level == wide_product && count >= 256) {
    done = count - count % 256;
    wide_fold(first, rest, done, first);
  }
  fold(first, rest + done, count - done, folded);
  return 1;
}

int weightscope_crc32_fold(uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]) {
  return weightscope_crc32_fold_by((int)best_product(), crc, bytes, count, folded);
}

#else

int weightscope_crc32_fold_by(
    int level, uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]) {
  (void)level, (void)crc, (void)bytes, (void)count, (void)folded;
  return 0;
}

int weightscope_crc32_fold(uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]) {
  return weightscope_crc32_fold_by(no_product, crc, bytes, count, folded);
}

#endif
