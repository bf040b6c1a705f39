// What a dying child still sends.
#ifndef WEIGHTSCOPE_LASTROWS_H
#define WEIGHTSCOPE_LASTROWS_H

#include "Rows/RowWriter.h"

// Sends the finished rows of a writer when the process gets a signal that ends it.
//
// So rows need not be sent one by one before each step that may crash, which on Keras files with a name on
// every layer costs a tenth of the whole reading.
void send_rows_when_dying(struct row_writer *writer);

#endif
