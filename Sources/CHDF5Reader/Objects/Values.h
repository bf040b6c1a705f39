// The values of datasets, decoded and told in blocks.
#ifndef WEIGHTSCOPE_VALUES_H
#define WEIGHTSCOPE_VALUES_H

#include "HDF5Library.h"
#include "Rows/RowWriter.h"

// Reads the datasets of the request one after the other and writes their values as rows; a dataset that cannot be
// read ends with a row that says why, and the next one follows.
void tell_values(
    hid_t file, const struct weightscope_values *values, const struct weightscope_limits *limits,
    struct row_writer *writer);

#endif
