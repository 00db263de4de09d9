#include "campaign/same_words.h"

#include "text/characters.h"
#include "text/links.h"

namespace comity::campaign {
namespace {

// FNV-1a over code points; letters that are repeated count once.
class Words {
 public:
  void letter(char32_t c) {
    if (!inside_) mix(' ');
    inside_ = true;
    if (c != last_) mix(c);
    last_ = c;
  }
  void gap() {
    inside_ = false;
    last_ = 0;
  }
  std::int64_t value() const {
    if (!any_) return 0;
    const auto folded = static_cast<std::int64_t>(hash_ >> 1);  // never negative
    return folded == 0 ? 1 : folded;
  }

 private:
  void mix(char32_t c) {
    hash_ = (hash_ ^ c) * 0x100000001B3ULL;
    any_ = true;
  }
  std::uint64_t hash_ = 0xCBF29CE484222325ULL;
  char32_t last_ = 0;
  bool inside_ = false;
  bool any_ = false;
};

void read(std::string_view utf8, Words& words) {
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_code_point(utf8, at);
    const text::Character character = text::character(c);
    if (character.kind == text::Kind::mark || character.kind == text::Kind::invisible || c == '\'' || c == 0x2019)
      continue;
    if (character.kind != text::Kind::letter) {
      words.gap();
    } else if (character.native.empty()) {
      words.letter(c);
    } else {
      for (std::size_t i = 0; i < character.native.size();) words.letter(text::next_code_point(character.native, i));
    }
  }
}

}  // namespace

std::int64_t same_words(std::string_view utf8) {
  Words words;
  std::size_t at = 0;
  for (const text::Link& link : text::links_in(utf8)) {
    read(utf8.substr(at, link.span.begin - at), words);
    words.gap();
    at = link.span.end;
  }
  read(utf8.substr(at), words);
  return words.value();
}

}  // namespace comity::campaign
