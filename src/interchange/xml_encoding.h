// Which encoding an XML file is in, and its bytes as UTF-8.
//
// Source: XML 1.0 (fifth edition) appendix F. Converters: ICU.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "interchange/offset_map.h"

namespace comity::interchange {

struct XmlEncoding {
  std::string name = "UTF-8";  // as ICU calls it
  std::size_t mark_bytes = 0;  // of a byte order mark, or of white space before the declaration
};

// How many bytes of a file `detect_encoding` should see, when it has that many.
inline constexpr std::size_t encoding_prefix_bytes = 1024;

// By byte order mark, else by the declaration, else UTF-8. A declaration that can be read although it names a
// wide encoding (UTF-16 in a file of single bytes) is not believed.
// Errors: `invalid` - the declared encoding is none that ICU knows.
Result<XmlEncoding> detect_encoding(std::string_view prefix);

// Converts a stream of bytes to UTF-8. What cannot be converted becomes U+FFFD.
class Decoder {
 public:
  // Errors: `invalid` - no such encoding.
  static Result<std::unique_ptr<Decoder>> make(const std::string& encoding);
  virtual ~Decoder() = default;

  // Appends to `out`; `last` when no more will come. Linear time.
  virtual void feed(std::string_view bytes, bool last, std::string& out) = 0;
  virtual std::int64_t malformed() const = 0;  // sequences that became U+FFFD
  virtual OffsetMap& offsets() = 0;            // of all text given so far; exact at every '<'
};

}  // namespace comity::interchange
