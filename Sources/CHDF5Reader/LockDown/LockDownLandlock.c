#include "LockDown/LockDown.h"

#include <errno.h>
#include <stdint.h>

#ifdef __linux__

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Landlock's interface (Linux, Documentation/userspace-api/landlock.rst), declared here because the headers of
// a distribution are often older than its kernel. The numbers are the same on all architectures.
enum { create_ruleset = 444, restrict_self = 446, ask_version = 1 };

struct ruleset_attributes {
  uint64_t file_system;
  // from version 4
  uint64_t network;
  // from version 6
  uint64_t scoped;
};

int deny_file_system_and_network(void) {
  long version = syscall(create_ruleset, NULL, 0, ask_version);
  if (version < 1) return version < 0 ? errno : ENOSYS;
  // Version 1 knows 13 rights; REFER came with 2, TRUNCATE with 3, IOCTL_DEV with 5.
  int rights = 13 + (version >= 2) + (version >= 3) + (version >= 5);
  struct ruleset_attributes attributes = {
      .file_system = (UINT64_C(1) << rights) - 1,
      .network = version >= 4 ? 3 : 0,
      .scoped = version >= 6 ? 3 : 0,
  };
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  long ruleset = syscall(create_ruleset, &attributes, size, 0);
  if (ruleset < 0) return errno;
  int error = syscall(restrict_self, ruleset, 0) < 0 ? errno : 0;
  close((int)ruleset);
  return error;
}

#else

int deny_file_system_and_network(void) { return ENOSYS; }

#endif
