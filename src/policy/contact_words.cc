#include "policy/contact_words.h"

#include <algorithm>

#include "base/crypto.h"
#include "policy/contact_tokens.h"
#include "policy/contacts.h"
#include "policy/embedded.h"
#include "policy/toml.h"

namespace comity::policy {
namespace {

std::string_view file() {
  for (const base::EmbeddedFile& embedded : policy_data::embedded()) {
    if (embedded.path == "contacts/words.toml") return embedded.bytes;
  }
  return {};
}

ContactWords read() {
  Diagnostics diagnostics;
  const TomlItem root = parse_toml(file(), diagnostics);
  ContactWords words;
  const auto texts = [&](std::string_view key) {
    std::vector<std::string> list;
    if (const TomlItem* item = root.find(key)) {
      for (const TomlItem& element : item->items) list.push_back(element.text);
    }
    return list;
  };
  const auto fill = [&](WordSet& set, std::string_view key) {
    for (const std::string& word : texts(key)) set.add(word);
  };
  fill(words.phone, "phone");
  fill(words.call, "call");
  fill(words.reference, "reference");
  fill(words.unit, "unit");
  fill(words.office, "office");
  fill(words.filler, "filler");
  fill(words.document, "document");
  fill(words.account, "account");
  fill(words.place, "place");
  fill(words.street_en, "street_en");
  fill(words.quantity_en, "quantity_en");
  fill(words.street, "street");
  fill(words.street_fr, "street_fr");
  fill(words.street_never, "street_never");
  fill(words.house, "house");
  fill(words.flat, "flat");
  fill(words.lives, "lives");
  for (const std::string& ending : texts("street_ending")) words.street_ending.push_back(plain_letters(ending));
  words.map_links = texts("map_links");
  words.toll_free = texts("toll_free");
  words.public_hosts = texts("public_hosts");
  return words;
}

}  // namespace

void WordSet::add(std::string_view written) {
  const bool any_ending = written.ends_with('*');
  if (any_ending) written.remove_suffix(1);
  std::string word = plain_letters(written);
  heads_.set(head(word));
  short_stem_ = short_stem_ || (any_ending && word.size() < 3);
  if (any_ending) {
    shortest_ = std::min(shortest_, word.size());
    longest_ = std::max(longest_, word.size());
    stems_.insert(std::move(word));
  } else {
    whole_.insert(std::move(word));
  }
}

bool WordSet::has(std::string_view plain) const {
  if (!heads_.test(head(plain)) && !short_stem_) return false;
  if (whole_.contains(plain)) return true;
  for (std::size_t n = std::min(plain.size(), longest_); n >= shortest_; --n) {
    if (stems_.contains(plain.substr(0, n))) return true;
  }
  return false;
}

const ContactWords& contact_words() {
  static const ContactWords words = read();
  return words;
}

const std::string& contact_words_hash() {
  static const std::string hash = to_hex(sha256(file()));
  return hash;
}

}  // namespace comity::policy
