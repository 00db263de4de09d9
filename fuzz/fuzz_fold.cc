// Any bytes: what `checked` lets through folds to visible, well-formed text that maps back to whole characters.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/characters.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/name.h"

namespace {

void expect(bool truth) {
  if (!truth) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity::text;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  expect(is_well_formed(scrubbed(bytes)));
  if (const auto name = checked_name(bytes))
    expect(*checked_name(*name) == *name && is_well_formed(name_skeleton(*name)));
  const auto text = checked(bytes);
  if (!text) return 0;
  const std::string& author = text->utf8();
  expect(is_well_formed(author) && *checked(author) == *text);
  const Folded f = fold(*text);
  expect(is_well_formed(f.utf8) && f.origin.size() == f.utf8.size() + 1 && f.origin.back() == author.size());
  for (std::size_t at = 0; at < f.utf8.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const Character c = character(next_code_point(f.utf8, at));
    expect(c.kind != Kind::invisible && c.kind != Kind::mark);
    const Span s = f.original({begin, static_cast<std::uint32_t>(at)});
    expect(s.begin < s.end && s.end <= author.size());
    expect(is_well_formed(std::string_view(author).substr(s.begin, s.end - s.begin)));
  }
  fold_for_equality(*text);
  language_of(author);
  repetition_share(author);
  capitals_share(author);
  direction_of(author);
  return 0;
}
