#include "report/value_json.h"

#include <fmt/format.h>

#include <cmath>

#include "base/bytes.h"
#include "base/json_writer.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

// For values whose text is digits, letters and marks that JSON leaves alone.
void append_as_string(const Value& value, std::string& out) {
  out += '"';
  append_text(value, out);
  out += '"';
}

void append_integer(const Value& value, std::string& out) {
  std::size_t before = out.size();
  append_text(value, out);
  if (out.size() == before) {
    out += "null";
  }
}

void append_real(const Value& value, std::string& out) {
  double real = 0;
  if (value.size == 4) {
    real = load_le<float>(value.data);
  } else if (value.size == 8) {
    real = load_le<double>(value.data);
  }
  JsonWriter(out).real(real);
}

void append_list(const Value& value, std::string& out) {
  out += '[';
  bool first = true;
  for (const Value& element : value.list()) {
    if (!first) {
      out += ',';
    }
    first = false;
    if (element.type == ValueType::kList) {  // lists do not nest
      out += "null";
    } else {
      append_value_json(element, out);
    }
  }
  out += ']';
}

}  // namespace

void append_value_json(const Value& value, std::string& out) {
  switch (value.type) {
    case ValueType::kTextUtf16:
      append_json_string_utf16(value.bytes(), out);
      break;
    case ValueType::kTextUtf8:
      append_json_string({reinterpret_cast<const char*>(value.data), value.size}, out);
      break;
    case ValueType::kSigned:
    case ValueType::kUnsigned:
    case ValueType::kBoolean:
      append_integer(value, out);
      break;
    case ValueType::kReal:
      append_real(value, out);
      break;
    case ValueType::kList:
      append_list(value, out);
      break;
    case ValueType::kAbsent:
    case ValueType::kEmpty:
      out += "null";
      break;
    case ValueType::kHex:
    case ValueType::kBinary:
    case ValueType::kGuid:
    case ValueType::kSid:
    case ValueType::kFiletime:
    case ValueType::kSystemtime:
      append_as_string(value, out);
      break;
  }
}

}  // namespace noroshi
