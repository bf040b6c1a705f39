// SHA-256 (FIPS 180-4), with the processor's own instructions where it has them.
#ifndef WEIGHTSCOPE_SHA256_H
#define WEIGHTSCOPE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct weightscope_sha256 {
  uint32_t state[8];
  // bytes taken in so far
  uint64_t length;
  // what does not fill a block yet: the last length % 64 bytes
  unsigned char block[64];
  // Set after the start: compute as a processor without instructions for it does, for tests.
  int is_portable;
};

void weightscope_sha256_start(struct weightscope_sha256 *hash);
void weightscope_sha256_add(struct weightscope_sha256 *hash, const void *bytes, size_t count);
// Writes the 32 bytes of the digest. The hash must be started again before it is used further.
void weightscope_sha256_finish(struct weightscope_sha256 *hash, unsigned char digest[32]);

// Whether the processor has instructions for it.
int weightscope_sha256_is_accelerated(void);

#endif
