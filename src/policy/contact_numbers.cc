// Telephone, card and document numbers: runs of digits with the signs people put between them, told apart by form,
// checksum and the words around them.
#include <algorithm>

#include "policy/contact_checksums.h"
#include "policy/contact_finders.h"

namespace comity::policy {
namespace {

using Kind = ContactToken::Kind;
constexpr std::size_t most_digits = 24;

struct Run {
  std::size_t first = 0;  // token: a number, or the '+' or '(' that belongs to it
  std::size_t last = 0;
  std::string digits;
  std::vector<std::size_t> groups;  // digits of each
  std::vector<char32_t> between;    // the sign between two groups, ' ' for none
  bool plus = false;
  bool bracket = false;  // its first group stands in brackets

  std::size_t size() const { return digits.size(); }
  bool has_groups(std::initializer_list<std::size_t> wanted) const {
    return std::equal(groups.begin(), groups.end(), wanted.begin(), wanted.end());
  }
  bool parted_alike() const {
    return std::all_of(between.begin(), between.end(), [&](char32_t c) { return c == between.front(); });
  }
};

int number_of(std::string_view digits) {
  int n = 0;
  for (const char c : digits.substr(0, 4)) n = n * 10 + (c - '0');
  return n;
}

bool is_year(std::string_view digits) {
  return digits.size() == 4 && number_of(digits) >= 1000 && number_of(digits) <= 2199;
}

// 05.06.2024, 2024-06-05, 1914-1918, 1914 1915 1916, and any of them with more behind it.
bool is_date(const Run& run) {
  const auto group = [&](std::size_t i) {
    std::size_t begin = 0;
    for (std::size_t k = 0; k < i; ++k) begin += run.groups[k];
    return std::string_view(run.digits).substr(begin, run.groups[i]);
  };
  bool all_years = true;
  for (std::size_t i = 0; i < run.groups.size(); ++i) all_years = all_years && is_year(group(i));
  if (all_years) return true;
  if (run.groups.size() < 3) return false;
  const auto small = [&](std::size_t i, int most) { return group(i).size() <= 2 && number_of(group(i)) <= most; };
  if (small(0, 31) && small(1, 31) && is_year(group(2))) return true;
  return is_year(group(0)) && small(1, 12) && small(2, 31);
}

// 1 250 000, 1.250.000
bool is_thousands(const Run& run) {
  if (run.groups.size() < 2 || run.groups[0] > 3 || !run.parted_alike() || run.between[0] == '-' ||
      run.between[0] == '/') {
    return false;
  }
  return std::all_of(run.groups.begin() + 1, run.groups.end(), [](std::size_t n) { return n == 3; });
}

bool is_decimal(const Run& run) { return run.groups.size() == 2 && run.between[0] == '.'; }

bool is_internet_address(const Run& run) {
  return run.groups.size() == 4 && run.parted_alike() && run.between[0] == '.' && run.groups[0] <= 3 &&
         run.groups[3] <= 3 && run.groups[1] <= 3 && run.groups[2] <= 3;
}

bool counts_up(std::string_view digits) {
  for (std::size_t i = 1; i < digits.size(); ++i) {
    if ((digits[i - 1] - '0' + 1) % 10 != digits[i] - '0') return false;
  }
  return true;
}

bool is_book(const Run& run) {
  if (run.size() == 13 && (run.digits.starts_with("978") || run.digits.starts_with("979"))) return true;
  return run.size() == 10 && run.groups.size() == 4 && run.groups[3] == 1;
}

// Ways of writing a number at home that nothing else is written in.
bool is_national(const Run& run) {
  const std::string_view d = run.digits;
  const std::size_t n = d.size();
  if (counts_up(d) || is_date(run) || is_book(run) || is_decimal(run) || is_internet_address(run)) return false;
  if (run.bracket && run.groups[0] >= 2 && run.groups[0] <= 5 && n >= 9 && n <= 12)
    return !is_year(d.substr(0, run.groups[0]));
  if (d[0] == '0' && d[1] != '0' && n >= 9 && n <= 12) {  // the trunk prefix of most countries
    if (n == 12 && run.groups.size() == 1) return false;
    if (run.groups.size() == 1 || run.groups[0] >= 3) return true;
    if (run.groups[0] == 1) return run.groups[1] == 3;
    return run.groups[0] == 2 && run.parted_alike() && run.has_groups({2, 2, 2, 2, 2});
  }
  if (is_thousands(run)) return false;
  if (n == 11 && d[0] == '8' && (d[1] == '3' || d[1] == '4' || d[1] == '8' || d[1] == '9')) {  // ru
    return run.groups.size() == 1 || run.groups[0] == 1 || run.groups[0] == 4;
  }
  if (n == 11 && d[0] == '7' && d[1] == '9') return run.groups.size() >= 4 && run.groups[0] == 1;
  if (n == 9 && d[0] >= '6' && run.has_groups({3, 2, 2, 2})) return true;               // es
  if (n == 10 && d[0] >= '2' && d[3] >= '2' && run.has_groups({3, 3, 4})) return true;  // North America
  return n == 11 && d[0] == '1' && d[1] >= '2' && d[4] >= '2' && run.has_groups({1, 3, 3, 4});
}

class NumberFinder {
 public:
  explicit NumberFinder(const ContactSearch& search)
      : search_(search), tokens_(search.tokens), words_(contact_words()) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size();) {
      if (!tokens_.is_number(i)) {
        ++i;
        continue;
      }
      const Run run = run_at(i);
      i = run.last + 1;
      if (run.size() <= most_digits) judge(run);
    }
  }

 private:
  Run run_at(std::size_t i) const {
    Run run;
    run.first = run.last = i;
    if (i > 0 && tokens_[i - 1].sign == '(' && tokens_[i].glued) {
      run.bracket = true;
      run.first = i - 1;
    }
    if (run.first > 0 && tokens_[run.first - 1].sign == '+') {
      const bool sum = run.first > 1 && tokens_[run.first - 1].glued && tokens_.is_number(run.first - 2);
      if (!sum) {
        run.plus = true;
        --run.first;
      }
    }
    run.digits = tokens_[i].plain;
    run.groups = {run.digits.size()};
    for (;;) {
      std::size_t next = run.last + 1;
      char32_t sign = ' ';
      for (int signs = 0; signs < 3 && next < tokens_.size() && is_between(tokens_[next].sign); ++signs, ++next) {
        if (sign == ' ') sign = tokens_[next].sign;
      }
      if (!tokens_.is_number(next) || tokens_[next].line_before) break;
      run.between.push_back(sign);
      run.groups.push_back(tokens_[next].plain.size());
      if (run.digits.size() <= most_digits) run.digits += tokens_[next].plain;
      run.last = next;
    }
    return run;
  }

  static bool is_between(char32_t c) {
    return c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == 0xB7 || c == '\'';
  }

  void judge(const Run& run) {
    const bool strong = search_.announced(words_.phone, run.first, 4) || named_behind(run);
    if (!strong && !run.plus && is_reference(run)) return;
    if (is_card(run)) return search_.take(ContactKind::card, run.first, run.last);
    if (document(run)) return;
    if (is_quantity(run) && !strong) return;
    const bool letter_before = tokens_[run.first].glued && tokens_.is_word(run.first - 1);
    const bool letter_behind = tokens_.is_word(run.last + 1) && tokens_[run.last + 1].glued;
    if (!is_phone(run, strong, letter_before || letter_behind)) {
      if (search_.announced(words_.account, run.first, 3) && run.size() >= 8 && !is_thousands(run) && !is_date(run)) {
        search_.take(ContactKind::account, run.first, run.last);
      }
      return;
    }
    if (is_toll_free(run) || search_.of_an_office(run.first)) return;
    search_.take(ContactKind::phone, run.first, run.last);
  }

  bool is_phone(const Run& run, bool strong, bool letters_around) const {
    const std::size_t n = run.size();
    const bool rounded = is_thousands(run) && (n < 10 || run.digits.ends_with("000"));
    if (run.plus) return n >= 8 && n <= 15 && run.digits[0] != '0' && !rounded && !is_date(run);
    if (letters_around) return false;
    if (n >= 11 && n <= 17 && run.digits.starts_with("00") && run.digits[2] != '0' && !is_decimal(run)) return true;
    if (is_national(run)) return true;
    if (n < 6 || n > 13 || is_date(run) || is_decimal(run) || is_internet_address(run) || is_book(run)) return false;
    if (strong) return !is_thousands(run) || !run.digits.ends_with("000");
    if (!search_.announced(words_.call, run.first, 4)) return false;
    return n >= 7 && !is_thousands(run);
  }

  // "(WhatsApp)" behind it.
  bool named_behind(const Run& run) const {
    std::size_t i = run.last + 1;
    if (i < tokens_.size() && tokens_[i].sign == '(') ++i;
    return tokens_.is_word(i) && !tokens_[i].line_before && words_.phone.has(tokens_[i].plain);
  }

  bool is_reference(const Run& run) const {
    std::size_t i = run.first;
    for (int back = 0; back < 3 && i > 0; ++back) {
      const ContactToken& t = tokens_[--i];
      if (t.sign == '#' || t.sign == 0x2116 || t.sign == 0xA7) return true;
      if (t.kind == Kind::word && words_.reference.has(t.plain)) return true;
    }
    // "3,14159265", "12:30", and the same behind it
    const bool before = run.first > 1 && tokens_[run.first].glued && tokens_.is_number(run.first - 2) &&
                        (tokens_[run.first - 1].sign == ',' || tokens_[run.first - 1].sign == ':');
    const bool behind = tokens_.is_number(run.last + 2) && tokens_[run.last + 2].glued && tokens_[run.last + 1].glued &&
                        (tokens_[run.last + 1].sign == ',' || tokens_[run.last + 1].sign == ':');
    return before || behind;
  }

  static bool is_currency(char32_t c) {
    return c == '$' || (c >= 0x20A0 && c <= 0x20CF) || c == 0xA3 || c == 0xA5 || c == 0x58F;
  }

  bool is_quantity(const Run& run) const {
    if (run.first > 0 && (is_currency(tokens_[run.first - 1].sign) || tokens_[run.first - 1].sign == '~')) return true;
    if (run.last + 1 >= tokens_.size()) return false;
    const ContactToken& behind = tokens_[run.last + 1];
    if (behind.sign == '%' || behind.sign == 0xB0 || is_currency(behind.sign)) return true;
    return behind.kind == Kind::word && words_.unit.has(behind.plain);
  }

  bool is_card(const Run& run) const {
    if (run.plus || !is_payment_card(run.digits)) return false;
    if (tokens_[run.first].glued && tokens_.is_word(run.first - 1)) return false;
    if (run.groups.size() == 1) return true;
    return run.parted_alike() && run.between[0] != '.' &&
           (run.has_groups({4, 4, 4, 4}) || run.has_groups({4, 6, 5}) || run.has_groups({4, 4, 4, 4, 3}));
  }

  bool is_toll_free(const Run& run) const {
    const std::size_t n = run.size();
    if (n == 10 && run.digits[0] == '8' && run.digits[1] == run.digits[2] && !run.plus)
      return true;  // North America: 800, 888, 877 ...
    if (n == 9 && (run.digits.starts_with("900") || run.digits.starts_with("800"))) return true;  // es
    if (n < 7) return false;
    return std::any_of(words_.toll_free.begin(), words_.toll_free.end(), [&](const std::string& prefix) {
      return run.digits.starts_with(prefix) && (prefix[0] == '0' || n >= 10);
    });
  }

  // True when it is one, taken or allowed.
  bool document(const Run& run) {
    const std::size_t n = run.size();
    if (run.plus) return false;
    const bool letter_behind =
        tokens_.is_word(run.last + 1) && tokens_[run.last + 1].glued && tokens_[run.last + 1].plain.size() == 1;
    const bool letters_before = run.first > 0 && tokens_.is_word(run.first - 1) &&
                                tokens_[run.first - 1].plain.size() <= 4 &&
                                (tokens_[run.first].glued || tokens_[run.first - 1].capital);
    const std::string_view before = letters_before ? tokens_[run.first - 1].plain : std::string_view();
    const bool glued = letters_before && tokens_[run.first].glued;
    std::size_t first = run.first;
    std::size_t last = run.last;
    bool yes = false;
    if (letter_behind && run.groups.size() == 1 &&
        is_spanish_id(glued ? before : "", run.digits, tokens_[run.last + 1].plain[0])) {
      yes = true;
      last = run.last + 1;
      if (glued) first = run.first - 1;
    } else if (glued && !search_.announced(words_.document, run.first - 1, 5)) {
      return false;
    } else if (n == 9 && run.has_groups({3, 2, 4}) && run.parted_alike() && run.between[0] == '-') {
      yes = is_social_security(run.digits);  // United States
    } else if (n == 11 && run.has_groups({3, 3, 3, 2})) {
      yes = is_snils(run.digits);
    } else if (n == 15 && (run.has_groups({1, 2, 2, 2, 3, 3, 2}) || run.groups.size() == 1)) {
      yes = is_french_id(run.digits);
    } else if (n == 11 && run.groups.size() == 1) {
      yes = is_turkish_id(run.digits);
    }
    if (!yes && n >= 6 && n <= 14 && !is_date(run) && !is_thousands(run) && !is_quantity(run)) {
      const std::size_t from = letters_before ? run.first - 1 : run.first;
      yes = search_.announced(words_.document, from, 5) || search_.announced(words_.document, run.first, 1);
      if (yes && letters_before && !words_.document.has(before)) first = from;
      if (yes && letter_behind) last = run.last + 1;
    }
    if (yes) search_.take(ContactKind::document, first, last);
    return yes;
  }

  const ContactSearch& search_;
  const ContactTokens& tokens_;
  const ContactWords& words_;
};

}  // namespace

void find_numbers(const ContactSearch& search) { NumberFinder(search).run(); }

}  // namespace comity::policy
