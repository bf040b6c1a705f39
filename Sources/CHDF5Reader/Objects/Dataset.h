// Datasets as fields of a row.
#ifndef WEIGHTSCOPE_DATASET_H
#define WEIGHTSCOPE_DATASET_H

#include "Objects/Datatype.h"

// Appends the fields of a dataset row that follow its address.
// Returns false and keeps the reason where libhdf5 does not tell.
bool row_dataset(
    struct row_writer *writer, hid_t dataset, uint64_t base_address, struct library_failure *failure);

#endif
