#include "base/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <set>

namespace comity::json {
namespace {

namespace bj = boost::json;

// Takes Boost.JSON's events and builds our tree; the place where duplicate keys are noticed.
class Builder {
 public:
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code&) { return open(Object{}); }
  bool on_object_end(std::size_t, bj::error_code&) { return close(); }
  bool on_array_begin(bj::error_code&) { return open(Array{}); }
  bool on_array_end(std::size_t, bj::error_code&) { return close(); }
  bool on_key_part(std::string_view part, std::size_t, bj::error_code&) { return buffer(part); }
  bool on_key(std::string_view part, std::size_t, bj::error_code& error) {
    buffer_ += part;
    if (!keys_.back().insert(buffer_).second) {
      duplicate = buffer_;
      error = bj::error::syntax;
      return false;
    }
    key_stack_.back() = std::move(buffer_);
    buffer_.clear();
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, bj::error_code&) { return buffer(part); }
  bool on_string(std::string_view part, std::size_t, bj::error_code&) {
    buffer_ += part;
    const bool ok = put(Value{std::move(buffer_)});
    buffer_.clear();
    return ok;
  }
  bool on_number_part(std::string_view, bj::error_code&) { return true; }
  bool on_int64(std::int64_t n, std::string_view, bj::error_code&) { return put(Value{n}); }
  bool on_uint64(std::uint64_t n, std::string_view, bj::error_code&) { return put(Value{static_cast<double>(n)}); }
  bool on_double(double n, std::string_view, bj::error_code&) { return put(Value{n}); }
  bool on_bool(bool b, bj::error_code&) { return put(Value{b}); }
  bool on_null(bj::error_code&) { return put(Value{}); }
  bool on_comment_part(std::string_view, bj::error_code&) { return true; }
  bool on_comment(std::string_view, bj::error_code&) { return true; }

  Value root;
  std::optional<std::string> duplicate;

 private:
  bool buffer(std::string_view part) {
    buffer_ += part;
    return true;
  }
  template <class Container>
  bool open(Container container) {
    stack_.emplace_back(Value{std::move(container)});
    keys_.emplace_back();
    key_stack_.emplace_back();
    return true;
  }
  bool close() {
    Value done = std::move(stack_.back());
    stack_.pop_back();
    keys_.pop_back();
    key_stack_.pop_back();
    return put(std::move(done));
  }
  bool put(Value value) {
    if (stack_.empty()) {
      root = std::move(value);
    } else if (auto* array = std::get_if<Array>(&stack_.back().data)) {
      array->push_back(std::move(value));
    } else {
      std::get<Object>(stack_.back().data).emplace_back(std::move(key_stack_.back()), std::move(value));
    }
    return true;
  }

  std::string buffer_;
  std::vector<Value> stack_;
  std::vector<std::set<std::string>> keys_;  // of each open bracket
  std::vector<std::string> key_stack_;       // the key waiting for its value
};

}  // namespace

std::optional<double> Value::number() const {
  if (const auto* i = integer()) return static_cast<double>(*i);
  if (const auto* d = std::get_if<double>(&data)) return *d;
  return std::nullopt;
}

const Value* Value::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  for (const auto& [name, value] : *members) {
    if (name == key) return &value;
  }
  return nullptr;
}

Result<Value> parse(std::string_view text, Limits limits) {
  bj::parse_options options;
  options.max_depth = limits.depth;
  bj::basic_parser<Builder> parser(options);
  bj::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  const std::string at = " at byte " + std::to_string(read);
  if (const auto& key = parser.handler().duplicate) {
    return fail(Error::Code::invalid, "the key \"" + *key + "\" stands twice" + at);
  }
  if (error == bj::error::too_deep) {
    return fail(Error::Code::invalid, "nested deeper than " + std::to_string(limits.depth) + at);
  }
  if (error == bj::error::incomplete) return fail(Error::Code::invalid, "the JSON text ends too early" + at);
  if (error) return fail(Error::Code::invalid, "not JSON: " + error.message() + at);
  const std::size_t rest = text.find_first_not_of(" \t\r\n", read);
  if (rest != std::string_view::npos) {
    return fail(Error::Code::invalid, "something follows the JSON text at byte " + std::to_string(rest));
  }
  return std::move(parser.handler().root);
}

}  // namespace comity::json
