// What the parent asks of a child that waits: one file, to be read within limits.
#ifndef WEIGHTSCOPE_REQUEST_H
#define WEIGHTSCOPE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "CHDF5Reader.h"

struct request {
  uint64_t base;
  uint64_t length;
  struct weightscope_limits limits;
};

// Two connected ends, which programs started by the parent do not inherit. Returns 0, or -1 and errno.
int make_channel(int ends[2]);

// Sends a request with the descriptor of its file. Returns 0, or the errno of what went wrong.
int send_request(int channel, int file, const struct request *request);

// Waits for the request; the file gets the number that is named. Returns false where none comes.
bool receive_request(int channel, int file, struct request *request);

#endif
