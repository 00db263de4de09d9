// What stands between a file and the XML parser: the file's encoding becomes UTF-8, and characters that XML 1.0
// forbids become U+FFFD, also when written as references (&#1;), so that one stray byte of a comment written in
// 2009 does not end the reading.
//
// Source: XML 1.0 (fifth edition) section 2.2 (Char) and 4.1 (CharRef).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "interchange/offset_map.h"
#include "interchange/xml_encoding.h"

namespace comity::interchange {

class XmlFilter {
 public:
  // Appends the clean text of `bytes` to `out`; may keep a few bytes back until more come.
  // Errors: `invalid` - an encoding that is not known.
  Done feed(std::string_view bytes, std::string& out);
  Done finish(std::string& out);

  const std::string& encoding() const { return encoding_.name; }
  std::int64_t replaced() const { return replaced_; }  // forbidden characters, and references to them
  std::int64_t malformed() const {
    return malformed_ + (decoder_ ? decoder_->malformed() : 0);
  }  // no characters at all

  // The file's byte behind the byte `out` of the clean text.
  std::uint64_t source(std::uint64_t out) const;
  void forget_before(std::uint64_t out);

 private:
  Done begin();
  void convert(std::string_view bytes, bool last, std::string& out);
  void clean(std::string_view utf8, bool last, std::string& out);

  bool begun_ = false;
  std::string held_back_;  // before `begun_`: the file's first bytes; then the tail of UTF-8 that was not clear yet
  std::string converted_;
  XmlEncoding encoding_;
  std::unique_ptr<Decoder> decoder_;  // none: the file is UTF-8
  OffsetMap cleaned_;                 // clean text to UTF-8 as decoded
  std::uint64_t taken_ = 0;           // bytes of decoded UTF-8 that were cleaned
  std::uint64_t given_ = 0;           // bytes of clean text
  std::int64_t replaced_ = 0;
  std::int64_t malformed_ = 0;
};

}  // namespace comity::interchange
