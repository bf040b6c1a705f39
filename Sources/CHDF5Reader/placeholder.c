#include "CHDF5Reader.h"
int weightscope_placeholder(void) { return 0; }
