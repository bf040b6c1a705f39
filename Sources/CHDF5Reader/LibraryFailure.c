#include "LibraryFailure.h"

#include <string.h>

#include "HDF5Library.h"

int start_library(void) {
  // H5dont_atexit must come before the library starts; the process ends by _exit, nothing is torn down.
  if (H5dont_atexit() < 0 || H5open() < 0) return -1;
  if (H5Eset_auto2(H5E_DEFAULT, NULL, NULL) < 0) return -1;
  // Fails in builds without plug-ins, which need no switching off.
  H5PLset_loading_state(0);
  return 0;
}

static herr_t keep_entry(unsigned number, const H5E_error2_t *entry, void *context) {
  struct library_failure *failure = context;
  const char *text = entry->desc ? entry->desc : "";
  size_t length = strnlen(text, sizeof failure->last - 1);
  memcpy(failure->last, text, length);
  failure->last[length] = 0;
  if (number == 0) memcpy(failure->first, failure->last, length + 1);
  return 0;
}

bool keep_failure(struct library_failure *failure, const char *operation) {
  failure->operation = operation;
  failure->first[0] = failure->last[0] = 0;
  // Downward: from the function that was called to the one where it went wrong.
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_entry, failure);
  H5Eclear2(H5E_DEFAULT);
  return false;
}

bool own_failure(struct library_failure *failure, const char *operation, const char *reason) {
  failure->operation = operation;
  strncpy(failure->first, reason, sizeof failure->first - 1);
  failure->first[sizeof failure->first - 1] = 0;
  memcpy(failure->last, failure->first, sizeof failure->last);
  return false;
}

void row_failure(struct row_writer *writer, const struct library_failure *failure) {
  row_text(writer, failure->operation);
  row_text(writer, failure->first);
  row_text(writer, failure->last);
}
