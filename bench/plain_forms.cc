#include "plain_forms.h"

#include <set>

#include "policy/lexicon_index.h"
#include "policy/units.h"

namespace comity::bench {

std::vector<std::string> plain_forms() {
  std::set<std::string> all;
  const std::vector<policy::Lexicon>& lexicons = policy::shipped_lexicons();
  for (std::uint32_t l = 0; l < lexicons.size(); ++l) {
    for (std::uint32_t e = 0; e < lexicons[l].entries.size(); ++e) {
      for (const auto& [form, leaf] : policy::forms_of(lexicons[l].entries[e], l, e)) {
        std::string bytes;
        for (const char32_t c : form) bytes += policy::utf8_of(c);
        all.insert(bytes);
      }
    }
  }
  return {all.begin(), all.end()};
}

}  // namespace comity::bench
