#include <array>
#include <charconv>
#include <cmath>

#include "base/json.h"

namespace comity::json {
namespace {

// Length of the well-formed UTF-8 sequence at `at` (Unicode 15.0 table 3-7); 0 when there is none.
std::size_t sequence_at(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned a = byte(at), b = byte(at + 1);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return tail(at + 1) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    if (!tail(at + 1) || !tail(at + 2) || (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F)) return 0;
    return 3;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if (!tail(at + 1) || !tail(at + 2) || !tail(at + 3) || (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F)) return 0;
    return 4;
  }
  return 0;
}

void escape_ascii(std::string& out, char c) {
  static constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  out += "\\u00";
  out += hex[static_cast<unsigned char>(c) >> 4];
  out += hex[static_cast<unsigned char>(c) & 15];
}

}  // namespace

void write_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // start of the run not yet copied
  std::size_t at = 0;
  const auto flush = [&] { out.append(text, plain, at - plain); };
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7F) {
        ++at;
        continue;
      }
      flush();
      escape_ascii(out, text[at]);
      plain = ++at;
      continue;
    }
    const std::size_t length = sequence_at(text, at);
    if (length == 0) {
      flush();
      out += "\xEF\xBF\xBD";
      plain = ++at;
    } else if (length == 3 && text.substr(at, 2) == "\xE2\x80" && (text[at + 2] == '\xA8' || text[at + 2] == '\xA9')) {
      flush();
      out += text[at + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      plain = at += 3;
    } else {
      at += length;
    }
  }
  flush();
  out += '"';
}

void write(std::string& out, const Value& value) {
  Writer writer(out);
  const auto emit = [&writer](const auto& self, const Value& v) -> void {
    if (v.is_null()) {
      writer.null();
    } else if (const bool* b = v.boolean()) {
      writer.value(*b);
    } else if (const auto* i = v.integer()) {
      writer.value(*i);
    } else if (const auto* s = v.string()) {
      writer.value(*s);
    } else if (const Array* array = v.array()) {
      writer.array();
      for (const Value& item : *array) self(self, item);
      writer.end();
    } else if (const Object* object = v.object()) {
      writer.object();
      for (const auto& [key, item] : *object) {
        writer.key(key);
        self(self, item);
      }
      writer.end();
    } else {
      const double number = std::get<double>(v.data);
      std::array<char, 32> buffer{};
      const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
      if (error == std::errc{} && std::isfinite(number)) {
        writer.raw({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
      } else {
        writer.null();  // RFC 8259 has no infinities
      }
    }
  };
  emit(emit, value);
}

void Writer::separate() {
  if (after_key_) {
    after_key_ = false;
  } else if (!fresh_) {
    out_ += ',';
  }
  fresh_ = false;
}

Writer& Writer::open(char bracket) {
  separate();
  out_ += bracket;
  closers_.push_back(bracket == '{' ? '}' : ']');
  fresh_ = true;
  return *this;
}

Writer& Writer::end() {
  out_ += closers_.back();
  closers_.pop_back();
  fresh_ = false;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  write_string(out_, name);
  out_ += ':';
  after_key_ = true;
  return *this;
}

Writer& Writer::value(std::string_view text) {
  separate();
  write_string(out_, text);
  return *this;
}

Writer& Writer::value(std::int64_t number) {
  separate();
  std::array<char, 24> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  out_.append(buffer.data(), end);
  return *this;
}

Writer& Writer::value(bool truth) { return raw(truth ? "true" : "false"); }
Writer& Writer::null() { return raw("null"); }

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace comity::json
