// Any bytes, as a comment and as somebody else's HTML: what is put out holds only tags of the allow-list, balanced.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "text/links.h"
#include "text/markup.h"

namespace {

void expect(bool truth) {
  if (!truth) std::abort();
}

// Our own output is strict enough to be read without a parser: every '<' begins a tag we write.
void expect_safe(std::string_view html) {
  constexpr std::string_view rel = "\" rel=\"ugc nofollow noopener";
  std::vector<std::string_view> open;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    expect(end != std::string_view::npos);
    std::string_view tag = html.substr(at + 1, end - at - 1);
    if (tag.starts_with('/')) {
      expect(!open.empty() && open.back() == tag.substr(1));
      open.pop_back();
      continue;
    }
    if (tag == "br") continue;
    if (tag.starts_with("a href=\"")) {
      expect(tag.ends_with(std::string(rel) + "\""));
      const std::string_view href = tag.substr(8, tag.size() - 8 - rel.size() - 1);
      expect(href.starts_with("https://") || href.starts_with("http://") || href.starts_with("mailto:"));
      expect(href.find_first_of("\"'<> \\`\t\n") == std::string_view::npos);
      tag = "a";
    } else if (tag.starts_with("ol start=\"")) {
      expect(tag.find_first_not_of("0123456789", 10) == tag.size() - 1 && tag.ends_with('"'));
      tag = "ol";
    }
    bool known = false;
    for (const std::string_view name : {"p", "em", "strong", "del", "a", "blockquote", "ul", "ol", "li", "code", "pre"})
      known = known || tag == name;
    expect(known);
    open.push_back(tag);
    expect(open.size() <= 17);  // sixteen, and a link
  }
  expect(open.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity::text;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto text = checked(bytes)) {
    expect_safe(to_html(*text));
    link_hosts(*text);
    for (const Span s : quotations(*text)) expect(s.begin < s.end && s.end <= text->utf8().size());
  }
  const std::string markdown = html_to_markdown(bytes);
  expect(is_well_formed(markdown));
  if (const auto text = checked(markdown)) expect_safe(to_html(*text));
  return 0;
}
