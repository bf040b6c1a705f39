#include "Faults.h"

int weightscope_hdf5_has_faults(void) {
#ifdef WEIGHTSCOPE_FAULTS
  return 1;
#else
  return 0;
#endif
}

#ifdef WEIGHTSCOPE_FAULTS

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

// Tells how a forbidden step ended, for those that do not end the process.
static void tell_attempt(struct row_writer *writer, bool failed, int error) {
  row_begin(writer, weightscope_row_note);
  row_text(writer, "attempt");
  row_text(writer, !failed ? "succeeded" : error == EPERM ? "EPERM" : error == EACCES ? "EACCES" : "failed");
  row_end(writer);
  row_flush(writer);
}

static bool attempt(enum weightscope_fault_kind kind) {
  char *const none[] = {NULL};
  switch (kind) {
    case weightscope_fault_open: return open("/etc/passwd", O_RDONLY) < 0;
    case weightscope_fault_socket: return socket(AF_INET, SOCK_STREAM, 0) < 0;
    case weightscope_fault_execute: return execve("/bin/true", none, none) < 0;
    case weightscope_fault_executable_memory:
      return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
    case weightscope_fault_fork: {
      pid_t child = fork();
      if (child == 0) _exit(0);
      return child < 0;
    }
    case weightscope_fault_kill_parent: return kill(getppid(), 0) < 0;
    case weightscope_fault_memory: return malloc((size_t)1 << 32) == NULL;
    default: return false;
  }
}

void fault_after_lock_down(const struct weightscope_limits *limits, struct row_writer *writer) {
  if (limits->fault.kind == weightscope_fault_silence) _exit(worker_exit_done);
  if (limits->fault.kind < weightscope_fault_open) return;
  bool failed = attempt(limits->fault.kind);
  tell_attempt(writer, failed, errno);
}

static void crash(void) { *(volatile int *)16 = 1; }

static void hang(void) {
  for (volatile int forever = 1; forever;) {
  }
}

void fault_at_object(const struct weightscope_limits *limits, struct row_writer *writer, hid_t file, uint64_t number) {
  if (limits->fault.at != number) return;
  unsigned char garbage[64];
  switch (limits->fault.kind) {
    case weightscope_fault_crash_at_object: crash(); break;
    case weightscope_fault_abort_at_object: abort(); break;
    case weightscope_fault_hang_at_object: hang(); break;
    case weightscope_fault_exit_at_object: _exit(worker_exit_done); break;
    case weightscope_fault_garbage_at_object:
      row_cancel(writer);
      row_flush(writer);
      memset(garbage, 0xA5, sizeof garbage);
      if (write(writer->descriptor, garbage, sizeof garbage) < 0) _exit(worker_exit_pipe_closed);
      _exit(worker_exit_done);
    case weightscope_fault_leave_open: H5Gopen2(file, "/", H5P_DEFAULT); break;
    default: break;
  }
}

void fault_at_value(const struct weightscope_limits *limits, struct row_writer *writer, uint64_t number) {
  (void)writer;
  if (limits->fault.at != number) return;
  switch (limits->fault.kind) {
    case weightscope_fault_crash_at_value: crash(); break;
    case weightscope_fault_hang_at_value: hang(); break;
    default: break;
  }
}

void fault_at_end(const struct weightscope_limits *limits, uint64_t *rows) {
  if (limits->fault.kind == weightscope_fault_lie_at_end) *rows += 1;
}

#endif
