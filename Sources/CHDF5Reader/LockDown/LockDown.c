#include "LockDown/LockDown.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "Rows/LastRows.h"

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

extern char **environ;

// The parent's handlers are Swift code, which must not run here.
static void forget_signal_handlers(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < 32; number++) sigaction(number, &action, NULL);
  stack_t none = {.ss_flags = SS_DISABLE};
  sigaltstack(&none, NULL);
}

static void let_signals_in(void) {
  sigset_t empty;
  sigemptyset(&empty);
  sigprocmask(SIG_SETMASK, &empty, NULL);
}

static void close_descriptors(unsigned first, unsigned last) {
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, first, last, 0) == 0) return;
#endif
  struct rlimit limit;
  unsigned most = 65536;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < most) most = (unsigned)limit.rlim_cur;
  for (unsigned descriptor = first; descriptor <= last && descriptor < most; descriptor++) close((int)descriptor);
}

static void keep_descriptor(int channel) {
  // By way of a high number, as the place where it has to go may be anything else's.
  int high = fcntl(channel, F_DUPFD, 16);
  if (high < 0 || dup2(high, worker_channel) < 0) _exit(worker_exit_no_descriptors);
  close_descriptors(0, WEIGHTSCOPE_UNDER_SANITIZER ? 1 : worker_channel - 1);
  close_descriptors(worker_channel + 1, ~0U);
}

// Bytes of address space that this process has already: the parent's, as it was inherited.
static uint64_t inherited_address_space(void) {
#ifdef __linux__
  int statm = open("/proc/self/statm", O_RDONLY);
  if (statm < 0) return 0;
  char text[64];
  ssize_t count = read(statm, text, sizeof text - 1);
  close(statm);
  if (count <= 0) return 0;
  text[count] = 0;
  return strtoull(text, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
#else
  return 0;
#endif
}

// The parent may itself be limited to less.
static void set_limits_of(int resource, uint64_t soft, uint64_t hard) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return;
  if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > hard) limit.rlim_max = (rlim_t)hard;
  limit.rlim_cur = limit.rlim_max < soft ? limit.rlim_max : (rlim_t)soft;
  setrlimit(resource, &limit);
}

static void set_limit(int resource, uint64_t value) { set_limits_of(resource, value, value); }

static void set_limits(const struct weightscope_limits *limits, uint64_t inherited) {
  set_limit(RLIMIT_CORE, 0);
  // At the soft limit comes a signal, at the hard one the end.
  set_limits_of(RLIMIT_CPU, limits->cpu_seconds, (uint64_t)limits->cpu_seconds + 1);
  if (WEIGHTSCOPE_UNDER_SANITIZER) return;
  set_limit(RLIMIT_FSIZE, 0);
  set_limit(RLIMIT_NOFILE, 0);
#ifdef RLIMIT_NPROC
  set_limit(RLIMIT_NPROC, 0);
#endif
  if (inherited > 0) set_limit(RLIMIT_AS, inherited + limits->memory);
}

static void tell_missing(struct row_writer *writer, const char *what, int error) {
  char message[256];
  snprintf(message, sizeof message, "the process that reads HDF5 runs without %s, which this system does not give (%s)",
           what, strerror(error));
  row_begin(writer, weightscope_row_note);
  row_text(writer, "lock-down-incomplete");
  row_text(writer, message);
  row_end(writer);
}

int weightscope_hdf5_is_confined(void) { return !WEIGHTSCOPE_UNDER_SANITIZER; }

void forget_parent(void) {
  // The only variable that anything here could look for; old modification times are decoded with a time zone.
  static char time_zone[] = "TZ=UTC0";
  static char *environment[] = {time_zone, NULL};

  forget_signal_handlers();
  environ = environment;
}

void leave_parent(int channel, struct row_writer *writer) {
  forget_parent();
  send_rows_when_dying(writer);
  let_signals_in();
  keep_descriptor(channel);
}

void lock_down(const struct weightscope_limits *limits, struct row_writer *writer) {
  uint64_t inherited = inherited_address_space();
#ifdef __linux__
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
  int missing = deny_file_system_and_network();
  if (missing) tell_missing(writer, "Landlock", missing);
  set_limits(limits, inherited);
  if (WEIGHTSCOPE_UNDER_SANITIZER) return;
  missing = deny_other_system_calls();
  if (missing) tell_missing(writer, "a filter of system calls", missing);
}
