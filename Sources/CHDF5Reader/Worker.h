// What the child does once libhdf5 is set up.
#ifndef WEIGHTSCOPE_WORKER_H
#define WEIGHTSCOPE_WORKER_H

#include "Rows/RowWriter.h"
#include "include/CHDF5Reader.h"

// Waits for the request, locks the process down, serves it, and ends the process.
//
// started: what start_library gave.
_Noreturn void serve_request(const struct weightscope_values *values, int started, struct row_writer *writer);

#endif
