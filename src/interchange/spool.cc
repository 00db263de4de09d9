#include "interchange/spool.h"

#include <cstring>

namespace comity::interchange {
namespace {

class MemorySpool final : public Spool {
 public:
  Result<std::uint64_t> append(std::string_view bytes) override {
    const std::uint64_t at = bytes_.size();
    bytes_.append(bytes);
    return at;
  }
  Done read(std::uint64_t at, char* to, std::size_t size) override {
    if (at + size > bytes_.size()) return fail(Error::Code::unavailable, "read behind the end of a spool");
    std::memcpy(to, bytes_.data() + at, size);
    return {};
  }

 private:
  std::string bytes_;
};

}  // namespace

SpoolMaker memory_spools() {
  return []() -> Result<std::unique_ptr<Spool>> { return std::make_unique<MemorySpool>(); };
}

}  // namespace comity::interchange
