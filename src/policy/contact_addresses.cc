// Street addresses: a street's name and the number of a house, in the order that each language has.
#include <algorithm>

#include "policy/contact_finders.h"

namespace comity::policy {
namespace {

using Kind = ContactToken::Kind;

class AddressFinder {
 public:
  explicit AddressFinder(const ContactSearch& search)
      : search_(search), tokens_(search.tokens), words_(contact_words()) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      std::size_t first = i;
      std::size_t last = 0;
      if (!at(i, first, last)) continue;
      last = with_flat(last);
      if (!search_.of_an_office(first)) search_.take(ContactKind::address, first, last);
      i = std::max(i, last);
    }
  }

 private:
  bool at(std::size_t i, std::size_t& first, std::size_t& last) const {
    const ContactToken& t = tokens_[i];
    if (t.kind == Kind::number)
      return is_house(i, false) &&
             (number_name_street(i, last) || number_street_name(i, last) || arabic_number_first(i, last));
    if (t.kind != Kind::word) return false;
    if (words_.street.has(t.plain)) return name_street_number(i, first, last) || street_name_number(i, last);
    if (is_compound(t)) return number_behind(i + 1, last);
    return words_.lives.has(t.plain) && lives_at(i, first, last);
  }

  // Up to four digits, not zero first; a letter may be glued behind.
  bool is_house(std::size_t i, bool year_too) const {
    if (!tokens_.is_number(i)) return false;
    const std::string_view digits = tokens_[i].plain;
    if (digits.size() > 4 || digits[0] == '0' ||
        (i > 0 && tokens_[i].glued && tokens_[i - 1].kind == Kind::sign && is_joint(tokens_[i - 1].sign) &&
         tokens_.is_number(i - 2)))
      return false;
    if (!year_too && digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) return false;
    if (i + 1 >= tokens_.size()) return true;
    const ContactToken& next = tokens_[i + 1];
    if (next.sign == '%' || next.sign == 0xB0 || next.sign == '$' || (next.sign >= 0x20A0 && next.sign <= 0x20CF))
      return false;
    if (next.glued && is_joint(next.sign) && tokens_.is_number(i + 2) && tokens_[i + 2].glued)
      return next.sign == '/' || next.sign == '-';
    return !(next.kind == Kind::word && words_.unit.has(next.plain));
  }
  static bool is_joint(char32_t c) { return c == '.' || c == ',' || c == ':' || c == '/' || c == '-'; }

  // Written with a capital, or in a script that has none.
  bool is_name(std::size_t i) const {
    if (!tokens_.is_word(i)) return false;
    const ContactToken& t = tokens_[i];
    const auto head = static_cast<unsigned char>(t.plain.empty() ? '\0' : t.plain[0]);
    return t.capital || (head >= 0xD8 && head <= 0xDB);
  }
  bool ends_sentence(std::size_t i) const {
    return i < tokens_.size() && (tokens_[i].sign == ';' || tokens_[i].sign == '!' || tokens_[i].sign == '?');
  }

  // The number with its letter: "5a", "12/3", "14 bis".
  std::size_t whole_number(std::size_t i) const {
    std::size_t last = i;
    if (last + 2 < tokens_.size() && tokens_[last + 1].glued &&
        (tokens_[last + 1].sign == '/' || tokens_[last + 1].sign == '-') && tokens_[last + 2].glued &&
        (tokens_.is_number(last + 2) || tokens_[last + 2].plain.size() <= 2)) {
      last += 2;
    }
    if (tokens_.is_word(last + 1) && tokens_[last + 1].glued && tokens_[last + 1].plain.size() <= 2) ++last;
    if (tokens_.is_word(last + 1) && (tokens_[last + 1].plain == "bis" || tokens_[last + 1].plain == "ter")) ++last;
    return last;
  }

  // The words for house, "no." and signs, then the number. At `i`: what stands behind the street's name.
  bool number_behind(std::size_t i, std::size_t& last) const {
    bool house = false;
    for (int skipped = 0; skipped < 6 && i < tokens_.size(); ++skipped, ++i) {
      const ContactToken& t = tokens_[i];
      if (t.kind == Kind::number) {
        if (!is_house(i, house)) return false;
        last = whole_number(i);
        return true;
      }
      const bool sign = t.sign == '.' || t.sign == ',' || t.sign == ':' || t.sign == 0x2116 || t.sign == '#' ||
                        t.sign == 0xB0 || t.sign == 0xBA || t.sign == '\'';
      const bool word =
          t.kind == Kind::word &&
          (words_.house.has(t.plain) || (t.glued && t.plain.size() <= 4 && i > 0 && tokens_[i - 1].sign == '\''));
      if (t.sign == '.' && i + 1 < tokens_.size() && tokens_[i + 1].capital) return false;  // the sentence ends
      if (!sign && !word) return false;
      house = house || word;
    }
    return false;
  }

  // 14 Larch Lane
  bool number_name_street(std::size_t i, std::size_t& last) const {
    if (i > 0 && tokens_.is_word(i - 1) && words_.quantity_en.has(tokens_[i - 1].plain)) return false;
    std::size_t next = whole_number(i) + 1;
    for (int names = 0; names < 4 && next < tokens_.size(); ++names, ++next) {
      if (tokens_[next].line_before || !tokens_.is_word(next) || !tokens_[next].capital) return false;
      if (names == 0 || !words_.street_en.has(tokens_[next].plain)) continue;
      const bool saint = tokens_[next].plain == "st" && next + 1 < tokens_.size() && tokens_[next + 1].capital;
      const bool joined = next + 1 < tokens_.size() && tokens_[next + 1].glued && tokens_[next + 1].sign == '-';
      if (saint || joined) continue;
      last = next;
      return true;
    }
    return false;
  }

  // 14, rue des Tilleuls
  bool number_street_name(std::size_t i, std::size_t& last) const {
    std::size_t next = whole_number(i) + 1;
    if (next < tokens_.size() && tokens_[next].sign == ',') ++next;
    if (!tokens_.is_word(next) || !words_.street_fr.has(tokens_[next].plain)) return false;
    ++next;
    int names = 0;
    for (int skipped = 0; skipped < 7 && next < tokens_.size() && !tokens_[next].line_before; ++skipped, ++next) {
      const ContactToken& t = tokens_[next];
      if (is_name(next)) {
        last = next;
        if (++names == 3) break;
      } else if (!(t.kind == Kind::word && t.plain.size() <= 3 && words_.filler.has(t.plain)) && t.sign != '\'' &&
                 t.sign != '-' && !(t.sign == '.' && names == 0)) {
        break;
      }
    }
    return names > 0;
  }

  // 14 شارع …
  bool arabic_number_first(std::size_t i, std::size_t& last) const {
    if (!tokens_.is_word(i + 1) || static_cast<unsigned char>(tokens_[i + 1].plain[0]) < 0xD8 ||
        static_cast<unsigned char>(tokens_[i + 1].plain[0]) > 0xDB)
      return false;
    if (!words_.street.has(tokens_[i + 1].plain) || !is_name(i + 2) || tokens_[i + 2].line_before) return false;
    last = i + 2;
    return true;
  }

  // улица Липовая, д. 14; calle de los Tilos, 14; شارع النخيل 14
  bool street_name_number(std::size_t i, std::size_t& last) const {
    std::size_t next = i + 1;
    if (next < tokens_.size() && tokens_[next].sign == '.') ++next;
    bool named = false;
    for (int words = 0; words < 6 && next < tokens_.size() && !tokens_[next].line_before && !ends_sentence(next);
         ++words) {
      const ContactToken& t = tokens_[next];
      if (named && number_behind(next, last)) return true;
      if (t.kind == Kind::number) {  // "8 Марта", "1-я Липовая"
        if (named || next + 1 >= tokens_.size()) return false;
        const bool ordinal = tokens_[next + 1].glued && tokens_[next + 1].sign == '-';
        if (!ordinal && !(is_name(next + 1) && tokens_[next + 1].capital)) return false;
        next += ordinal ? 3 : 1;
        continue;
      }
      if (is_name(next)) {
        named = true;
      } else if (!(t.kind == Kind::word && words_.filler.has(t.plain)) && t.sign != '-' && t.sign != '.' &&
                 t.sign != '\'' && t.sign != '"' && t.sign != 0xAB && t.sign != 0xBB) {
        return false;
      }
      ++next;
    }
    return named && number_behind(next, last);
  }

  // Cədvəl küçəsi 14; Ihlamur Sokak No: 14; Լորենու փողոց, 14 շենք; Липовая улица, 14
  bool name_street_number(std::size_t i, std::size_t& first, std::size_t& last) const {
    if (i == 0 || !is_name(i - 1) || tokens_[i].line_before || !number_behind(i + 1, last)) return false;
    first = i - 1;
    for (int names = 1; names < 3 && first > 0 && is_name(first - 1) && !tokens_[first].line_before; ++names) --first;
    return true;
  }

  // Lindenstraße 14
  bool is_compound(const ContactToken& t) const {
    if (!t.capital || words_.street_never.has(t.plain)) return false;
    return std::any_of(words_.street_ending.begin(), words_.street_ending.end(), [&](const std::string& ending) {
      return t.plain.size() >= ending.size() + 3 && t.plain.ends_with(ending);
    });
  }

  // "lives at 14 Larch", "wohnt in der Au 14": the number, and a name before or behind it.
  bool lives_at(std::size_t i, std::size_t& first, std::size_t& last) const {
    std::size_t name = 0;
    for (std::size_t next = i + 1; next < tokens_.size() && next < i + 8 && !tokens_[next].line_before; ++next) {
      if (ends_sentence(next)) return false;
      if (is_name(next) && name == 0) name = next;
      if (!is_house(next, false)) continue;
      const std::size_t end = whole_number(next);
      if (is_name(end + 1) && tokens_[end + 1].capital && !tokens_[end + 1].line_before) {
        first = next;
        last = end + 1;
        while (last < end + 3 && is_name(last + 1) && tokens_[last + 1].capital) ++last;
        return true;
      }
      const bool closed =
          end + 1 >= tokens_.size() || tokens_[end + 1].kind == Kind::sign || tokens_[end + 1].line_before;
      if (name == 0 || !closed) return false;
      first = name;
      last = end;
      return true;
    }
    return false;
  }

  // ", кв. 12", ", mənzil 5", ", 3 mənzil"
  std::size_t with_flat(std::size_t last) const {
    for (int parts = 0; parts < 3; ++parts) {
      std::size_t next = last + 1;
      if (next < tokens_.size() && tokens_[next].sign == ',') ++next;
      const auto says = [&](std::size_t k) {
        return tokens_.is_word(k) && !tokens_[k].line_before &&
               (words_.flat.has(tokens_[k].plain) || words_.house.has(tokens_[k].plain));
      };
      if (says(next)) {
        std::size_t number = next + 1;
        while (number < tokens_.size() && number < next + 3 &&
               (tokens_[number].sign == '.' || tokens_[number].sign == ':' || tokens_[number].sign == 0x2116))
          ++number;
        if (tokens_.is_number(number) && tokens_[number].plain.size() <= 4) {
          last = whole_number(number);
          continue;
        }
        if (next == last + 1)
          last = next;  // "14 շենք"
        else
          break;
      } else if (tokens_.is_number(next) && next > last + 1 && tokens_[next].plain.size() <= 4 && says(next + 1)) {
        last = next + 1;
      } else {
        break;
      }
    }
    return last;
  }

  const ContactSearch& search_;
  const ContactTokens& tokens_;
  const ContactWords& words_;
};

}  // namespace

void find_addresses(const ContactSearch& search) { AddressFinder(search).run(); }

}  // namespace comity::policy
