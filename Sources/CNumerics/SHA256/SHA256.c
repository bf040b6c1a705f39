#include "SHA256.h"

#include <stdatomic.h>
#include <string.h>

#include "SHA256/Blocks.h"

#if SHA256_HAS_X86
#include <cpuid.h>
#endif

static int processor_has_instructions(void) {
#if SHA256_HAS_X86
  unsigned a, b, c, d;
  // SSSE3 and SSE4.1, then SHA (Intel 64 Architectures Software Developer's Manual, volume 2, CPUID).
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1U << 9) || !(c & 1U << 19)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1U << 29);
#else
  return 0;
#endif
}

int weightscope_sha256_is_accelerated(void) {
  // 0: not asked yet, 1: no, 2: yes. Several threads may ask at once and get the same answer.
  static atomic_int known;
  int answer = atomic_load_explicit(&known, memory_order_relaxed);
  if (answer == 0) {
    answer = processor_has_instructions() ? 2 : 1;
    atomic_store_explicit(&known, answer, memory_order_relaxed);
  }
  return answer == 2;
}

static void compress(struct weightscope_sha256 *hash, const unsigned char *bytes, size_t blocks) {
#if SHA256_HAS_X86
  if (!hash->is_portable && weightscope_sha256_is_accelerated()) {
    sha256_blocks_x86(hash->state, bytes, blocks);
    return;
  }
#endif
  sha256_blocks_portable(hash->state, bytes, blocks);
}

void weightscope_sha256_start(struct weightscope_sha256 *hash) {
  // The first 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3).
  static const uint32_t initial[8] = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  };
  memcpy(hash->state, initial, sizeof initial);
  hash->length = 0;
  hash->is_portable = 0;
}

void weightscope_sha256_add(struct weightscope_sha256 *hash, const void *bytes, size_t count) {
  const unsigned char *rest = bytes;
  size_t used = (size_t)(hash->length % 64);
  hash->length += count;
  if (used > 0) {
    size_t part = 64 - used < count ? 64 - used : count;
    memcpy(hash->block + used, rest, part);
    rest += part;
    count -= part;
    if (used + part < 64) return;
    compress(hash, hash->block, 1);
  }
  compress(hash, rest, count / 64);
  if (count % 64 > 0) memcpy(hash->block, rest + (count - count % 64), count % 64);
}

void weightscope_sha256_finish(struct weightscope_sha256 *hash, unsigned char digest[32]) {
  static const unsigned char padding[64] = {0x80};
  const uint64_t bits = hash->length * 8;
  unsigned char length[8];
  for (int i = 0; i < 8; i++) length[i] = (unsigned char)(bits >> (56 - 8 * i));
  size_t used = (size_t)(hash->length % 64);
  weightscope_sha256_add(hash, padding, used < 56 ? 56 - used : 120 - used);
  weightscope_sha256_add(hash, length, sizeof length);
  for (int i = 0; i < 32; i++) digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}
