// What the child gives up before it looks at the first byte of a file.
#ifndef WEIGHTSCOPE_LOCKDOWN_H
#define WEIGHTSCOPE_LOCKDOWN_H

#include "Rows/RowWriter.h"

// The descriptors that are left.
enum { worker_file = 3, worker_channel = 4 };

// Sanitizers report on standard error, reserve terabytes of address space, and make system calls of their own.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define WEIGHTSCOPE_UNDER_SANITIZER 1
#endif
#endif
#ifndef WEIGHTSCOPE_UNDER_SANITIZER
#define WEIGHTSCOPE_UNDER_SANITIZER 0
#endif

// Forgets the parent's signal handlers and environment.
void forget_parent(void);

// The first step, before anything is asked for: takes the descriptor as worker_channel, closes all others, and
// forgets the parent's signal handlers and environment.
void leave_parent(int channel, struct row_writer *writer);

// The second, when the file is there and nothing of it was looked at. What the system does not have is told as
// a note.
//
// The order matters: Landlock needs a descriptor, so it comes before the limits, and the filter of system
// calls comes last, since it forbids what the other steps use.
void lock_down(const struct weightscope_limits *limits, struct row_writer *writer);

// Landlock with no rule: nothing of the file system can be opened, no port bound or connected, no other
// process signalled. Returns 0, or the errno of what is missing.
int deny_file_system_and_network(void);

// A list of the system calls that reading an open file takes; any other ends the process.
// Returns 0, or the errno of what is missing.
int deny_other_system_calls(void);

#endif
