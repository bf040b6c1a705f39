#include "LockDown/LockDown.h"

#include <errno.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifndef SECCOMP_RET_KILL_PROCESS
#define SECCOMP_RET_KILL_PROCESS 0x80000000U
#endif

// Both architectures are little-endian: the lower half of an argument comes first.
#define ARGUMENT_LOW(number) (offsetof(struct seccomp_data, args) + 8 * (number))
#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)
// A jump of 0 goes on with the next instruction.
#define IF_EQUAL(value, otherwise) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, otherwise)
#define IF_ANY_BIT(bits, then, otherwise) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, then, otherwise)
#define IF_AT_LEAST(value, then, otherwise) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, value, then, otherwise)
#define ALLOW(call) IF_EQUAL(call, 1), RETURN(SECCOMP_RET_ALLOW)
// What a C library may try and live without: it fails instead of ending the process.
#define FAIL(call) IF_EQUAL(call, 1), RETURN(SECCOMP_RET_ERRNO | EPERM)

int deny_other_system_calls(void) {
  const unsigned process = (unsigned)getpid();
  struct sock_filter program[] = {
      // The numbers mean these calls on this architecture only; x86-64 has a second set from 0x40000000 on.
      LOAD(offsetof(struct seccomp_data, arch)),
      IF_EQUAL(ARCHITECTURE, 2),
      LOAD(offsetof(struct seccomp_data, nr)),
      IF_AT_LEAST(0x40000000, 0, 1),
      RETURN(SECCOMP_RET_KILL_PROCESS),
      ALLOW(SYS_pread64),
      ALLOW(SYS_write),
      ALLOW(SYS_brk),
      ALLOW(SYS_munmap),
      ALLOW(SYS_mremap),
      ALLOW(SYS_madvise),
      ALLOW(SYS_futex),
      ALLOW(SYS_exit_group),
      ALLOW(SYS_rt_sigreturn),
      ALLOW(SYS_clock_gettime),
      ALLOW(SYS_restart_syscall),
      ALLOW(SYS_getrandom),
      // qsort() of glibc before 2.37 asks for the size of memory when it sorts more than 1,024 bytes (stdlib/msort.c),
      // which libhdf5 does with the attributes and links of new-style objects. It tells nothing of files.
      ALLOW(SYS_sysinfo),
      // abort() blocks signals, asks who it is and signals itself: then the parent learns of an abort.
      ALLOW(SYS_rt_sigprocmask),
      ALLOW(SYS_rt_sigaction),
      ALLOW(SYS_getpid),
      ALLOW(SYS_gettid),
#ifdef SYS_open
      FAIL(SYS_open),
#endif
      FAIL(SYS_openat),
      FAIL(SYS_newfstatat),
      FAIL(SYS_fstat),
      FAIL(SYS_ioctl),
      FAIL(SYS_getcwd),
      // libhdf5 pauses when a checksum is wrong, in case another process is writing
      FAIL(SYS_nanosleep),
      FAIL(SYS_clock_nanosleep),
      FAIL(SYS_writev),
      // memory that is not executable
      IF_EQUAL(SYS_mprotect, 4),
      LOAD(ARGUMENT_LOW(2)),
      IF_ANY_BIT(PROT_EXEC, 1, 0),
      RETURN(SECCOMP_RET_ALLOW),
      RETURN(SECCOMP_RET_KILL_PROCESS),
      IF_EQUAL(SYS_mmap, 6),
      LOAD(ARGUMENT_LOW(2)),
      IF_ANY_BIT(PROT_EXEC, 3, 0),
      LOAD(ARGUMENT_LOW(3)),
      IF_ANY_BIT(MAP_ANONYMOUS, 0, 1),
      RETURN(SECCOMP_RET_ALLOW),
      RETURN(SECCOMP_RET_KILL_PROCESS),
      // the process may abort itself, and signal nobody else
      IF_EQUAL(SYS_tgkill, 6),
      LOAD(ARGUMENT_LOW(0)),
      IF_EQUAL(process, 3),
      LOAD(ARGUMENT_LOW(2)),
      IF_EQUAL(SIGABRT, 1),
      RETURN(SECCOMP_RET_ALLOW),
      RETURN(SECCOMP_RET_KILL_PROCESS),
      RETURN(SECCOMP_RET_KILL_PROCESS),
  };
  struct sock_fprog filter = {.len = sizeof program / sizeof *program, .filter = program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0 ? 0 : errno;
}

#else

int deny_other_system_calls(void) { return ENOSYS; }

#endif
