#define _GNU_SOURCE
#include "LockDown.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

extern char **environ;

// libhdf5 reads variables for plug-ins and debugging, and old time stamps make it look for a time zone file.
static char time_zone[] = "TZ=UTC0";
static char *clean_environment[] = {time_zone, NULL};

static void reset_signals(void) {
  // The parent's handlers are code for the parent (Swift's backtracer among them).
  for (int signal_number = 1; signal_number < 32; signal_number++) signal(signal_number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  stack_t disabled = {.ss_flags = SS_DISABLE};
  sigaltstack(&disabled, NULL);
}

static void close_from(int first) {
#if defined(SYS_close_range)
  if (syscall(SYS_close_range, (unsigned)first, ~0u, 0u) == 0) return;
#endif
  struct rlimit limit;
  int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (int)limit.rlim_cur : 65536;
  for (int descriptor = first; descriptor < end; descriptor++) close(descriptor);
}

// Leaves the two descriptors at their places, whatever the places were taken by.
static void take_descriptors(int file, int pipe) {
  int high_file = fcntl(file, F_DUPFD, 16);
  int high_pipe = fcntl(pipe, F_DUPFD, 16);
  if (high_file < 0 || high_pipe < 0) _exit(worker_exit_pipe_closed);
  if (dup2(high_file, worker_file) < 0 || dup2(high_pipe, worker_pipe) < 0) _exit(worker_exit_pipe_closed);
  close_from(worker_pipe + 1);
  for (int descriptor = 0; descriptor < worker_file; descriptor++) close(descriptor);
}

// The pages that the process has already, in bytes: the limit of the address space counts them too.
static uint64_t inherited_memory(void) {
#if defined(__linux__)
  char text[64] = {0};
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return UINT64_MAX;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  uint64_t pages = 0;
  if (count <= 0) return UINT64_MAX;
  for (const char *digit = text; *digit >= '0' && *digit <= '9'; digit++) pages = pages * 10 + (uint64_t)(*digit - '0');
  return pages * (uint64_t)sysconf(_SC_PAGESIZE);
#else
  return UINT64_MAX;
#endif
}

static bool limit_to(int resource, rlim_t value) {
  struct rlimit limit = {value, value};
  return setrlimit(resource, &limit) == 0;
}

static bool set_limits(const struct weightscope_limits *limits, uint64_t memory) {
  bool done = limit_to(RLIMIT_CORE, 0) && limit_to(RLIMIT_FSIZE, 0) && limit_to(RLIMIT_NOFILE, 0)
      && limit_to(RLIMIT_CPU, limits->cpu_seconds);
#if defined(RLIMIT_NPROC)
  done = limit_to(RLIMIT_NPROC, 0) && done;
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  (void)memory;
#else
  if (memory != UINT64_MAX) done = limit_to(RLIMIT_AS, (rlim_t)(memory + limits->memory)) && done;
#endif
  return done;
}

static void note(struct row_writer *writer, const char *message) {
  row_begin(writer, weightscope_row_note);
  row_text(writer, "lock-down-incomplete");
  row_text(writer, message);
  row_end(writer);
}

void lock_down(int file, int pipe, const struct weightscope_limits *limits, struct row_writer *writer) {
  reset_signals();
  uint64_t memory = inherited_memory();
  take_descriptors(file, pipe);
  environ = clean_environment;
#if defined(__linux__)
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  if (deny_file_system_and_network() != 0) note(writer, "this system has no Landlock, or refuses it");
#endif
  if (!set_limits(limits, memory)) note(writer, "a resource limit could not be set");
#if defined(__linux__)
  if (deny_system_calls() != 0) note(writer, "this system has no filter for system calls (seccomp), or refuses it");
#else
  note(writer, "this system has neither Landlock nor a filter for system calls");
#endif
}
