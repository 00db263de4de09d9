// The members of one line's object, read by name and type.
#pragma once

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/json.h"
#include "interchange/jsonl.h"

namespace comity::interchange {

// One object, member by member. The first thing wrong is kept; afterwards every read gives the default. At the
// end a member that nobody asked for is wrong too: a mistyped name must not be lost silently.
class Members {
 public:
  Members(const json::Value& value, std::string where) : where_(std::move(where)) {
    if (value.object() != nullptr)
      object_ = value.object();
    else
      wrong("is no object");
  }

  std::string text(std::string_view name) {
    const json::Value* v = take(name);
    if (v == nullptr) return {};
    if (v->string() != nullptr) return *v->string();
    return wrong(name, "is no text"), std::string();
  }
  std::string needed_text(std::string_view name) {
    std::string value = text(name);
    if (value.empty()) wrong(name, "is missing");
    return value;
  }
  std::int64_t number(std::string_view name, std::int64_t otherwise = 0,
                      std::int64_t most = std::numeric_limits<std::int64_t>::max()) {
    const json::Value* v = take(name);
    if (v == nullptr) return otherwise;
    if (v->integer() != nullptr && *v->integer() >= 0 && *v->integer() <= most) return *v->integer();
    return wrong(name, "is no whole number in its range"), 0;
  }
  std::int64_t needed_number(std::string_view name) {
    const std::int64_t value = number(name);
    if (value == 0) wrong(name, "is missing");
    return value;
  }
  bool flag(std::string_view name, bool otherwise = false) {
    const json::Value* v = take(name);
    if (v == nullptr) return otherwise;
    if (v->boolean() != nullptr) return *v->boolean();
    return wrong(name, "is neither true nor false"), false;
  }
  std::optional<Time> time(std::string_view name) {
    if (peek(name) == nullptr) return std::nullopt;
    const auto time = parse_rfc3339(text(name));
    if (!time) wrong(name, "is no time (RFC 3339)");
    return time;
  }
  Time needed_time(std::string_view name) {
    if (peek(name) == nullptr) wrong(name, "is missing");
    return time(name).value_or(Time{});
  }
  std::int64_t id(std::string_view name) {
    if (peek(name) == nullptr) return 0;
    return id_of(text(name), name);
  }
  std::vector<std::int64_t> ids(std::string_view name) {
    std::vector<std::int64_t> out;
    for (const std::string& digits : list(name)) out.push_back(id_of(digits, name));
    return out;
  }
  StoryId story(std::string_view name) {
    const auto id = story_from_short_id(needed_text(name));
    if (!id) wrong(name, "is no short id of a story");
    return id.value_or(StoryId{});
  }
  Hash256 hash(std::string_view name) {
    if (peek(name) == nullptr) return {};
    const std::string value = text(name);
    const auto hash = value.starts_with("sha256:") ? hash256_from_hex(value.substr(7)) : std::nullopt;
    if (!hash) wrong(name, "is no 'sha256:' with 64 digits");
    return hash.value_or(Hash256{});
  }
  std::vector<std::string> list(std::string_view name) {
    std::vector<std::string> out;
    for (const json::Value& v : array(name)) {
      if (v.string() == nullptr) return wrong(name, "is no list of texts"), out;
      out.push_back(*v.string());
    }
    return out;
  }
  std::vector<text::Span> spans(std::string_view name) {
    std::vector<text::Span> out;
    for (const json::Value& v : array(name)) {
      const json::Array* pair = v.array();
      const bool two =
          pair != nullptr && pair->size() == 2 && (*pair)[0].integer() != nullptr && (*pair)[1].integer() != nullptr;
      const std::int64_t begin = two ? *(*pair)[0].integer() : -1;
      const std::int64_t end = two ? *(*pair)[1].integer() : -1;
      if (begin < 0 || end < begin || end > std::numeric_limits<std::uint32_t>::max())
        return wrong(name, "is no list of [begin, end]"), out;
      out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    return out;
  }
  const json::Array& array(std::string_view name) {
    static const json::Array none;
    const json::Value* v = take(name);
    if (v == nullptr) return none;
    if (v->array() != nullptr) return *v->array();
    wrong(name, "is no list");
    return none;
  }
  const json::Value* object(std::string_view name) { return take(name); }
  bool has(std::string_view name) { return peek(name) != nullptr; }
  Key128 key(std::string_view name) {
    if (peek(name) == nullptr) return {};
    const auto key = key128_from_base64url(text(name));
    if (!key) wrong(name, "is no key of 22 letters");
    return key.value_or(Key128{});
  }
  // One of the words that `read` knows.
  template <class T, class Read>
  T word(std::string_view name, Read read) {
    const std::string text = needed_text(name);
    const std::optional<T> value = read(text);
    if (!value) wrong(name, "has the unknown value '" + text.substr(0, 40) + "'");
    return value.value_or(T{});
  }
  template <class T, class Read>
  T word_or(std::string_view name, T otherwise, Read read) {
    return peek(name) == nullptr ? otherwise : word<T>(name, read);
  }

  void wrong(std::string_view name, std::string_view what) {
    wrong("'" + std::string(name) + "' " + std::string(what));
  }
  void adopt(const Members& inner) {
    if (error_.empty()) error_ = inner.error_;
  }
  // The first thing wrong; '' when nothing is.
  std::string finish() {
    if (object_ != nullptr && error_.empty())
      for (const auto& [name, value] : *object_)
        if (std::find(taken_.begin(), taken_.end(), name) == taken_.end())
          wrong(name.substr(0, 40), "is not known here");
    return error_;
  }

 private:
  void wrong(const std::string& what) {
    if (error_.empty()) error_ = where_ + ": " + what;
  }
  std::int64_t id_of(const std::string& digits, std::string_view name) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value <= 0) wrong(name, "is no id");
    return value;
  }
  const json::Value* peek(std::string_view name) const {
    if (object_ == nullptr) return nullptr;
    for (const auto& [key, value] : *object_)
      if (key == name) return &value;
    return nullptr;
  }
  const json::Value* take(std::string_view name) {
    taken_.push_back(name);
    return peek(name);
  }

  const json::Object* object_ = nullptr;
  std::string where_;
  std::vector<std::string_view> taken_;
  std::string error_;
};

}  // namespace comity::interchange
