// Numbers in few bytes, for what is stored in millions: LEB128, seven bits a byte, least first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity::policy {

inline void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(0x80 | (value & 0x7F));
  out += static_cast<char>(value);
}

// Reads from front to back; after anything missing or malformed every answer is empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool good() const { return good_; }
  bool at_end() const { return good_ && rest_.empty(); }

  std::uint8_t byte() {
    const std::string_view one = take(1);
    return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one[0]);
  }

  // One number has one spelling: no needless zero bytes, at most `highest`.
  std::uint64_t varint(std::uint64_t highest) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      const std::uint8_t b = byte();
      value |= static_cast<std::uint64_t>(b & 0x7F) << shift;
      if (b & 0x80) continue;
      if ((b == 0 && shift > 0) || value > highest) good_ = false;
      return good_ ? value : 0;
    }
    good_ = false;
    return 0;
  }

  std::string_view take(std::uint64_t size) {
    if (!good_ || size > rest_.size()) {
      good_ = false;
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace comity::policy
