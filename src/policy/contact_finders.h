// The parts of contacts_in, one for each family of contacts. Inside the room only.
#pragma once

#include "policy/contact_tokens.h"
#include "policy/contact_words.h"
#include "policy/contacts.h"

namespace comity::policy {

struct ContactSearch {
  const ContactTokens& tokens;
  const std::vector<text::Link>& links;
  const AllowedContacts& allowed;
  std::vector<Contact>& found;

  // Takes tokens `first` to `last` as one, unless the policy allows it.
  void take(ContactKind kind, std::size_t first, std::size_t last) const;
  // Before `token`, at most `reach` tokens away and in one sentence, a word of `words`.
  bool announced(const WordSet& words, std::size_t token, std::size_t reach) const;
  // What stands before `token` is an office's name and words that say nothing else.
  bool of_an_office(std::size_t token) const;
};

void find_mail(const ContactSearch& search);
void find_numbers(const ContactSearch& search);   // telephones, cards, documents
void find_accounts(const ContactSearch& search);  // IBAN
void find_addresses(const ContactSearch& search);
void find_places(const ContactSearch& search);  // coordinates, map links

}  // namespace comity::policy
