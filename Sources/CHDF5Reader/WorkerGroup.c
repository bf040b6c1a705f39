#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "LibraryFailure.h"
#include "LockDown/LockDown.h"
#include "Request.h"
#include "Worker.h"

#ifdef __linux__
#include <sys/syscall.h>
#endif

enum { most_of_a_group = 64 };

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

// A copy of this process that is a child of this one's parent, so that the parent can wait for it (clone(2)). Only for a
// process of one thread, which holds no lock of the C library.
static pid_t fork_sibling(void) { return (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL); }

// What the process does that sets libhdf5 up once, and is then copied for each channel.
_Noreturn static void copy_for_each(int (*channels)[2], unsigned count, int report) {
  forget_parent();
  const int started = start_library();
  for (unsigned i = 0; i < count; i++) {
    const pid_t process = fork_sibling();
    if (process == 0) {
      struct row_writer writer = {.descriptor = worker_channel};
      leave_parent(channels[i][1], &writer);
      serve_request(NULL, started, &writer);
    }
    if (process < 0 || write(report, &process, sizeof process) != (ssize_t)sizeof process) break;
  }
  _exit(worker_exit_done);
}

// Reads the number of the next process. Returns false where no more come.
static int next_process(int report, pid_t *process) {
  size_t received = 0;
  while (received < sizeof *process) {
    const ssize_t count = read(report, (char *)process + received, sizeof *process - received);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return 0;
    received += (size_t)count;
  }
  return 1;
}

unsigned weightscope_hdf5_start_group(struct weightscope_worker *workers, unsigned count) {
  int channels[most_of_a_group][2];
  int report[2];
  unsigned made = 0, started = 0;
  if (count == 0 || make_channel(report) != 0) return 0;
  while (made < count && made < most_of_a_group && make_channel(channels[made]) == 0) made++;

  // As in weightscope_hdf5_start; the copies let signals in when they have forgotten the handlers.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t copied = fork();
  if (copied == 0) copy_for_each(channels, made, report[1]);
  pthread_sigmask(SIG_SETMASK, &before, NULL);

  close(report[1]);
  for (unsigned i = 0; i < made; i++) close(channels[i][1]);
  pid_t process;
  while (copied > 0 && started < made && next_process(report[0], &process)) {
    workers[started] = (struct weightscope_worker){.process = process, .channel = channels[started][0]};
    started++;
  }
  close(report[0]);
  for (unsigned i = started; i < made; i++) close(channels[i][0]);
  while (copied > 0 && waitpid(copied, NULL, 0) < 0 && errno == EINTR) {}
  return started;
}

#else

unsigned weightscope_hdf5_start_group(struct weightscope_worker *workers, unsigned count) {
  unsigned started = 0;
  while (started < count && started < most_of_a_group && weightscope_hdf5_start(NULL, &workers[started]) == 0) {
    started++;
  }
  return started;
}

#endif
