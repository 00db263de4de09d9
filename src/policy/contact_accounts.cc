// IBANs: a country's letters, two check digits and what the country's banks write, often in groups of four.
#include "policy/contact_checksums.h"
#include "policy/contact_finders.h"

namespace comity::policy {

void find_accounts(const ContactSearch& search) {
  const ContactTokens& tokens = search.tokens;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const ContactToken& country = tokens[i];
    if (country.kind != ContactToken::Kind::word || country.plain.size() != 2 || !tokens.is_number(i + 1) ||
        !tokens[i + 1].glued)
      continue;
    const std::size_t length = iban_length(country.plain);
    if (length == 0) continue;
    std::string written(country.plain);
    std::size_t last = i;
    for (std::size_t next = i + 1; next < tokens.size() && written.size() < length; ++next) {
      const ContactToken& t = tokens[next];
      if (t.sign == '-') continue;
      if (t.kind != ContactToken::Kind::word && t.kind != ContactToken::Kind::number) break;
      written += t.plain;
      last = next;
    }
    if (!is_iban(written)) continue;
    search.take(ContactKind::account, i, last);
    i = last;
  }
}

}  // namespace comity::policy
