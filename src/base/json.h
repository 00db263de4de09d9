// JSON in and out (RFC 8259). Reading is by Boost.JSON behind this face; writing is by hand, straight into
// a string, because a page of comments is written far more often than anything is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace comity::json {

struct Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;  // in the order written; keys are distinct

struct Value {
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> data = nullptr;

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }
  const bool* boolean() const { return std::get_if<bool>(&data); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  std::optional<double> number() const;  // an integer counts as a number
  const std::string* string() const { return std::get_if<std::string>(&data); }
  const Array* array() const { return std::get_if<Array>(&data); }
  const Object* object() const { return std::get_if<Object>(&data); }

  // The member `key` of an object; null when this is no object or has none.
  const Value* find(std::string_view key) const;
};

struct Limits {
  std::size_t depth = 16;
};

// Exactly one JSON text, nothing behind it but white space.
// Errors: `invalid` - not JSON, not UTF-8, a lone surrogate, a duplicate key, too deep; `detail` gives the
// byte offset. Linear time.
Result<Value> parse(std::string_view text, Limits limits = {});

// Appends `text` between quotes. Escapes what RFC 8259 section 7 demands, and also '<', U+2028 and U+2029, so
// that the result may stand inside an HTML script element. Invalid UTF-8 becomes U+FFFD.
void write_string(std::string& out, std::string_view text);

// Appends `value`, members in their order, no white space.
void write(std::string& out, const Value& value);

// Builds one JSON text without a tree: Writer w(out); w.object(); w.key("a"); w.value(1); w.end();
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  Writer& object() { return open('{'); }
  Writer& array() { return open('['); }
  Writer& end();
  Writer& key(std::string_view name);
  Writer& value(std::string_view text);
  Writer& value(const char* text) { return value(std::string_view(text)); }
  Writer& value(const std::string& text) { return value(std::string_view(text)); }
  Writer& value(std::int64_t number);
  Writer& value(int number) { return value(static_cast<std::int64_t>(number)); }
  Writer& value(std::uint32_t number) { return value(static_cast<std::int64_t>(number)); }
  Writer& value(std::size_t number) { return value(static_cast<std::int64_t>(number)); }
  Writer& value(bool truth);
  Writer& null();
  Writer& raw(std::string_view json);  // a finished JSON text
  template <class T>
  Writer& member(std::string_view name, const T& v) {
    key(name);
    return value(v);
  }

 private:
  Writer& open(char bracket);
  void separate();
  std::string& out_;
  std::vector<char> closers_;
  bool fresh_ = true;  // nothing written yet in the innermost bracket
  bool after_key_ = false;
};

}  // namespace comity::json
