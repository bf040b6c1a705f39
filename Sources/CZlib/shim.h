// zlib, and the anonymous memory that deflated members are inflated into.
#pragma once
#include <zlib.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>

// An open file in memory, closed on exec; negative where the kernel has none. A system call of its own, because the C
// library declares it only for programs that ask for GNU extensions.
static inline int weightscope_memory_file(void) { return (int)syscall(SYS_memfd_create, "weightscope", 1u); }
#endif
