#include "cmd/jsonl_head.h"

#include "interchange/jsonl.h"

namespace comity::cmd {
namespace {

constexpr std::size_t bytes_at_once = 64 * 1024;
constexpr std::size_t longest_line = 1024 * 1024;  // a site's name, origins and languages

}  // namespace

Result<std::string> read_jsonl_head(ByteSource& file) {
  std::string head;
  std::size_t end = std::string::npos;
  while (end == std::string::npos && head.size() < longest_line) {
    const std::size_t before = head.size();
    head.resize(before + bytes_at_once);
    COMITY_TRY(const std::size_t size, file.read(head.data() + before, bytes_at_once));
    head.resize(before + size);
    if (size == 0) break;
    end = head.find('\n', before);
  }
  const auto row = interchange::from_jsonl(std::string_view(head).substr(0, end));
  if (row && std::holds_alternative<discussion::Site>(*row)) return head;
  std::string detail = "this is no export of Comity's, whose first line is of the kind 'site'; nothing was made";
  if (head.empty()) detail += " (it is empty)";
  if (!head.empty() && !row) detail += " (line 1: " + row.error().detail + ")";
  return fail(Error::Code::invalid, std::move(detail));
}

}  // namespace comity::cmd
