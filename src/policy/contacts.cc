#include "policy/contacts.h"

#include <algorithm>

#include "policy/contact_finders.h"

namespace comity::policy {
namespace {

constexpr std::array<std::string_view, contact_kinds.size()> names = {"phone", "email",   "address", "document",
                                                                      "card",  "account", "place"};

// Of two that overlap the one whose form says more stays.
int rank(ContactKind kind) {
  switch (kind) {
    case ContactKind::email:
      return 0;
    case ContactKind::account:
      return 1;
    case ContactKind::card:
      return 2;
    case ContactKind::place:
      return 3;
    case ContactKind::document:
      return 4;
    case ContactKind::phone:
      return 5;
    case ContactKind::address:
      return 6;
  }
  return 7;
}

// Most comments hold nothing that could be a contact: no digit, no '@', no link, no bracket for "(at)".
bool may_hold_one(std::string_view utf8, bool has_links) {
  if (has_links) return true;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if ((c >= '0' && c <= '9') || c == '@' || c == '[' || c == '{') return true;
    if (c == '(' && i + 1 < utf8.size() &&
        (utf8[i + 1] == 'a' || utf8[i + 1] == 'A' || utf8[i + 1] == ' ' || utf8[i + 1] < 0)) {
      return true;
    }
    if (c == '/' && utf8.substr(i, 3) == "///") return true;
    if (c == ' ' && (utf8.substr(i, 5) == " dot " || utf8.substr(i, 12) == " точка ")) return true;
    const unsigned char next = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0;
    if (c == 0xD9 && next >= 0xA0 && next <= 0xA9) return true;  // Arabic-Indic digits
    if (c == 0xDB && next >= 0xB0 && next <= 0xB9) return true;
    if (c == 0xEF && next == 0xBC) return true;  // full-width
    if (c == 0xF0 && next == 0x9D) return true;  // mathematical
  }
  return false;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
}

std::string letters_and_digits(std::string_view words) {
  std::string out;
  for (const char c : plain_letters(words)) {
    if (is_letter_or_digit(c)) out += c;
  }
  return out;
}

// Words parted by one blank, one at each end.
std::string phrase(std::string_view words) {
  std::string out = " ";
  for (const char c : plain_letters(words)) {
    if (is_letter_or_digit(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

bool is_below(std::string_view host, std::string_view of) {
  return host == of || (host.size() > of.size() && host.ends_with(of) && host[host.size() - of.size() - 1] == '.');
}

}  // namespace

std::string_view name(ContactKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<ContactKind> contact_kind(std::string_view written) {
  for (const ContactKind kind : contact_kinds) {
    if (name(kind) == written) return kind;
  }
  return std::nullopt;
}

bool AllowedContacts::add(std::string_view written) {
  if (!sort_in(written)) return false;
  written_.emplace_back(written);
  return true;
}

bool AllowedContacts::sort_in(std::string_view written) {
  const std::string plain = plain_letters(written);
  const std::string joined = letters_and_digits(written);
  if (joined.size() < 3) return false;
  const bool one_word = plain.find(' ') == std::string::npos;
  if (const std::size_t at = plain.find('@'); at != std::string::npos) {
    if (!one_word || plain.find('.', at) == std::string::npos) return false;
    if (at == 0)
      hosts_.push_back(plain.substr(1));
    else
      mail_.push_back(plain);
    return true;
  }
  const auto digits = std::count_if(joined.begin(), joined.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (one_word && plain.find('.') != std::string::npos && digits == 0) {
    hosts_.push_back(plain);
    return true;
  }
  if (static_cast<std::size_t>(digits) == joined.size() || (one_word && digits > 4)) {
    numbers_.push_back(joined);
    return true;
  }
  phrases_.push_back(phrase(written));
  return true;
}

bool AllowedContacts::allows_host(std::string_view host) const {
  return std::any_of(hosts_.begin(), hosts_.end(), [&](const std::string& own) { return is_below(host, own); });
}

bool AllowedContacts::allows(ContactKind kind, std::string_view words) const {
  if (kind == ContactKind::email) {
    const std::string mail = plain_letters(words);
    const std::size_t at = mail.rfind('@');
    return std::find(mail_.begin(), mail_.end(), mail) != mail_.end() ||
           (at != std::string::npos && allows_host(std::string_view(mail).substr(at + 1)));
  }
  if (kind == ContactKind::address || kind == ContactKind::place) {
    const std::string said = phrase(words);
    if (std::any_of(phrases_.begin(), phrases_.end(),
                    [&](const std::string& own) { return said.find(own) != std::string::npos; })) {
      return true;
    }
  }
  if (kind == ContactKind::address) return false;
  // A telephone number may be written with or without the country in front.
  const std::string number = letters_and_digits(words);
  return std::any_of(numbers_.begin(), numbers_.end(), [&](const std::string& own) {
    if (own == number) return true;
    const std::size_t least = std::min(own.size(), number.size());
    if (kind != ContactKind::phone || least < 6) return false;
    const std::string_view shorter = own.size() < number.size() ? own : number;
    const std::string_view longer = own.size() < number.size() ? number : own;
    const std::string_view local = shorter.substr(shorter.front() == '0' || shorter.front() == '8' ? 1 : 0);
    return longer.size() - local.size() <= 4 && local.size() >= 6 && longer.ends_with(local);
  });
}

void ContactSearch::take(ContactKind kind, std::size_t first, std::size_t last) const {
  if (found.size() >= max_contacts) return;
  const text::Span span{tokens[first].begin, tokens[last].end};
  if (!allowed.allows(kind, tokens.text().substr(span.begin, span.end - span.begin))) found.push_back({kind, span});
}

bool ContactSearch::announced(const WordSet& words, std::size_t token, std::size_t reach) const {
  for (std::size_t i = token; i > 0 && reach > 0; --reach) {
    const ContactToken& t = tokens[--i];
    if (t.kind == ContactToken::Kind::word && words.has(t.plain)) return true;
    if (t.kind == ContactToken::Kind::number || t.kind == ContactToken::Kind::link || t.sign == '!' || t.sign == '?') {
      return false;
    }
    if (t.sign == ',' || t.sign == ';') reach = std::min<std::size_t>(reach, 2);
    if (tokens[i + 1].line_before) reach = std::min<std::size_t>(reach, 3);
  }
  return false;
}

bool ContactSearch::of_an_office(std::size_t token) const {
  const ContactWords& words = contact_words();
  std::size_t reach = 8;
  for (std::size_t i = token; i > 0 && reach > 0; --reach) {
    const ContactToken& t = tokens[--i];
    if (t.kind == ContactToken::Kind::number || t.kind == ContactToken::Kind::link || t.sign == '!' || t.sign == '?' ||
        t.sign == ';') {
      return false;
    }
    if (t.kind != ContactToken::Kind::word) continue;
    if (words.office.has(t.plain)) return true;
    if (!words.filler.has(t.plain) && !words.phone.has(t.plain) && !words.call.has(t.plain)) return false;
  }
  return false;
}

std::vector<Contact> contacts_in(const text::CheckedText& text, const AllowedContacts& allowed) {
  const std::vector<text::Link> links = text::links_in(text);
  std::vector<Contact> found;
  if (!may_hold_one(text, !links.empty())) return found;
  const ContactTokens tokens(text, links);
  const ContactSearch search{tokens, links, allowed, found};
  find_mail(search);
  find_accounts(search);
  find_places(search);
  find_numbers(search);
  find_addresses(search);
  std::stable_sort(found.begin(), found.end(), [](const Contact& a, const Contact& b) {
    return std::pair(rank(a.kind), a.span) < std::pair(rank(b.kind), b.span);
  });
  std::vector<Contact> kept;  // in order of place; none overlap
  for (const Contact& contact : found) {
    const auto behind = std::lower_bound(kept.begin(), kept.end(), contact.span,
                                         [](const Contact& k, text::Span span) { return k.span.begin < span.begin; });
    if (behind != kept.end() && behind->span.begin < contact.span.end) continue;
    if (behind != kept.begin() && std::prev(behind)->span.end > contact.span.begin) continue;
    kept.insert(behind, contact);
  }
  return kept;
}

}  // namespace comity::policy
