// The one place where libhdf5's headers are found.
#ifndef WEIGHTSCOPE_HDF5LIBRARY_H
#define WEIGHTSCOPE_HDF5LIBRARY_H

#if __has_include(<hdf5.h>)
#include <hdf5.h>
// The driver interface has a header of its own since 1.13.
#if __has_include(<H5FDdevelop.h>)
#include <H5FDdevelop.h>
#endif
#else
// Debian and Ubuntu keep the serial build's headers here; no search path is needed.
#include <hdf5/serial/hdf5.h>
#if __has_include(<hdf5/serial/H5FDdevelop.h>)
#include <hdf5/serial/H5FDdevelop.h>
#endif
#endif

#endif
