// What the child gives up before it looks at the first byte of a file.
#ifndef WEIGHTSCOPE_LOCKDOWN_H
#define WEIGHTSCOPE_LOCKDOWN_H

#include <stdbool.h>

#include "RowWriter.h"

// The descriptors that are left.
enum { worker_file = 3, worker_pipe = 4 };

// Takes the two descriptors as worker_file and worker_pipe and closes all others, forgets the parent's signal
// handlers and environment, and locks the process down. What the system does not have is told as a note.
//
// The order matters: Landlock needs a descriptor, so it comes before the limits, and the filter of system
// calls comes last, since it forbids all the others.
void lock_down(int file, int pipe, const struct weightscope_limits *limits, struct row_writer *writer);

// The steps of lock_down that are Linux' own. Each returns 0, or the errno of what is missing.
int deny_file_system_and_network(void);
int deny_system_calls(void);

#endif
