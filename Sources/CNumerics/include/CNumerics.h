// Loops for which the processor's own instructions count, each with a portable form that gives the same.
#ifndef WEIGHTSCOPE_CNUMERICS_H
#define WEIGHTSCOPE_CNUMERICS_H

#include "CRC32.h"
#include "Differences.h"
#include "Moments.h"
#include "Rounding.h"
#include "SHA256.h"

#endif
