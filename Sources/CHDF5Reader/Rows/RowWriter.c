#include "Rows/RowWriter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Small enough that the parent decodes while the child still walks, large enough that writes cost nothing.
static const size_t flush_threshold = 4096;
static const size_t header_length = 5;

static unsigned char *reserve(struct row_writer *writer, size_t count) {
  if (count > writer->capacity - writer->used) {
    size_t needed = writer->used + count;
    if (needed < count || needed > SIZE_MAX / 2) _exit(worker_exit_out_of_memory);
    size_t capacity = writer->capacity ? writer->capacity : 4 * flush_threshold;
    while (capacity < needed) capacity *= 2;
    unsigned char *bytes = realloc(writer->bytes, capacity);
    if (!bytes) _exit(worker_exit_out_of_memory);
    writer->bytes = bytes;
    writer->capacity = capacity;
  }
  return writer->bytes + writer->used;
}

void row_begin(struct row_writer *writer, enum weightscope_row tag) {
  unsigned char *header = reserve(writer, header_length);
  header[0] = (unsigned char)tag;
  writer->row = writer->used;
  writer->used += header_length;
}

void row_number(struct row_writer *writer, uint64_t number) {
  unsigned char *bytes = reserve(writer, 10);
  size_t count = 0;
  while (number >= 0x80) {
    bytes[count++] = (unsigned char)(number | 0x80);
    number >>= 7;
  }
  bytes[count++] = (unsigned char)number;
  writer->used += count;
}

void row_bytes(struct row_writer *writer, const void *bytes, size_t count) {
  row_number(writer, count);
  if (count == 0) return;
  memcpy(reserve(writer, count), bytes, count);
  writer->used += count;
}

unsigned char *row_room(struct row_writer *writer, size_t count) {
  row_number(writer, count);
  unsigned char *room = reserve(writer, count);
  writer->used += count;
  return room;
}

void row_text(struct row_writer *writer, const char *text) { row_bytes(writer, text, text ? strlen(text) : 0); }

void row_end(struct row_writer *writer) {
  size_t length = writer->used - writer->row - header_length;
  if (length > UINT32_MAX) _exit(worker_exit_out_of_memory);
  unsigned char *header = writer->bytes + writer->row;
  for (int i = 0; i < 4; i++) header[1 + i] = (unsigned char)(length >> (8 * i));
  writer->finished = writer->used;
  writer->rows += 1;
  writer->total += header_length + length;
  if (writer->used >= flush_threshold) row_flush(writer);
}

void row_cancel(struct row_writer *writer) { writer->used = writer->row; }

void row_flush(struct row_writer *writer) {
  size_t sent = 0;
  while (sent < writer->used) {
    ssize_t count = write(writer->descriptor, writer->bytes + sent, writer->used - sent);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) _exit(worker_exit_pipe_closed);
    sent += (size_t)count;
  }
  writer->used = writer->finished = 0;
}
