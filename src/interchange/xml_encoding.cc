#include "interchange/xml_encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <vector>

namespace comity::interchange {
namespace {

struct Signature {
  std::string_view bytes;
  const char* encoding;
  bool is_mark;  // a byte order mark, to be dropped
};

using namespace std::string_view_literals;

// Appendix F.1: longer signatures first.
constexpr std::array signatures{
    Signature{"\x00\x00\xFE\xFF"sv, "UTF-32BE", true},  Signature{"\xFF\xFE\x00\x00"sv, "UTF-32LE", true},
    Signature{"\xEF\xBB\xBF"sv, "UTF-8", true},         Signature{"\xFE\xFF"sv, "UTF-16BE", true},
    Signature{"\xFF\xFE"sv, "UTF-16LE", true},          Signature{"\x00\x00\x00\x3C"sv, "UTF-32BE", false},
    Signature{"\x3C\x00\x00\x00"sv, "UTF-32LE", false}, Signature{"\x00\x3C\x00\x3F"sv, "UTF-16BE", false},
    Signature{"\x3C\x00\x3F\x00"sv, "UTF-16LE", false},
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The name in encoding="..." of a declaration; '' when there is none.
std::string declared(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const std::string_view declaration = text.substr(0, text.find("?>"));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at += 8;
  while (at < declaration.size() && is_space(declaration[at])) ++at;
  if (at >= declaration.size() || declaration[at] != '=') return {};
  ++at;
  while (at < declaration.size() && is_space(declaration[at])) ++at;
  if (at >= declaration.size() || (declaration[at] != '"' && declaration[at] != '\'')) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos || end - at > 64) return {};
  return std::string(declaration.substr(at + 1, end - at - 1));
}

void count_and_substitute(const void* context, UConverterToUnicodeArgs* args, const char* units, int32_t length,
                          UConverterCallbackReason reason, UErrorCode* error) {
  if (reason <= UCNV_IRREGULAR) ++*static_cast<std::int64_t*>(const_cast<void*>(context));
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, args, units, length, reason, error);
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

class IcuDecoder final : public Decoder {
 public:
  explicit IcuDecoder(UConverter* converter) : converter_(converter) {
    UErrorCode error = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter_, count_and_substitute, &malformed_, nullptr, nullptr, &error);
  }
  ~IcuDecoder() override { ucnv_close(converter_); }
  IcuDecoder(const IcuDecoder&) = delete;
  IcuDecoder& operator=(const IcuDecoder&) = delete;

  void feed(std::string_view bytes, bool last, std::string& out) override {
    const std::size_t out_before = out.size();
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    while (true) {
      UChar* target = units_.data();
      const char* const piece = source;
      UErrorCode error = U_ZERO_ERROR;
      ucnv_toUnicode(converter_, &target, units_.data() + units_.size(), &source, end, places_.data(), last, &error);
      const std::uint64_t piece_at = fed_ + static_cast<std::uint64_t>(piece - bytes.data());
      for (const UChar* unit = units_.data(); unit != target; ++unit) {
        if (high_ != 0) {
          if (*unit >= 0xDC00 && *unit < 0xE000) {
            append_utf8(out, 0x10000 + ((static_cast<char32_t>(high_) - 0xD800) << 10) + (*unit - 0xDC00U));
            high_ = 0;
            continue;
          }
          append_utf8(out, 0xFFFD);
          high_ = 0;
        }
        if (*unit >= 0xD800 && *unit < 0xDC00) {
          high_ = *unit;
          continue;
        }
        if (*unit == '<' && places_[static_cast<std::size_t>(unit - units_.data())] >= 0)
          offsets_.mark(given_ + (out.size() - out_before),
                        piece_at + static_cast<std::uint64_t>(places_[static_cast<std::size_t>(unit - units_.data())]));
        append_utf8(out, (*unit >= 0xDC00 && *unit < 0xE000) ? 0xFFFD : *unit);
      }
      if (error != U_BUFFER_OVERFLOW_ERROR) break;
    }
    fed_ += bytes.size();
    given_ += out.size() - out_before;
    offsets_.mark(given_, fed_);
  }

  std::int64_t malformed() const override { return malformed_; }
  OffsetMap& offsets() override { return offsets_; }

 private:
  UConverter* converter_;
  std::int64_t malformed_ = 0;
  OffsetMap offsets_;
  std::uint64_t fed_ = 0;    // bytes
  std::uint64_t given_ = 0;  // bytes of UTF-8
  UChar high_ = 0;           // a high surrogate whose partner has not come yet
  std::array<UChar, 16 * 1024> units_{};
  std::array<int32_t, 16 * 1024> places_{};
};

}  // namespace

Result<XmlEncoding> detect_encoding(std::string_view prefix) {
  for (const Signature& signature : signatures)
    if (prefix.starts_with(signature.bytes))
      return XmlEncoding{signature.encoding, signature.is_mark ? signature.bytes.size() : 0};
  // EBCDIC "<?xm": which page it is stands in the declaration, whose letters all pages share.
  if (prefix.starts_with("\x4C\x6F\xA7\x94")) {
    COMITY_TRY(const auto ebcdic, Decoder::make("ibm-37"));
    std::string text;
    ebcdic->feed(prefix, true, text);
    const std::string name = declared(text);
    COMITY_CHECK(Decoder::make(name.empty() ? "ibm-37" : name).map([](auto&&) {}));
    return XmlEncoding{name.empty() ? "ibm-37" : name, 0};
  }
  // Blank lines before the declaration are no XML, but many exports have them.
  std::size_t blank = 0;
  while (blank < prefix.size() && is_space(prefix[blank])) ++blank;
  const std::string name = declared(prefix.substr(blank));
  if (name.empty()) return XmlEncoding{"UTF-8", blank};
  COMITY_TRY(const auto decoder, Decoder::make(name));
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name.c_str(), &error);
  const int width = U_SUCCESS(error) ? ucnv_getMinCharSize(converter) : 1;
  const bool is_utf8 = U_SUCCESS(error) && ucnv_getType(converter) == UCNV_UTF8;
  const char* standard = U_SUCCESS(error) ? ucnv_getName(converter, &error) : nullptr;
  // Encoding Standard section 4.2: what calls itself Latin-1 is windows-1252, whose quotes and dashes stand where
  // Latin-1 has control characters.
  const bool is_latin1 =
      standard != nullptr && (std::string_view(standard) == "ISO-8859-1" || std::string_view(standard) == "US-ASCII");
  ucnv_close(converter);
  if (width > 1 || is_utf8) return XmlEncoding{"UTF-8", blank};
  return XmlEncoding{is_latin1 ? "windows-1252" : name, blank};
}

Result<std::unique_ptr<Decoder>> Decoder::make(const std::string& encoding) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(encoding.c_str(), &error);
  if (U_FAILURE(error) || converter == nullptr)
    return fail(Error::Code::invalid, "the file says that it is in the encoding '" + encoding +
                                          "', which is not known here; convert it to UTF-8 first");
  return std::unique_ptr<Decoder>(new IcuDecoder(converter));
}

}  // namespace comity::interchange
