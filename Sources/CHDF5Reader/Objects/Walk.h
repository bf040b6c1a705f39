// The walk over the objects of an HDF5 file, each told as rows.
#ifndef WEIGHTSCOPE_WALK_H
#define WEIGHTSCOPE_WALK_H

#include "HDF5Library.h"
#include "Rows/RowWriter.h"

// Reads everything in an opened file and writes its rows, the last but the end row.
void walk_file(hid_t file, const struct weightscope_limits *limits, struct row_writer *writer);

#endif
