// Datatypes as fields of a row.
#ifndef WEIGHTSCOPE_DATATYPE_H
#define WEIGHTSCOPE_DATATYPE_H

#include "HDF5Library.h"
#include "LibraryFailure.h"

// Appends the fields of TYPE, and tells which it was.
// Returns false and keeps the reason where libhdf5 does not tell.
bool row_type(
    struct row_writer *writer, hid_t type, enum weightscope_type *kind, struct library_failure *failure);

#endif
