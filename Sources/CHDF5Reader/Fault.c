#define _GNU_SOURCE
#include "Fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

void crash_if_asked(
    const struct weightscope_limits *limits, enum weightscope_fault fault, uint64_t number, struct row_writer *writer) {
  if (limits->fault != (uint32_t)fault || limits->fault_at != number) return;
  // Only whole rows are ever sent; here one has been begun.
  if (fault == weightscope_fault_crash) row_cancel(writer);
  row_flush(writer);
  *(volatile int *)NULL = 0;
}

static void tell(struct row_writer *writer, const char *message) {
  row_begin(writer, weightscope_row_note);
  row_text(writer, "fault");
  row_text(writer, message);
  row_end(writer);
}

void misbehave_if_asked(const struct weightscope_limits *limits, struct row_writer *writer) {
  static const char garbage[] = "these bytes are no rows, whatever the reader may think of them";
  switch (limits->fault) {
    case weightscope_fault_garbage:
      (void)!write(writer->descriptor, garbage, sizeof garbage);
      _exit(worker_exit_done);
    case weightscope_fault_silence: _exit(worker_exit_done);
    case weightscope_fault_hang:
      for (volatile int forever = 1; forever;) {
      }
      break;
    case weightscope_fault_open: {
      int file = open("/etc/passwd", O_RDONLY);
      tell(writer, file < 0 && (errno == EPERM || errno == EACCES) ? "opening was refused" : "opening was allowed");
      break;
    }
    case weightscope_fault_socket: (void)!socket(AF_INET, SOCK_STREAM, 0); break;
    case weightscope_fault_exec: {
      char *arguments[] = {"true", NULL};
      execve("/bin/true", arguments, arguments + 1);
      break;
    }
    case weightscope_fault_map:
      (void)!mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      break;
    case weightscope_fault_fork: (void)!fork(); break;
    case weightscope_fault_kill: (void)!kill(getppid(), 0); break;
    default: break;
  }
}
