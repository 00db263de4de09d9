#include "policy/signs.h"

namespace comity::policy {
namespace {

struct Meaning {
  char32_t sign;
  std::u32string_view letters;
};

constexpr Meaning meanings[] = {
    {U'0', U"oоօ٠"}, {U'1', U"ilі"}, {U'2', U"z"},   {U'3', U"eзع"}, {U'4', U"aчա"}, {U'5', U"s"}, {U'6', U"bgб"},
    {U'7', U"tح"},   {U'8', U"bв"},  {U'9', U"gqق"}, {U'@', U"aа"},  {U'$', U"s"},   {U'!', U"i"}, {U'|', U"il"},
    {U'+', U"t"},    {U'(', U"cс"},  {U'€', U"eе"},  {U'£', U"l"},   {U'¢', U"c"},   {U'¥', U"y"}, {U'§', U"s"},
    {U'©', U"c"},    {U'®', U"r"},   {U'¡', U"i"},   {U'<', U"c"},
};

}  // namespace

std::u32string_view letters_meant_by(char32_t cp) {
  for (const Meaning& meaning : meanings) {
    if (meaning.sign == cp) return meaning.letters;
  }
  return {};
}

bool is_mask(char32_t cp) {
  return cp == U'*' || cp == U'#' || cp == U'@' || cp == U'$' || cp == U'%' || is_soft_mask(cp);
}

bool is_soft_mask(char32_t cp) {
  return cp == U'-' || cp == U'_' || cp == U'.' || cp == U'?' || cp == U'!' || cp == U'&' || cp == U'+' || cp == U'^' ||
         cp == U'~';
}

}  // namespace comity::policy
