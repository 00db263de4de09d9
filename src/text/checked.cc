// The one way in: decode strictly, bring to NFC, count.
#include "text/checked.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/utext.h>

#include <cstdio>
#include <memory>

namespace comity::text {
namespace {

// The length of the well-formed sequence at `s[at]`, or 0; then `bad` is the length of the maximal subpart to replace.
// Unicode 15.0 table 3-7.
std::size_t sequence(std::string_view s, std::size_t at, std::size_t& bad) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const unsigned lead = byte(at);
  bad = 1;
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(at + 1) < low || byte(at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80) {
      bad = i;
      return 0;
    }
  }
  return length;
}

std::string found_at(std::string_view s, std::size_t at) {
  char text[48];
  std::snprintf(text, sizeof text, "byte 0x%02X at offset %zu",
                static_cast<unsigned>(static_cast<unsigned char>(s[at])), at);
  return text;
}

std::string with_plain_line_ends(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '\r') {
      out += s[i];
      continue;
    }
    out += '\n';
    if (i + 1 < s.size() && s[i + 1] == '\n') ++i;
  }
  return out;
}

Result<std::string> to_nfc(std::string text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return fail(Error::Code::unavailable, "the Unicode library has no normaliser");
  if (nfc->isNormalizedUTF8(text, status) && U_SUCCESS(status)) return text;
  status = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
  nfc->normalizeUTF8(0, text, sink, nullptr, status);
  if (U_FAILURE(status)) return fail(Error::Code::unavailable, "the Unicode library could not normalise the text");
  return out;
}

}  // namespace

bool is_well_formed(std::string_view utf8) {
  for (std::size_t at = 0, bad = 0; at < utf8.size();) {
    const std::size_t length = sequence(utf8, at, bad);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::string scrubbed(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0, bad = 0; at < bytes.size();) {
    const std::size_t length = sequence(bytes, at, bad);
    if (length == 0) {
      out += "\uFFFD";
      at += bad;
    } else {
      out.append(bytes, at, length);
      at += length;
    }
  }
  return out;
}

std::size_t code_points(std::string_view utf8) {
  std::size_t n = 0;
  for (const char c : utf8) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  return n;
}

std::size_t graphemes(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) return code_points(utf8);
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, utf8.data(), static_cast<int64_t>(utf8.size()), &status);
  breaks->setText(&text, status);
  std::size_t n = 0;
  while (U_SUCCESS(status) && breaks->next() != icu::BreakIterator::DONE) ++n;
  utext_close(&text);
  return n;
}

Span in_code_points(std::string_view utf8, Span s) {
  const auto before = static_cast<std::uint32_t>(code_points(utf8.substr(0, s.begin)));
  const auto inside = static_cast<std::uint32_t>(code_points(utf8.substr(s.begin, s.end - s.begin)));
  return {before, before + inside};
}

Result<CheckedText> checked(std::string_view utf8) {
  // NFC can shorten a text, but never to a third: what is far too long is refused before any work.
  if (utf8.size() > 3 * max_comment_bytes)
    return fail(Error::Code::invalid, "the text is " + std::to_string(utf8.size()) + " bytes long; at most " +
                                          std::to_string(max_comment_bytes) + " are allowed");
  for (std::size_t at = 0, bad = 0; at < utf8.size();) {
    const std::size_t length = sequence(utf8, at, bad);
    if (length == 0) return fail(Error::Code::invalid, "the text is not UTF-8: " + found_at(utf8, at));
    if (utf8[at] == '\0')
      return fail(Error::Code::invalid, "the text has a U+0000 at byte offset " + std::to_string(at));
    at += length;
  }
  COMITY_TRY(std::string text, to_nfc(with_plain_line_ends(utf8)));
  if (text.size() > max_comment_bytes)
    return fail(Error::Code::invalid, "the text is " + std::to_string(text.size()) + " bytes long; at most " +
                                          std::to_string(max_comment_bytes) + " are allowed");
  if (const std::size_t n = code_points(text); n > max_comment_code_points)
    return fail(Error::Code::invalid, "the text is " + std::to_string(n) + " characters long; at most " +
                                          std::to_string(max_comment_code_points) + " are allowed");
  return CheckedText(std::move(text));
}

CheckedText restored(std::string utf8) { return CheckedText(std::move(utf8)); }

}  // namespace comity::text
