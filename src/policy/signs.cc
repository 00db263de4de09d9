#include "policy/signs.h"

namespace comity::policy {
namespace {

struct Meaning {
  char32_t sign;
  std::u32string_view letters;
};

constexpr Meaning meant[] = {
    {U'0', U"oо"},  {U'1', U"ilл"}, {U'2', U"z"},   {U'3', U"eзэ"}, {U'4', U"aч"}, {U'5', U"s"},  {U'6', U"bgб"},
    {U'7', U"tтح"}, {U'8', U"bв"},  {U'9', U"gqя"}, {U'@', U"aа"},  {U'$', U"s"},  {U'!', U"iі"}, {U'|', U"il"},
    {U'+', U"tт"},  {U'(', U"cс"},  {U'€', U"eе"},  {U'£', U"l"},   {U'¢', U"cс"}, {U'¥', U"y"},  {U'§', U"s"},
    {U'©', U"cс"},  {U'®', U"r"},   {U'¡', U"i"},   {U'<', U"cс"},  {U'†', U"t"},  {U'∂', U"a"},  {U'๏', U"o"},
    {U'℮', U"e"},   {U'°', U"o"},   {U'{', U"c"},   {U'[', U"c"},
};

constexpr Meaning drawn[] = {
    {U'u', U"и"}, {U'n', U"п"}, {U'h', U"н"}, {U'b', U"вь"}, {U'k', U"к"}, {U'm', U"тм"}, {U't', U"т"}, {U'y', U"у"},
    {U'r', U"г"}, {U'g', U"д"}, {U'N', U"и"}, {U'R', U"я"},  {U'B', U"в"}, {U'H', U"н"},  {U'K', U"к"}, {U'M', U"м"},
    {U'T', U"т"}, {U'Y', U"у"}, {U'g', U"д"}, {U'D', U"д"},  {U'E', U"е"}, {U'O', U"о"},  {U'P', U"р"}, {U'C', U"с"},
    {U'X', U"х"}, {U'A', U"а"}, {U'a', U"а"}, {U'c', U"с"},  {U'e', U"е"}, {U'o', U"о"},  {U'p', U"р"}, {U'x', U"х"},
    {U'т', U"t"}, {U'к', U"k"}, {U'н', U"h"}, {U'м', U"m"},  {U'в', U"b"}, {U'г', U"r"},  {U'п', U"n"}, {U'и', U"n"},
    {U'я', U"r"}, {U'ь', U"b"}, {U'у', U"y"}, {U'р', U"p"},  {U'с', U"c"}, {U'х', U"x"},  {U'η', U"n"}, {U'τ', U"t"},
    {U'γ', U"y"}, {U'ω', U"w"}, {U'σ', U"o"}, {U'ρ', U"p"},  {U'ν', U"v"}, {U'υ', U"u"},  {U'κ', U"k"}, {U'μ', U"u"},
    {U'ӓ', U"a"}, {U'ҽ', U"e"}, {U'ω', U"w"}, {U'ѡ', U"w"},  {U'б', U"b"}, {U'ш', U"w"},  {U'щ', U"w"}, {U'и', U"u"},
};

constexpr Drawing drawn_together[] = {
    {U"|)", U'd'},     {U"[)", U'd'},  {U"|>", U'd'},     {U"/\\", U'a'},  {U"/-\\", U'a'}, {U"|\\/|", U'm'},
    {U"/\\/\\", U'm'}, {U"(v)", U'm'}, {U"|\\|", U'n'},   {U"/\\/", U'n'}, {U"|_|", U'u'},  {U"(_)", U'u'},
    {U"()", U'o'},     {U"[]", U'o'},  {U"<>", U'o'},     {U"|<", U'k'},   {U"|{", U'k'},   {U"|-|", U'h'},
    {U"#", U'h'},      {U"vv", U'w'},  {U"\\/\\/", U'w'}, {U"\\|/", U'w'}, {U"\\/", U'v'},  {U"|=", U'f'},
    {U"|*", U'p'},     {U"|°", U'p'},  {U"|>", U'p'},     {U"|o", U'p'},   {U"|2", U'r'},   {U"|?", U'r'},
    {U"|3", U'b'},     {U"13", U'b'},  {U"_|", U'j'},     {U"|_", U'l'},   {U"`/", U'y'},   {U"rn", U'm'},
    {U"nn", U'm'},     {U"-|-", U't'}, {U"']['", U't'},   {U"][", U'i'},   {U"/<", U'k'},   {U"ii", U'u'},
    {U"}|{", U'ж'},    {U"bi", U'ы'},  {U"bl", U'ы'},     {U"ji", U'л'},   {U"/i", U'л'},   {U"io", U'ю'},
    {U"|o", U'ю'},     {U"iii", U'ш'}, {U"lll", U'ш'},    {U"oi", U'ы'},   {U"><", U'ж'},   {U"}{", U'ж'},
    {U"><", U'x'},     {U"}{", U'x'},  {U"9i", U'я'},     {U"/|", U'я'},   {U"/i", U'й'},   {U"ci", U'a'},
    {U"cl", U'd'},
};

std::u32string_view letters(std::span<const Meaning> table, char32_t cp) {
  for (const Meaning& meaning : table) {
    if (meaning.sign == cp) return meaning.letters;
  }
  return {};
}

}  // namespace

std::u32string_view letters_meant_by(char32_t cp) { return letters(meant, cp); }

std::u32string_view letters_drawn_like(char32_t cp) { return letters(drawn, cp); }

std::span<const Drawing> all_drawings() { return drawn_together; }

bool is_mask(char32_t cp) {
  switch (cp) {
    case U'*':
    case U'#':
    case U'@':
    case U'$':
    case U'%':
    case U'•':
    case U'·':
    case U'█':
    case U'■':
    case U'●':
    case U'×':
      return true;
    default:
      return is_soft_mask(cp);
  }
}

bool is_soft_mask(char32_t cp) {
  return cp < 0x80 && std::u32string_view(U"-_.?!&+^~").find(cp) != std::u32string_view::npos;
}

}  // namespace comity::policy
