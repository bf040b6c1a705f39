// Faults that tests ask for.
#ifndef WEIGHTSCOPE_FAULT_H
#define WEIGHTSCOPE_FAULT_H

#include "RowWriter.h"

// Sends what is written and dies by an invalid access, if this fault at this number was asked for.
void crash_if_asked(
    const struct weightscope_limits *limits, enum weightscope_fault fault, uint64_t number, struct row_writer *writer);

// Does what the limits ask for in place of reading; returns where nothing of the kind was asked for.
void misbehave_if_asked(const struct weightscope_limits *limits, struct row_writer *writer);

#endif
