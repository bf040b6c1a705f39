// Compression of whole blocks, in two ways that give the same state.
#ifndef WEIGHTSCOPE_SHA256_BLOCKS_H
#define WEIGHTSCOPE_SHA256_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
extern const uint32_t sha256_constants[64];

void sha256_blocks_portable(uint32_t state[8], const unsigned char *bytes, size_t blocks);

#if defined(__x86_64__)
#define SHA256_HAS_X86 1
// Only where the processor has SHA, SSSE3 and SSE4.1.
void sha256_blocks_x86(uint32_t state[8], const unsigned char *bytes, size_t blocks);
#else
#define SHA256_HAS_X86 0
#endif

#endif
