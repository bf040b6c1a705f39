#include "Rows/LastRows.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

// A handler has no other way to know it; set once, in a process that reads one file.
static struct row_writer *dying_writer;

// The stack may be what is broken.
static char stack[32 << 10];

// Only write and _exit are called. Where memory is so broken that the rows are, the parent finds out.
static void send_finished_rows(int number) {
  size_t sent = 0;
  while (sent < dying_writer->finished) {
    ssize_t count = write(dying_writer->descriptor, dying_writer->bytes + sent, dying_writer->finished - sent);
    if (count <= 0) break;
    sent += (size_t)count;
  }
  dying_writer->finished = 0;
  if (number == SIGXCPU) _exit(worker_exit_out_of_time);
  // The handler is gone by now: going on, the instruction that failed fails again and ends the process.
}

void send_rows_when_dying(struct row_writer *writer) {
  static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU};
  dying_writer = writer;
  stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternative, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = send_finished_rows;
  action.sa_flags = (int)SA_RESETHAND | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
}
