// The words that tell what a number is, from data/contacts/words.toml. Inside the room only.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace comity::policy {

// Words in plain letters; some stand for any ending.
class WordSet {
 public:
  void add(std::string_view written);
  bool has(std::string_view plain) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  std::unordered_set<std::string, Hash, std::equal_to<>> whole_;
  std::unordered_set<std::string, Hash, std::equal_to<>> stems_;
  // By its first three bytes: most words of a comment are none of a set's and are let go here.
  static std::size_t head(std::string_view plain) {
    std::size_t h = 0;
    for (std::size_t i = 0; i < 3 && i < plain.size(); ++i) h = h * 31 + static_cast<unsigned char>(plain[i]);
    return h % 4096;
  }
  std::bitset<4096> heads_;
  bool short_stem_ = false;    // then the first three bytes say nothing
  std::size_t shortest_ = 64;  // stem
  std::size_t longest_ = 0;
};

struct ContactWords {
  WordSet phone, call, reference, unit, office, filler, document, account, place;
  WordSet street_en, quantity_en, street, street_fr, street_never, house, flat, lives;
  std::vector<std::string> street_ending, map_links, toll_free, public_hosts;
};

const ContactWords& contact_words();

}  // namespace comity::policy
