#include "Objects/Dataset.h"

struct storage {
  enum weightscope_layout layout;
  // as libhdf5 gives it, HADDR_UNDEF where nothing was written
  haddr_t offset;
  hsize_t bytes;
  // creation property list; negative where it was not needed
  hid_t properties;
};

static enum weightscope_layout layout_of(hid_t properties) {
  switch (H5Pget_layout(properties)) {
    case H5D_COMPACT: return weightscope_layout_compact;
    case H5D_CONTIGUOUS:
      return H5Pget_external_count(properties) > 0 ? weightscope_layout_external : weightscope_layout_contiguous;
    case H5D_CHUNKED: return weightscope_layout_chunked;
    case H5D_VIRTUAL: return weightscope_layout_virtual;
    default: return weightscope_layout_unknown;
  }
}

// An offset means contiguous storage, which needs no creation property list: copying one is a large part of
// what a dataset costs.
static bool find_storage(
    struct storage *storage, hid_t dataset, uint64_t base_address, struct library_failure *failure) {
  storage->properties = -1;
  storage->bytes = H5Dget_storage_size(dataset);
  if (storage->bytes == 0 && H5Eget_num(H5E_DEFAULT) > 0) {
    return keep_failure(failure, "read the stored size of a dataset");
  }
  storage->offset = H5Dget_offset(dataset);
  // libhdf5 1.10 adds the base address also to the address that means "none", so that behind a user block of
  // 512 bytes a dataset without storage has offset 511.
  if (storage->offset == base_address - 1) storage->offset = HADDR_UNDEF;
  if (storage->offset != HADDR_UNDEF && storage->bytes > 0) {
    storage->layout = weightscope_layout_contiguous;
    return true;
  }
  storage->offset = HADDR_UNDEF;
  storage->properties = H5Dget_create_plist(dataset);
  if (storage->properties < 0) return keep_failure(failure, "read the properties of a dataset");
  storage->layout = layout_of(storage->properties);
  if (storage->layout == weightscope_layout_external || storage->layout == weightscope_layout_virtual) {
    storage->bytes = 0;
  }
  return true;
}

// The dataspace of a virtual dataset is taken from its properties: asking the dataset for it would make
// libhdf5 look into the files that it is composed of.
static hid_t space_of(hid_t dataset, const struct storage *storage) {
  if (storage->layout != weightscope_layout_virtual) return H5Dget_space(dataset);
  size_t count = 0;
  if (H5Pget_virtual_count(storage->properties, &count) < 0) return -1;
  return count == 0 ? H5Dget_space(dataset) : H5Pget_virtual_vspace(storage->properties, 0);
}

static bool row_extent(struct row_writer *writer, hid_t space, struct library_failure *failure) {
  H5S_class_t class = H5Sget_simple_extent_type(space);
  if (class == H5S_NULL) {
    row_number(writer, 1);
    row_number(writer, 0);
    return true;
  }
  hsize_t extents[H5S_MAX_RANK];
  int rank = H5Sget_simple_extent_dims(space, extents, NULL);
  if (rank < 0) return keep_failure(failure, "read the shape of a dataset");
  row_number(writer, (uint64_t)rank);
  for (int i = 0; i < rank; i++) row_number(writer, extents[i]);
  return true;
}

static bool row_filters(struct row_writer *writer, hid_t properties, struct library_failure *failure) {
  int count = H5Pget_nfilters(properties);
  if (count < 0) return keep_failure(failure, "count the filters of a dataset");
  row_number(writer, (uint64_t)count);
  for (int i = 0; i < count; i++) {
    enum { most_parameters = 64 };
    unsigned flags, parameters[most_parameters];
    size_t parameter_count = most_parameters;
    H5Z_filter_t filter =
        H5Pget_filter2(properties, (unsigned)i, &flags, &parameter_count, parameters, 0, NULL, NULL);
    if (filter < 0) return keep_failure(failure, "read a filter of a dataset");
    // The count that comes back is the filter's own, also where it is more than fits.
    if (parameter_count > most_parameters) parameter_count = most_parameters;
    row_number(writer, (uint64_t)filter);
    row_number(writer, parameter_count);
    for (size_t k = 0; k < parameter_count; k++) row_number(writer, parameters[k]);
  }
  return true;
}

static bool row_layout(struct row_writer *writer, const struct storage *storage, struct library_failure *failure) {
  row_number(writer, (uint64_t)storage->layout);
  if (storage->layout == weightscope_layout_contiguous) {
    row_number(writer, storage->offset == HADDR_UNDEF ? 0 : storage->offset + 1);
  } else if (storage->layout == weightscope_layout_chunked) {
    hsize_t extents[H5S_MAX_RANK];
    int rank = H5Pget_chunk(storage->properties, H5S_MAX_RANK, extents);
    if (rank < 0 || rank > H5S_MAX_RANK) return keep_failure(failure, "read the chunk shape of a dataset");
    row_number(writer, (uint64_t)rank);
    for (int i = 0; i < rank; i++) row_number(writer, extents[i]);
    if (!row_filters(writer, storage->properties, failure)) return false;
  }
  row_number(writer, storage->bytes);
  return true;
}

static bool row_space_and_type(
    struct row_writer *writer, hid_t dataset, const struct storage *storage, struct library_failure *failure) {
  hid_t space = space_of(dataset, storage);
  if (space < 0) return keep_failure(failure, "read the shape of a dataset");
  bool done = row_extent(writer, space, failure);
  H5Sclose(space);
  if (!done) return false;

  hid_t type = H5Dget_type(dataset);
  if (type < 0) return keep_failure(failure, "read the type of a dataset");
  enum weightscope_type kind;
  done = row_type(writer, type, &kind, failure);
  H5Tclose(type);
  return done;
}

bool row_dataset(
    struct row_writer *writer, hid_t dataset, uint64_t base_address, struct library_failure *failure) {
  struct storage storage;
  if (!find_storage(&storage, dataset, base_address, failure)) return false;
  bool done = row_space_and_type(writer, dataset, &storage, failure) && row_layout(writer, &storage, failure);
  if (storage.properties >= 0) H5Pclose(storage.properties);
  return done;
}
