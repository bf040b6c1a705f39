// CRC-32 as zip has it, folded by the processor's own instructions.
#ifndef WEIGHTSCOPE_CRC32_H
#define WEIGHTSCOPE_CRC32_H

#include <stddef.h>
#include <stdint.h>

// Folds bytes to 16 that have the same CRC-32 when they are taken for the first after nothing (a CRC of 0xFFFFFFFF in
// zlib's terms), by products without carries (V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using
// PCLMULQDQ Instruction", Intel 2009).
//
// crc: that of all bytes before these; count: a multiple of 64, 64 at least.
// Returns 0 where the processor has no such instruction, or the count is another, and does nothing.
int weightscope_crc32_fold(uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]);

// The same by chosen instructions: 1 for products of 128 bits, 2 for four of them at once. Returns 0 also where the
// processor has no such. For tests.
int weightscope_crc32_fold_by(int level, uint32_t crc, const void *bytes, size_t count, unsigned char folded[16]);

#endif
