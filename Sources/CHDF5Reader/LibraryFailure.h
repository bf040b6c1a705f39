// What libhdf5 says about a call that failed.
#ifndef WEIGHTSCOPE_LIBRARYFAILURE_H
#define WEIGHTSCOPE_LIBRARYFAILURE_H

#include <stdbool.h>

#include "Rows/RowWriter.h"

struct library_failure {
  const char *operation;
  // of the function that was called
  char first[256];
  // of the function where it went wrong
  char last[256];
};

// Prepares libhdf5 for this process: no exit handler, no printed errors, no plug-ins.
// Returns a negative number where it cannot be used.
int start_library(void);

// Keeps libhdf5's reasons for a call that just failed. Must come before the next call, which clears them.
// Returns false, so that a function can end by it.
bool keep_failure(struct library_failure *failure, const char *operation);

// Keeps a reason of our own. Returns false.
bool own_failure(struct library_failure *failure, const char *operation, const char *reason);

// Appends the fields of a FAILURE.
void row_failure(struct row_writer *writer, const struct library_failure *failure);

#endif
