// Landlock and seccomp by plain system calls: no library is needed, and none has to be trusted.
#if defined(__linux__)
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "LockDown.h"

// Numbers and bits of <linux/landlock.h>, which older systems' headers lack.
enum { landlock_create_ruleset = 444, landlock_restrict_self = 446, landlock_version_query = 1 };

struct landlock_rights {
  uint64_t file_system;
  uint64_t network;
  uint64_t scoped;
};

// A rule set that handles every right the kernel knows and grants none. Open descriptors keep working.
int deny_file_system_and_network(void) {
  long version = syscall(landlock_create_ruleset, NULL, (size_t)0, landlock_version_query);
  if (version < 1) return errno ? errno : ENOSYS;
  struct landlock_rights rights = {.file_system = (1u << 13) - 1};
  if (version >= 2) rights.file_system |= 1u << 13;
  if (version >= 3) rights.file_system |= 1u << 14;
  if (version >= 5) rights.file_system |= 1u << 15;
  size_t size = sizeof rights.file_system;
  if (version >= 4) {
    rights.network = 3;
    size += sizeof rights.network;
  }
  if (version >= 6) {
    rights.scoped = 3;
    size += sizeof rights.scoped;
  }
  long rules = syscall(landlock_create_ruleset, &rights, size, 0);
  if (rules < 0) return errno;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  long result = syscall(landlock_restrict_self, (int)rules, 0);
  int failure = result == 0 ? 0 : errno;
  close((int)rules);
  return failure;
}

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
// A sanitizer's runtime makes system calls of its own.
#define SANITIZED 1
#endif
#endif

#if defined(NATIVE_ARCHITECTURE) && !defined(SANITIZED)

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSED (SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA))
#define ON_CALL(name, value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ANSWER(value)
// The low half of the third argument, which holds the protection of mmap and mprotect.
#define PROTECTION offsetof(struct seccomp_data, args[2])
// The low half of the fourth argument, which holds the flags of mmap.
#define MAP_FLAGS offsetof(struct seccomp_data, args[3])

int deny_system_calls(void) {
  struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      // x32's calls have this bit.
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      ON_CALL(pread64, SECCOMP_RET_ALLOW),
      ON_CALL(write, SECCOMP_RET_ALLOW),
      ON_CALL(brk, SECCOMP_RET_ALLOW),
      ON_CALL(munmap, SECCOMP_RET_ALLOW),
      ON_CALL(mremap, SECCOMP_RET_ALLOW),
      ON_CALL(madvise, SECCOMP_RET_ALLOW),
      ON_CALL(futex, SECCOMP_RET_ALLOW),
      ON_CALL(exit_group, SECCOMP_RET_ALLOW),
      ON_CALL(rt_sigreturn, SECCOMP_RET_ALLOW),
      ON_CALL(clock_gettime, SECCOMP_RET_ALLOW),
      ON_CALL(restart_syscall, SECCOMP_RET_ALLOW),
      ON_CALL(getrandom, SECCOMP_RET_ALLOW),
      ON_CALL(openat, REFUSED),
      ON_CALL(fstat, REFUSED),
      ON_CALL(ioctl, REFUSED),
#if defined(SYS_open)
      ON_CALL(open, REFUSED),
#endif
#if defined(SYS_newfstatat)
      ON_CALL(newfstatat, REFUSED),
#endif
      // A thread's heap grows by mprotect where the main thread's grows by brk.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 0, 4),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)PROTECTION),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      ANSWER(SECCOMP_RET_ALLOW),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 7),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)PROTECTION),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)MAP_FLAGS),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 1, 0),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      ANSWER(SECCOMP_RET_ALLOW),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}

#else

int deny_system_calls(void) { return ENOSYS; }

#endif
#endif
