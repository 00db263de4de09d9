// A text cut into words, numbers and signs, for finding contacts. Inside the room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"
#include "text/links.h"

namespace comity::policy {

struct ContactToken {
  enum class Kind : std::uint8_t { word, number, sign, link };
  Kind kind = Kind::sign;
  bool capital = false;      // a word that begins with a capital
  bool glued = false;        // nothing between it and the token before
  bool line_before = false;  // a line ends between it and the token before
  char32_t sign = 0;         // of a sign; dashes are '-', blanks are no tokens
  std::uint32_t begin = 0;   // bytes of the text
  std::uint32_t end = 0;
  std::string_view plain;  // a word in small plain letters, a number in ASCII digits; of a link nothing
  std::uint32_t link = 0;  // of a link: which
};

class ContactTokens {
 public:
  // `links` as text::links_in gives them; both must outlive the tokens.
  ContactTokens(std::string_view utf8, const std::vector<text::Link>& links);
  ContactTokens(const ContactTokens&) = delete;
  ContactTokens& operator=(const ContactTokens&) = delete;

  std::size_t size() const { return tokens_.size(); }
  const ContactToken& operator[](std::size_t i) const { return tokens_[i]; }
  bool is_sign(std::size_t i, char32_t c) const { return i < size() && tokens_[i].sign == c; }
  bool is_number(std::size_t i) const { return i < size() && tokens_[i].kind == ContactToken::Kind::number; }
  bool is_word(std::size_t i) const { return i < size() && tokens_[i].kind == ContactToken::Kind::word; }
  std::string_view text() const { return utf8_; }

 private:
  void add(ContactToken token);

  std::string_view utf8_;
  std::string pool_;  // what `plain` points into; never grows beyond its reserve
  std::vector<ContactToken> tokens_;
};

// Small letters without the differences that people leave out when they type: ı as i, ё as е, ə kept; Arabic letters
// without vowel marks, alef and ta marbuta in one form. Digits of any script as ASCII. Never longer than `utf8`.
std::string plain_letters(std::string_view utf8);

}  // namespace comity::policy
