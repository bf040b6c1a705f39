#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "CHDF5Reader.h"
#include "Fault.h"
#include "LibraryFailure.h"
#include "LockDown.h"
#include "RangeDriver.h"
#include "Walk.h"

static void tell_end(struct row_writer *writer, uint64_t open_objects) {
  uint64_t rows = writer->rows, bytes = writer->total;
  row_begin(writer, weightscope_row_end);
  row_number(writer, rows);
  row_number(writer, bytes);
  row_number(writer, open_objects);
  row_end(writer);
  row_flush(writer);
}

static void tell_refusal(struct row_writer *writer, const char *operation) {
  struct library_failure failure;
  keep_failure(&failure, operation);
  row_begin(writer, weightscope_row_refused);
  row_failure(writer, &failure);
  row_end(writer);
}

// Everything that the child does after the fork. It runs C only and never returns: the parent's runtime, locks and
// buffers are not in a state to be used.
static _Noreturn void work(
    int descriptor, int pipe, uint64_t base, uint64_t length, const struct weightscope_limits *limits) {
  struct row_writer writer = {.descriptor = worker_pipe};
  lock_down(descriptor, pipe, limits, &writer);
  misbehave_if_asked(limits, &writer);
  uint64_t open_objects = 1;
  const struct file_range range = {worker_file, base, length};
  hid_t file = -1;
  if (start_library() < 0) {
    tell_refusal(&writer, "start libhdf5");
  } else if ((file = open_file_range(&range)) < 0) {
    tell_refusal(&writer, "open the file");
  } else {
    walk_file(file, limits, &writer);
    // What is still open beside the file itself was not closed on some path.
    ssize_t count = H5Fget_obj_count(file, H5F_OBJ_ALL);
    open_objects = count < 0 ? 0 : (uint64_t)count;
  }
  tell_end(&writer, open_objects);
  _exit(worker_exit_done);
}

int weightscope_hdf5_start(
    int file, uint64_t base, uint64_t length, const struct weightscope_limits *limits,
    struct weightscope_worker *worker) {
  int ends[2];
#if defined(__linux__)
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
#else
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  pid_t process = fork();
  if (process < 0) {
    int failure = errno;
    close(ends[0]);
    close(ends[1]);
    return failure;
  }
  if (process == 0) work(file, ends[1], base, length, limits);
  close(ends[1]);
  worker->process = process;
  worker->rows = ends[0];
  return 0;
}
