// What Swift cannot reach: glibc has no wrapper for openat2(2), syscall(2) is variadic, and malloc.h is in no module.
#ifndef WEIGHTSCOPE_SYSTEMCALLS_H
#define WEIGHTSCOPE_SYSTEMCALLS_H

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

// Opens a path that stays beneath a folder, symbolic links included (openat2(2), Linux 5.6).
// Returns a descriptor, or -1 with errno; ENOSYS where the system has no such call, EXDEV where the path leads out.
static inline int weightscope_open_beneath(int folder, const char *path, int flags) {
#ifdef __linux__
  // struct open_how and its constants as linux/openat2.h defines them; older headers lack the file.
  struct {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
  } how = {(uint64_t)flags, 0, 0x08 /* RESOLVE_BENEATH */ | 0x02 /* RESOLVE_NO_MAGICLINKS */};
  return (int)syscall(437 /* openat2 on every architecture */, folder, path, &how, sizeof how);
#else
  (void)folder;
  (void)path;
  (void)flags;
  errno = ENOSYS;
  return -1;
#endif
}

// Makes a file that has no name and goes with its last descriptor. Returns a descriptor, or -1 with errno.
static inline int weightscope_memory_file(void) {
#ifdef __linux__
  return (int)syscall(SYS_memfd_create, "weightscope", 1u /* MFD_CLOEXEC */);
#else
  char path[] = "/tmp/weightscope.XXXXXX";
  int file = mkstemp(path);
  if (file < 0) return -1;
  unlink(path);
  fcntl(file, F_SETFD, FD_CLOEXEC);
  return file;
#endif
}

// Lets all threads that are yet to start share the main heap. A thread's own heap grows page by page with mprotect(2),
// in a child that the thread forks too, and that costs more than few threads lose by waiting for each other.
static inline void weightscope_share_heap(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
#endif
}

#endif
