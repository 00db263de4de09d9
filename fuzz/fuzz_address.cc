// Any bytes, as a page's address, an origin, a publisher's id, a case code and a cursor: what is taken is in its
// normal form, and that form is taken again as itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "discussion/case_code.h"
#include "discussion/names.h"
#include "discussion/story_address.h"
#include "discussion/thread_order.h"

namespace {

void expect(bool truth) {
  if (!truth) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity::discussion;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const bool same_www : {false, true}) {
    const auto once = normal_url(bytes, same_www);
    if (!once) continue;
    const auto twice = normal_url(*once, same_www);
    expect(twice && *twice == *once);
    expect(once->starts_with("https://") && once->size() <= max_url_bytes);
    expect(once->find_first_of("# \"<>\n") == std::string::npos);
    expect(!host_of(*once).empty() && host_of(*once) == host_of(bytes, same_www));
  }
  if (const auto origin = checked_origin(bytes)) expect(checked_origin(*origin) == *origin);
  if (const auto id = checked_publisher_id(bytes)) expect(!id->empty() && id->front() != '~');
  if (const auto code = parse_case_code(bytes)) expect(parse_case_code(*code) == *code);
  is_reserved(bytes.substr(0, 200), "The Lindenford Herald");
  page_of({{1, 0, 0}, {2, 1, 1}}, Sort::threads, bytes, 10);
  return 0;
}
