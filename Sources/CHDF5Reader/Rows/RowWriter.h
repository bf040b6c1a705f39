// Rows as they travel to the parent; see CHDF5Reader.h for their form.
#ifndef WEIGHTSCOPE_ROWWRITER_H
#define WEIGHTSCOPE_ROWWRITER_H

#include <stddef.h>
#include <stdint.h>

#include "CHDF5Reader.h"

struct row_writer {
  int descriptor;
  unsigned char *bytes;
  size_t used;
  size_t capacity;
  // where the row that is being written begins
  size_t row;
  // bytes of whole rows that are not sent
  size_t finished;
  uint64_t rows;
  // bytes of finished rows
  uint64_t total;
};

// How the child ends when it cannot go on; the parent tells what happened by these.
enum worker_exit {
  worker_exit_done = 0,
  worker_exit_out_of_memory = 81,
  worker_exit_pipe_closed = 82,
  worker_exit_no_descriptors = 83,
  worker_exit_no_library = 84,
  worker_exit_out_of_time = 85,
};

// A writer ends the process when memory or the pipe is gone: there is nobody left to tell.
void row_begin(struct row_writer *writer, enum weightscope_row tag);
void row_number(struct row_writer *writer, uint64_t number);
void row_bytes(struct row_writer *writer, const void *bytes, size_t count);
void row_text(struct row_writer *writer, const char *text);
// Begins a field of bytes, and returns where all of them have to be put before the next call.
unsigned char *row_room(struct row_writer *writer, size_t count);
// Ends the row, and sends what has gathered when it is worth a system call.
void row_end(struct row_writer *writer);
// Takes back the row that was begun.
void row_cancel(struct row_writer *writer);
void row_flush(struct row_writer *writer);

#endif
