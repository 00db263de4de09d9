// Finds how to reach or find a person: telephone numbers, e-mail and street addresses, numbers of documents, cards and
// accounts, places on a map.
//
// A number is one only by its form (a checksum, a country's way of writing it) or by the word that announces it, so
// that prices, years, scores and statutes are none. Words: data/contacts/words.toml. Nothing here asks a library for a
// table: the same text has the same contacts in ten years.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::policy {

inline constexpr std::size_t max_contacts = 1'024;  // that are told of one text

enum class ContactKind : std::uint8_t { phone, email, address, document, card, account, place };
inline constexpr std::array contact_kinds = {ContactKind::phone,    ContactKind::email, ContactKind::address,
                                             ContactKind::document, ContactKind::card,  ContactKind::account,
                                             ContactKind::place};
std::string_view name(ContactKind kind);  // as conditions write it: "phone"
std::optional<ContactKind> contact_kind(std::string_view name);

struct Contact {
  ContactKind kind = ContactKind::phone;
  text::Span span;  // the author's own bytes
  auto operator<=>(const Contact&) const = default;
};

// What the policy's `[contacts] allow` lets stand: the publisher's own and public ones.
class AllowedContacts {
 public:
  // "+99 555 010 0100", "desk@herald.example", "herald.example" (the host and all below it), "1 Herald Square".
  // False when `written` is none of these.
  bool add(std::string_view written);
  bool allows(ContactKind kind, std::string_view words) const;
  bool allows_host(std::string_view host) const;
  const std::vector<std::string>& written() const { return written_; }  // as they were added

 private:
  bool sort_in(std::string_view written);

  std::vector<std::string> written_;
  std::vector<std::string> numbers_;  // digits and letters only
  std::vector<std::string> mail_;     // lower case
  std::vector<std::string> hosts_;    // lower case
  std::vector<std::string> phrases_;  // letters and digits, words parted by one blank
};

// All contacts in `text`, in order, none overlapping; a number at a toll-free prefix, one that an office's name
// announces ("city hall, telephone …") and a government's mailbox are left out. Linear in the text; a text without
// digits, '@' and links costs one look at its bytes.
std::vector<Contact> contacts_in(const text::CheckedText& text, const AllowedContacts& allowed);

// Names the words' file, for the engine's hash.
const std::string& contact_words_hash();

}  // namespace comity::policy
