#include "cmd/wxr_head.h"

#include "interchange/wxr_reader.h"

namespace comity::cmd {
namespace {

constexpr std::size_t bytes_at_once = 64 * 1024;
constexpr std::size_t longest_head = 4 * 1024 * 1024;  // of damaged files: an export's root stands in its first lines

class Nothing final : public interchange::WxrSink {
 public:
  Done comment(const interchange::WxrComment&) override { return {}; }
  Done item(const interchange::WxrItem&) override { return {}; }
};

}  // namespace

Result<std::string> read_wxr_head(ByteSource& file) {
  Nothing sink;
  interchange::WxrReader reader(sink);
  std::string head;
  while (!reader.recognised()) {
    const std::size_t before = head.size();
    if (before >= longest_head) return fail(Error::Code::invalid, std::string(interchange::no_wxr));
    head.resize(before + bytes_at_once);
    COMITY_TRY(const std::size_t size, file.read(head.data() + before, bytes_at_once));
    head.resize(before + size);
    if (size == 0) {
      COMITY_TRY(const auto summary, reader.finish());
      if (!summary.recognised) return fail(Error::Code::invalid, std::string(interchange::no_wxr));
      return head;
    }
    COMITY_CHECK(reader.feed(std::string_view(head).substr(before)));
  }
  return head;
}

}  // namespace comity::cmd
