// What a test asks the child to do wrong. Release builds have none of it.
#ifndef WEIGHTSCOPE_FAULTS_H
#define WEIGHTSCOPE_FAULTS_H

#include "HDF5Library.h"
#include "Rows/RowWriter.h"

#ifdef WEIGHTSCOPE_FAULTS

// Each does what the request wants at this point, and returns where it wants nothing.
void fault_after_lock_down(const struct weightscope_limits *limits, struct row_writer *writer);
void fault_at_object(const struct weightscope_limits *limits, struct row_writer *writer, hid_t file, uint64_t number);
void fault_at_value(const struct weightscope_limits *limits, struct row_writer *writer, uint64_t number);
void fault_at_end(const struct weightscope_limits *limits, uint64_t *rows);

#else

#define fault_after_lock_down(limits, writer) ((void)0)
#define fault_at_object(limits, writer, file, number) ((void)0)
#define fault_at_value(limits, writer, number) ((void)0)
#define fault_at_end(limits, rows) ((void)0)

#endif

#endif
