#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "Faults.h"
#include "LibraryFailure.h"
#include "LockDown/LockDown.h"
#include "Driver/RangeDriver.h"
#include "Objects/Values.h"
#include "Objects/Walk.h"
#include "Request.h"
#include "Worker.h"

static void tell_refusal(struct row_writer *writer, const char *operation) {
  struct library_failure failure;
  keep_failure(&failure, operation);
  row_begin(writer, weightscope_row_refused);
  row_failure(writer, &failure);
  row_end(writer);
}

static void tell_end(struct row_writer *writer, const struct weightscope_limits *limits, uint64_t open_objects) {
  uint64_t rows = writer->rows;
  const uint64_t total = writer->total;
  fault_at_end(limits, &rows);
  row_begin(writer, weightscope_row_end);
  row_number(writer, rows);
  row_number(writer, total);
  row_number(writer, open_objects);
  row_end(writer);
  row_flush(writer);
}

void serve_request(const struct weightscope_values *values, int started, struct row_writer *writer) {
  struct request request;
  if (!receive_request(worker_channel, worker_file, &request)) _exit(worker_exit_done);
  const struct weightscope_limits *limits = &request.limits;
  lock_down(limits, writer);
  fault_after_lock_down(limits, writer);

  if (started < 0) _exit(worker_exit_no_library);
  const struct file_range range = {.descriptor = worker_file, .base = request.base, .length = request.length};
  struct chunk_cache cache = {0};
  if (values) cache = (struct chunk_cache){values->chunk_cache_slots, values->chunk_cache_bytes};
  hid_t opened = open_file_range(&range, &cache);
  if (opened < 0) {
    tell_refusal(writer, "open the file");
    tell_end(writer, limits, 1);
  } else {
    if (values) {
      tell_values(opened, values, limits, writer);
    } else {
      walk_file(opened, limits, writer);
    }
    ssize_t open_objects = H5Fget_obj_count(opened, H5F_OBJ_ALL);
    // The file stays open: closing it takes a while, and nothing is to be written.
    tell_end(writer, limits, open_objects < 0 ? 0 : (uint64_t)open_objects);
  }
  _exit(worker_exit_done);
}

// Everything that the child does. No Swift code runs here, no standard stream is used, and the process ends by
// _exit: handlers, buffers and locks that it inherited are the parent's.
static void work(int channel, const struct weightscope_values *values) {
  struct row_writer writer = {.descriptor = worker_channel};
  leave_parent(channel, &writer);
  // libhdf5 sets itself up while the parent does other things: no byte of a file is there yet.
  const int started = start_library();
  serve_request(values, started, &writer);
}

int weightscope_hdf5_start(const struct weightscope_values *values, struct weightscope_worker *worker) {
  int ends[2];
  if (make_channel(ends) != 0) return errno;

  // No handler of the parent may run in the child between fork and the moment it has forgotten them.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  // fork and not vfork or clone: the C library then sees to its own locks, so that memory can be allocated in
  // the child although another thread may hold the allocator.
  pid_t process = fork();
  if (process == 0) work(ends[1], values);
  int error = process < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);

  close(ends[1]);
  if (error) {
    close(ends[0]);
    return error;
  }
  worker->process = process;
  worker->channel = ends[0];
  return 0;
}

int weightscope_hdf5_request(
    const struct weightscope_worker *worker, int file, uint64_t base, uint64_t length,
    const struct weightscope_limits *limits) {
  const struct request request = {.base = base, .length = length, .limits = *limits};
  return send_request(worker->channel, file, &request);
}

void weightscope_hdf5_push_aside(const struct weightscope_worker *worker) {
#ifdef __linux__
  cpu_set_t allowed, others;
  const int processor = sched_getcpu();
  if (processor < 0 || sched_getaffinity(worker->process, sizeof allowed, &allowed) != 0) return;
  others = allowed;
  CPU_CLR(processor, &others);
  // Only a push: where the other turns out to be busy, the system may bring the process back.
  if (CPU_COUNT(&others) > 0 && sched_setaffinity(worker->process, sizeof others, &others) == 0) {
    sched_setaffinity(worker->process, sizeof allowed, &allowed);
  }
#else
  (void)worker;
#endif
}
