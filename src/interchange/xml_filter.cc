#include "interchange/xml_filter.h"

namespace comity::interchange {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t longest_reference = 32;  // "&#x" ... ";"; a longer one is left to the parser to refuse

bool is_plain(unsigned char c) { return (c >= 0x20 && c < 0x80 && c != '&') || c == '\n' || c == '\t' || c == '\r'; }

// Section 2.2, production Char.
bool is_allowed(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

struct Sequence {
  std::size_t size = 1;  // bytes it takes, or of its longest well-formed beginning
  bool whole = false;
  bool needs_more = false;
  char32_t c = 0;
};

// Unicode 15.0 table 3-7 (well-formed UTF-8) for a first byte of 0x80 or more.
Sequence sequence_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  std::size_t size = 0;
  unsigned char low = 0x80, high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    size = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    size = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    size = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return {};
  }
  char32_t c = first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (i == text.size()) return {i, false, true, 0};
    if (byte(i) < low || byte(i) > high) return {i, false, false, 0};
    low = 0x80;
    high = 0xBF;
    c = (c << 6) | (byte(i) & 0x3FU);
  }
  return {size, true, false, c};
}

enum class Reference { none, allowed, forbidden, needs_more };

// What stands at the '&' with which `text` begins; `size` is that of a numeric reference.
Reference reference_at(std::string_view text, std::size_t& size) {
  if (text.size() < 2) return Reference::needs_more;
  if (text[1] != '#') return Reference::none;
  std::size_t at = 2;
  if (at == text.size()) return Reference::needs_more;
  const bool hex = text[at] == 'x';
  if (hex) ++at;
  const std::size_t digits = at;
  char32_t c = 0;
  for (; at < text.size() && at < longest_reference; ++at) {
    const char d = text[at];
    char32_t value = 0;
    if (d >= '0' && d <= '9') {
      value = static_cast<char32_t>(d - '0');
    } else if (hex && ((d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F'))) {
      value = static_cast<char32_t>((d | 0x20) - 'a' + 10);
    } else if (d == ';' && at > digits) {
      size = at + 1;
      return is_allowed(c) ? Reference::allowed : Reference::forbidden;
    } else {
      return Reference::none;
    }
    c = c > 0x10FFFF ? c : c * (hex ? 16 : 10) + value;
  }
  return at == longest_reference ? Reference::none : Reference::needs_more;
}

}  // namespace

Done XmlFilter::begin() {
  COMITY_TRY(encoding_, detect_encoding(held_back_));
  if (encoding_.name != "UTF-8") {
    COMITY_TRY(decoder_, Decoder::make(encoding_.name));
  }
  begun_ = true;
  return {};
}

Done XmlFilter::feed(std::string_view bytes, std::string& out) {
  if (begun_) {
    convert(bytes, false, out);
    return {};
  }
  held_back_.append(bytes);
  if (held_back_.size() < encoding_prefix_bytes) return {};
  COMITY_CHECK(begin());
  const std::string prefix = std::move(held_back_);
  held_back_.clear();
  convert(std::string_view(prefix).substr(encoding_.mark_bytes), false, out);
  return {};
}

Done XmlFilter::finish(std::string& out) {
  if (!begun_) {
    COMITY_CHECK(begin());
    const std::string prefix = std::move(held_back_);
    held_back_.clear();
    convert(std::string_view(prefix).substr(std::min(prefix.size(), encoding_.mark_bytes)), true, out);
    return {};
  }
  convert({}, true, out);
  return {};
}

void XmlFilter::convert(std::string_view bytes, bool last, std::string& out) {
  if (decoder_) {
    converted_.clear();
    decoder_->feed(bytes, last, converted_);
    bytes = converted_;
  }
  if (held_back_.empty()) {
    clean(bytes, last, out);
    return;
  }
  std::string joined = std::move(held_back_);
  held_back_.clear();
  joined.append(bytes);
  clean(joined, last, out);
}

void XmlFilter::clean(std::string_view utf8, bool last, std::string& out) {
  std::size_t at = 0;
  const std::size_t out_before = out.size();
  const std::uint64_t taken = taken_, given = given_;
  const auto replace = [&](std::size_t size) {
    out.append(replacement);
    at += size;
    if (size != replacement.size()) cleaned_.mark(given + (out.size() - out_before), taken + at);
  };
  while (at < utf8.size()) {
    std::size_t run = at;
    while (run < utf8.size() && is_plain(static_cast<unsigned char>(utf8[run]))) ++run;
    out.append(utf8.substr(at, run - at));
    at = run;
    if (at == utf8.size()) break;
    const std::string_view rest = utf8.substr(at);
    if (rest[0] == '&') {
      std::size_t size = 0;
      const Reference reference = reference_at(rest, size);
      if (reference == Reference::needs_more && !last) break;
      if (reference == Reference::forbidden) {
        ++replaced_;
        replace(size);
      } else {
        out.push_back('&');
        ++at;
      }
      continue;
    }
    if (static_cast<unsigned char>(rest[0]) < 0x80) {
      ++replaced_;
      replace(1);
      continue;
    }
    const Sequence sequence = sequence_at(rest);
    if (sequence.needs_more && !last) break;
    if (!sequence.whole) {
      ++malformed_;
      replace(sequence.size);
    } else if (!is_allowed(sequence.c)) {
      ++replaced_;
      replace(sequence.size);
    } else {
      out.append(rest.substr(0, sequence.size));
      at += sequence.size;
    }
  }
  taken_ += at;
  given_ += out.size() - out_before;
  held_back_.assign(utf8.substr(at));
}

std::uint64_t XmlFilter::source(std::uint64_t out) const {
  const std::uint64_t decoded = cleaned_.source(out);
  return encoding_.mark_bytes + (decoder_ ? decoder_->offsets().source(decoded) : decoded);
}

void XmlFilter::forget_before(std::uint64_t out) {
  const std::uint64_t decoded = cleaned_.source(out);
  cleaned_.forget_before(out);
  if (decoder_) decoder_->offsets().forget_before(decoded);
}

}  // namespace comity::interchange
