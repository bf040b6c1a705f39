#include "Objects/Walk.h"

#include <stdlib.h>
#include <unistd.h>

#include "Objects/Attributes.h"
#include "Objects/Dataset.h"
#include "Faults.h"
#include "Objects/SeenObjects.h"

struct walk {
  hid_t file;
  // where the file's addresses count from: the length of the user block
  uint64_t base_address;
  const struct weightscope_limits *limits;
  struct row_writer *writer;
  struct seen_objects seen;
  struct deferred_attributes deferred;
  uint64_t objects;
  uint32_t depth;
  // a limit was met; nothing more is told
  bool stopped;
};

// A link as it is told: its name, and its place in the order of creation where the group tracks it.
struct link {
  const char *name;
  uint64_t creation_order;
};

static void begin_link(struct walk *walk, enum weightscope_row tag, const struct link *link) {
  row_begin(walk->writer, tag);
  row_text(walk->writer, link->name);
  row_number(walk->writer, link->creation_order);
}

static void tell_failed_link(struct walk *walk, const struct link *link, const struct library_failure *failure) {
  begin_link(walk, weightscope_row_failed_link, link);
  row_failure(walk->writer, failure);
  row_end(walk->writer);
}

static void tell_other_link(struct walk *walk, const struct link *link, const char *what) {
  begin_link(walk, weightscope_row_other_link, link);
  row_text(walk->writer, what);
  row_end(walk->writer);
}

// Counts an object and remembers its address. Returns false where the limit is met.
static bool count_object(struct walk *walk, haddr_t address) {
  if (walk->objects >= walk->limits->objects) {
    row_cancel(walk->writer);
    row_begin(walk->writer, weightscope_row_limit_met);
    row_number(walk->writer, weightscope_limit_objects);
    row_end(walk->writer);
    walk->stopped = true;
    return false;
  }
  if (!seen_add(&walk->seen, address, walk->objects)) _exit(worker_exit_out_of_memory);
  fault_at_object(walk->limits, walk->writer, walk->file, walk->objects);
  walk->objects += 1;
  return true;
}

static void tell_attributes_of(struct walk *walk, hid_t object, haddr_t address, hsize_t count) {
  // Keras' datasets have none, and asking for the list costs more than knowing that it is empty.
  if (count == 0) return;
  struct attribute_context context = {walk->writer, walk->limits, &walk->deferred, address, walk->objects - 1};
  tell_attributes(object, &context);
}

static herr_t visit_link(hid_t group, const char *name, const H5L_info_t *info, void *opaque);

static void tell_group(struct walk *walk, const struct link *link, hid_t group, haddr_t address) {
  enum { symbol_table_message = 0x11 };
  H5O_info_t info;
  struct library_failure failure;
  if (H5Oget_info2(group, &info, H5O_INFO_NUM_ATTRS | H5O_INFO_HDR) < 0) {
    keep_failure(&failure, "read the header of a group");
    tell_failed_link(walk, link, &failure);
    return;
  }
  begin_link(walk, weightscope_row_group, link);
  row_number(walk->writer, address);
  row_number(walk->writer, info.hdr.mesg.present >> symbol_table_message & 1);
  if (!count_object(walk, address)) return;
  row_end(walk->writer);
  const uint64_t number = walk->objects - 1;
  tell_attributes_of(walk, group, address, info.num_attrs);
  if (number == 0 && walk->limits->root_values_first) {
    tell_deferred_attributes(&walk->deferred, walk->file, walk->limits, walk->writer);
    row_flush(walk->writer);
  }
  walk->depth += 1;
  hsize_t position = 0;
  // By name, which is how old-style groups keep them: the same file is always told in the same order.
  if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &position, visit_link, walk) < 0) {
    keep_failure(&failure, "list the links of a group");
    row_begin(walk->writer, weightscope_row_object_failed);
    row_number(walk->writer, number);
    row_failure(walk->writer, &failure);
    row_end(walk->writer);
  }
  walk->depth -= 1;
  row_begin(walk->writer, weightscope_row_group_end);
  row_end(walk->writer);
}

static void tell_dataset(struct walk *walk, const struct link *link, hid_t dataset, haddr_t address) {
  H5O_info_t info;
  struct library_failure failure;
  bool done = H5Oget_info2(dataset, &info, H5O_INFO_NUM_ATTRS) >= 0
      || keep_failure(&failure, "read the header of a dataset");
  if (done) {
    begin_link(walk, weightscope_row_dataset, link);
    row_number(walk->writer, address);
    done = row_dataset(walk->writer, dataset, walk->base_address, &failure);
    if (!done) row_cancel(walk->writer);
  }
  if (!done) {
    tell_failed_link(walk, link, &failure);
    return;
  }
  if (!count_object(walk, address)) return;
  row_end(walk->writer);
  tell_attributes_of(walk, dataset, address, info.num_attrs);
}

static void tell_object(struct walk *walk, const struct link *link, haddr_t address) {
  uint64_t number;
  if (seen_find(&walk->seen, address, &number)) {
    begin_link(walk, weightscope_row_repeated_link, link);
    row_number(walk->writer, number);
    row_end(walk->writer);
    return;
  }
  struct library_failure failure;
  hid_t object = H5Oopen_by_addr(walk->file, address);
  if (object < 0) {
    keep_failure(&failure, "open an object");
    tell_failed_link(walk, link, &failure);
    return;
  }
  switch (H5Iget_type(object)) {
    case H5I_GROUP:
      if (walk->depth < walk->limits->depth) {
        tell_group(walk, link, object, address);
      } else {
        own_failure(&failure, "enter a group", "groups are nested too deeply");
        tell_failed_link(walk, link, &failure);
      }
      break;
    case H5I_DATASET: tell_dataset(walk, link, object, address); break;
    case H5I_DATATYPE: tell_other_link(walk, link, "named datatype"); break;
    default: tell_other_link(walk, link, "object of an unknown kind"); break;
  }
  H5Oclose(object);
}

static void tell_symbolic_link(struct walk *walk, const struct link *link, hid_t group, const H5L_info_t *info) {
  struct library_failure failure;
  // The value of a link lies in one message or heap object, so it cannot be longer than these can be.
  enum { most_bytes = 1 << 20 };
  size_t size = info->u.val_size;
  if (size > most_bytes) {
    own_failure(&failure, "read a link", "its value is too large");
    tell_failed_link(walk, link, &failure);
    return;
  }
  char *value = calloc(1, size + 1);
  if (!value) _exit(worker_exit_out_of_memory);
  bool done = H5Lget_val(group, link->name, value, size, H5P_DEFAULT) >= 0 || keep_failure(&failure, "read a link");
  if (done && info->type == H5L_TYPE_SOFT) {
    begin_link(walk, weightscope_row_soft_link, link);
    row_text(walk->writer, value);
    row_end(walk->writer);
  } else if (done) {
    const char *file, *path;
    if (H5Lunpack_elink_val(value, size, NULL, &file, &path) < 0) {
      done = keep_failure(&failure, "read an external link");
    } else {
      begin_link(walk, weightscope_row_external_link, link);
      row_text(walk->writer, file);
      row_text(walk->writer, path);
      row_end(walk->writer);
    }
  }
  if (!done) tell_failed_link(walk, link, &failure);
  free(value);
}

static herr_t visit_link(hid_t group, const char *name, const H5L_info_t *info, void *opaque) {
  struct walk *walk = opaque;
  struct link link = {name, info->corder_valid && info->corder >= 0 ? (uint64_t)info->corder + 1 : 0};
  switch (info->type) {
    case H5L_TYPE_HARD: tell_object(walk, &link, info->u.address); break;
    case H5L_TYPE_SOFT:
    case H5L_TYPE_EXTERNAL: tell_symbolic_link(walk, &link, group, info); break;
    default: tell_other_link(walk, &link, "user-defined link"); break;
  }
  return walk->stopped ? 1 : 0;
}

// Returns false where there is not even a root group.
static bool tell_root(struct walk *walk) {
  const struct link link = {"", 0};
  hid_t root = H5Gopen2(walk->file, "/", H5P_DEFAULT);
  H5O_info_t info;
  bool done = root >= 0 && H5Oget_info2(root, &info, H5O_INFO_BASIC | H5O_INFO_NUM_ATTRS | H5O_INFO_HDR) >= 0;
  if (done) {
    tell_group(walk, &link, root, info.addr);
  } else {
    struct library_failure failure;
    keep_failure(&failure, "open the root group");
    row_begin(walk->writer, weightscope_row_refused);
    row_failure(walk->writer, &failure);
    row_end(walk->writer);
  }
  if (root >= 0) H5Gclose(root);
  return done;
}

static uint64_t user_block_of(hid_t file) {
  hsize_t size = 0;
  hid_t properties = H5Fget_create_plist(file);
  if (properties < 0) return 0;
  if (H5Pget_userblock(properties, &size) < 0) size = 0;
  H5Pclose(properties);
  return size;
}

void walk_file(hid_t file, const struct weightscope_limits *limits, struct row_writer *writer) {
  struct walk walk = {.file = file, .base_address = user_block_of(file), .limits = limits, .writer = writer};
  if (tell_root(&walk)) {
    row_begin(writer, weightscope_row_structure_end);
    row_end(writer);
    row_flush(writer);
    tell_deferred_attributes(&walk.deferred, file, limits, writer);
  }
  forget_deferred_attributes(&walk.deferred);
  free(walk.seen.slots);
}
