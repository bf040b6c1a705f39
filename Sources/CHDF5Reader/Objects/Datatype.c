#include "Objects/Datatype.h"

static const char *class_name(H5T_class_t class) {
  switch (class) {
    case H5T_TIME: return "time";
    case H5T_BITFIELD: return "bit field";
    case H5T_COMPOUND: return "compound";
    case H5T_REFERENCE: return "reference";
    case H5T_VLEN: return "variable-length sequence";
    case H5T_ARRAY: return "array";
    default: return "unknown";
  }
}

static void row_kind(struct row_writer *writer, enum weightscope_type kind, size_t size, H5T_order_t order) {
  row_number(writer, (uint64_t)kind);
  row_number(writer, size);
  row_number(writer, order == H5T_ORDER_BE ? 1 : 0);
}

static enum weightscope_type row_other(struct row_writer *writer, size_t size, const char *what) {
  row_kind(writer, weightscope_type_other, size, H5T_ORDER_NONE);
  row_text(writer, what);
  return weightscope_type_other;
}

// Whether values fill their bytes and have a byte order that has a name.
static bool is_plain(hid_t type, size_t size, H5T_order_t order) {
  return (order == H5T_ORDER_LE || order == H5T_ORDER_BE) && H5Tget_offset(type) == 0
      && H5Tget_precision(type) == size * 8;
}

static enum weightscope_type row_integer(struct row_writer *writer, hid_t type, size_t size) {
  H5T_order_t order = H5Tget_order(type);
  H5T_sign_t sign = H5Tget_sign(type);
  if (!is_plain(type, size, order) || sign == H5T_SGN_ERROR) {
    return row_other(writer, size, "integer that does not fill its bytes");
  }
  enum weightscope_type kind = sign == H5T_SGN_NONE ? weightscope_type_unsigned : weightscope_type_signed;
  row_kind(writer, kind, size, order);
  return kind;
}

static enum weightscope_type row_float(struct row_writer *writer, hid_t type, size_t size) {
  H5T_order_t order = H5Tget_order(type);
  size_t sign, exponent, exponent_bits, mantissa, mantissa_bits;
  // Only the layout of IEEE 754 has a width as its name: sign, exponent with the bias of its width, mantissa
  // without its leading one, and nothing else.
  if (is_plain(type, size, order)
      && H5Tget_fields(type, &sign, &exponent, &exponent_bits, &mantissa, &mantissa_bits) >= 0 && mantissa == 0
      && exponent == mantissa_bits && sign == exponent + exponent_bits && sign + 1 == size * 8
      && exponent_bits > 1 && exponent_bits < 32
      && H5Tget_ebias(type) == ((size_t)1 << (exponent_bits - 1)) - 1
      && H5Tget_norm(type) == H5T_NORM_IMPLIED) {
    row_kind(writer, weightscope_type_float, size, order);
    row_number(writer, exponent_bits);
    row_number(writer, mantissa_bits);
    return weightscope_type_float;
  }
  return row_other(writer, size, "floating-point number of an unusual layout");
}

static enum weightscope_type row_enumeration(struct row_writer *writer, hid_t type, size_t size) {
  hid_t base = H5Tget_super(type);
  H5T_order_t order = base < 0 ? H5T_ORDER_ERROR : H5Tget_order(base);
  bool plain = base >= 0 && is_plain(base, size, order);
  H5T_sign_t sign = base < 0 ? H5T_SGN_ERROR : H5Tget_sign(base);
  if (base >= 0) H5Tclose(base);
  if (!plain || sign == H5T_SGN_ERROR) return row_other(writer, size, "enumeration of an unusual layout");
  row_kind(writer, weightscope_type_enumeration, size, order);
  row_number(writer, sign == H5T_SGN_NONE ? 0 : 1);
  return weightscope_type_enumeration;
}

static enum weightscope_type row_string(struct row_writer *writer, hid_t type, size_t size, bool variable) {
  if (variable) {
    row_kind(writer, weightscope_type_variable_string, size, H5T_ORDER_NONE);
    return weightscope_type_variable_string;
  }
  row_kind(writer, weightscope_type_fixed_string, size, H5T_ORDER_NONE);
  switch (H5Tget_strpad(type)) {
    case H5T_STR_NULLPAD: row_number(writer, weightscope_padding_zeros); break;
    case H5T_STR_SPACEPAD: row_number(writer, weightscope_padding_spaces); break;
    default: row_number(writer, weightscope_padding_terminated); break;
  }
  return weightscope_type_fixed_string;
}

bool row_type(
    struct row_writer *writer, hid_t type, enum weightscope_type *kind, struct library_failure *failure) {
  H5T_class_t class = H5Tget_class(type);
  if (class < 0) return keep_failure(failure, "read the class of a type");
  size_t size = H5Tget_size(type);
  if (size == 0) return keep_failure(failure, "read the size of a type");
  switch (class) {
    case H5T_INTEGER: *kind = row_integer(writer, type, size); break;
    case H5T_FLOAT: *kind = row_float(writer, type, size); break;
    case H5T_ENUM: *kind = row_enumeration(writer, type, size); break;
    case H5T_OPAQUE:
      row_kind(writer, weightscope_type_opaque, size, H5T_ORDER_NONE);
      *kind = weightscope_type_opaque;
      break;
    case H5T_STRING: {
      htri_t variable = H5Tis_variable_str(type);
      if (variable < 0) return keep_failure(failure, "read the length of a string type");
      *kind = row_string(writer, type, size, variable > 0);
      break;
    }
    default: *kind = row_other(writer, size, class_name(class)); break;
  }
  return true;
}
