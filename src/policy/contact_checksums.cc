#include "policy/contact_checksums.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace comity::policy {
namespace {

int digit(char c) { return c - '0'; }

std::int64_t number(std::string_view digits) {
  std::int64_t n = 0;
  for (const char c : digits) n = n * 10 + digit(c);
  return n;
}

bool all_equal(std::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits[0]; });
}

struct Iban {
  char country[3];
  std::size_t length;
};

// ISO 13616 register (SWIFT, release 96): length of each country's number.
constexpr Iban ibans[] = {
    {"ad", 24}, {"ae", 23}, {"al", 28}, {"at", 20}, {"az", 28}, {"ba", 20}, {"be", 16}, {"bg", 22}, {"bh", 22},
    {"br", 29}, {"by", 28}, {"ch", 21}, {"cr", 22}, {"cy", 28}, {"cz", 24}, {"de", 22}, {"dk", 18}, {"do", 28},
    {"ee", 20}, {"eg", 29}, {"es", 24}, {"fi", 18}, {"fo", 18}, {"fr", 27}, {"gb", 22}, {"ge", 22}, {"gi", 23},
    {"gl", 18}, {"gr", 27}, {"gt", 28}, {"hr", 21}, {"hu", 28}, {"ie", 22}, {"il", 23}, {"iq", 23}, {"is", 26},
    {"it", 27}, {"jo", 30}, {"kw", 30}, {"kz", 20}, {"lb", 28}, {"lc", 32}, {"li", 21}, {"lt", 20}, {"lu", 20},
    {"lv", 21}, {"ly", 25}, {"mc", 27}, {"md", 24}, {"me", 22}, {"mk", 19}, {"mr", 27}, {"mt", 31}, {"mu", 30},
    {"nl", 18}, {"no", 15}, {"pk", 24}, {"pl", 28}, {"ps", 29}, {"pt", 25}, {"qa", 29}, {"ro", 24}, {"rs", 22},
    {"ru", 33}, {"sa", 24}, {"sc", 31}, {"sd", 18}, {"se", 24}, {"si", 19}, {"sk", 24}, {"sm", 27}, {"st", 25},
    {"sv", 28}, {"tl", 23}, {"tn", 24}, {"tr", 26}, {"ua", 29}, {"va", 22}, {"vg", 24}, {"xk", 20}};

}  // namespace

bool is_payment_card(std::string_view digits) {
  if (digits.size() < 14 || digits.size() > 19 || all_equal(digits)) return false;
  const std::int64_t head = number(digits.substr(0, 4));
  const bool network =
      (head >= 3000 && head <= 6999) || (head >= 2200 && head <= 2720) || (head >= 9792 && head <= 9792);
  if (!network) return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {  // ISO/IEC 7812-1 annex B
    int d = digit(digits[digits.size() - 1 - i]);
    if (i % 2 == 1) d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  return sum % 10 == 0;
}

std::size_t iban_length(std::string_view country) {
  for (const Iban& iban : ibans) {
    if (country == iban.country) return iban.length;
  }
  return 0;
}

bool is_iban(std::string_view written) {
  if (written.size() < 15 || iban_length(written.substr(0, 2)) != written.size()) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < written.size(); ++i) {  // ISO/IEC 7064 MOD 97-10, the first four behind the rest
    const char c = written[(i + 4) % written.size()];
    if (c >= '0' && c <= '9')
      remainder = (remainder * 10 + digit(c)) % 97;
    else if (c >= 'a' && c <= 'z')
      remainder = (remainder * 100 + (c - 'a' + 10)) % 97;
    else
      return false;
  }
  return remainder == 1;
}

bool is_social_security(std::string_view d) {
  return d.size() == 9 && number(d.substr(0, 3)) != 0 && number(d.substr(0, 3)) != 666 && d[0] != '9' &&
         number(d.substr(3, 2)) != 0 && number(d.substr(5)) != 0;
}

bool is_snils(std::string_view d) {
  if (d.size() != 11) return false;
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += digit(d[static_cast<std::size_t>(i)]) * (9 - i);
  return sum > 0 && sum % 101 % 100 == number(d.substr(9));
}

bool is_french_id(std::string_view d) {
  if (d.size() != 15 || (d[0] != '1' && d[0] != '2')) return false;
  const std::int64_t month = number(d.substr(3, 2));
  return month >= 1 && month <= 12 && 97 - number(d.substr(0, 13)) % 97 == number(d.substr(13));
}

bool is_turkish_id(std::string_view d) {
  if (d.size() != 11 || d[0] == '0') return false;
  const int odd = digit(d[0]) + digit(d[2]) + digit(d[4]) + digit(d[6]) + digit(d[8]);
  const int even = digit(d[1]) + digit(d[3]) + digit(d[5]) + digit(d[7]);
  if (((odd * 7 - even) % 10 + 10) % 10 != digit(d[9])) return false;
  return (odd + even + digit(d[9])) % 10 == digit(d[10]);
}

bool is_spanish_id(std::string_view before, std::string_view digits, char letter) {
  constexpr std::string_view letters = "trwagmyfpdxbnjzsqvhlcke";  // by the remainder of 23
  std::string whole;
  if (before.empty() && digits.size() == 8)
    whole = digits;
  else if (before.size() == 1 && before[0] >= 'x' && before[0] <= 'z' && digits.size() == 7)
    whole = static_cast<char>('0' + (before[0] - 'x')) + std::string(digits);
  else
    return false;
  return letters[static_cast<std::size_t>(number(whole) % 23)] == letter;
}

}  // namespace comity::policy
