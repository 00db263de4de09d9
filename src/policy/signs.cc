#include "policy/signs.h"

namespace comity::policy {
namespace {

constexpr Meaning meant[] = {
    {U'0', U"oоօ"}, {U'1', U"ilлі"}, {U'2', U"z"},    {U'3', U"eзэе"}, {U'4', U"aча"}, {U'5', U"s"},   {U'6', U"bgб"},
    {U'7', U"tт"},  {U'8', U"bв"},   {U'9', U"gqяд"}, {U'@', U"aа"},   {U'$', U"s"},   {U'!', U"iіl"}, {U'|', U"il"},
    {U'+', U"tт"},  {U'(', U"cс"},   {U'€', U"eе"},   {U'£', U"l"},    {U'¢', U"cс"},  {U'¥', U"y"},   {U'§', U"s"},
    {U'©', U"cс"},  {U'®', U"r"},    {U'¡', U"i"},    {U'<', U"cс"},   {U'†', U"tт"},  {U'๏', U"o"},   {U'℮', U"e"},
    {U'°', U"oо"},  {U'{', U"c"},    {U'[', U"c"},    {U'*', U"ж"},    {U'₽', U"рp"},  {U'¤', U"oо"},  {U'₵', U"c"},
    {U'₫', U"d"},   {U'₣', U"f"},    {U'₲', U"g"},    {U'₭', U"k"},    {U'₥', U"m"},   {U'₮', U"t"},   {U'∆', U"a"},
};

// The last rows: Arabic letters without their dots, which any of the dotted may be; letters of Coptic, Cherokee,
// Canadian syllabics, Armenian, the phonetic alphabet, Thai and Hebrew that the tables of `text` do not draw like Latin
// ones.
constexpr Meaning drawn[] = {
    {U'u', U"иц"}, {U'n', U"пил"},   {U'h', U"нһ"}, {U'b', U"вьб"}, {U'k', U"к"},  {U'm', U"мт"}, {U't', U"т"},
    {U'y', U"уч"}, {U'r', U"гяр"},   {U'g', U"дg"}, {U'd', U"д"},   {U'e', U"е"},  {U'o', U"о"},  {U'p', U"р"},
    {U'c', U"с"},  {U'x', U"х"},     {U'a', U"а"},  {U'w', U"шщ"},  {U's', U"ѕ"},  {U'i', U"і"},  {U'l', U"л"},
    {U'т', U"t"},  {U'к', U"k"},     {U'н', U"hn"}, {U'м', U"m"},   {U'в', U"b"},  {U'г', U"r"},  {U'п', U"n"},
    {U'и', U"nu"}, {U'я', U"r"},     {U'ь', U"b"},  {U'у', U"y"},   {U'р', U"p"},  {U'с', U"c"},  {U'х', U"x"},
    {U'η', U"nи"}, {U'τ', U"tт"},    {U'γ', U"yу"}, {U'ω', U"wш"},  {U'σ', U"oо"}, {U'ρ', U"pр"}, {U'ν', U"v"},
    {U'υ', U"uи"}, {U'κ', U"kк"},    {U'μ', U"uм"}, {U'ӓ', U"a"},   {U'ҽ', U"e"},  {U'ѡ', U"w"},  {U'б', U"b"},
    {U'ш', U"w"},  {U'щ', U"w"},     {U'π', U"nп"}, {U'λ', U"aл"},  {U'β', U"bв"}, {U'α', U"aа"}, {U'ε', U"eе"},
    {U'∂', U"aд"}, {U'ο', U"oо"},    {U'χ', U"xх"}, {U'δ', U"d"},   {U'θ', U"o"},  {U'ι', U"i"},  {U'ς', U"s"},
    {U'ß', U"b"},  {U'ٮ', U"بتثني"}, {U'ڡ', U"فق"}, {U'ٯ', U"ق"},   {U'ں', U"ن"},  {U'ۊ', U"و"},  {U'ٸ', U"ي"},
    {U'پ', U"بت"}, {U'ٻ', U"بت"},    {U'ٺ', U"ت"},  {U'ټ', U"ت"},   {U'ٽ', U"تث"}, {U'ٿ', U"تث"}, {U'ڀ', U"بت"},
    {U'چ', U"جح"}, {U'ڄ', U"ج"},     {U'ڃ', U"ج"},  {U'ڇ', U"ج"},   {U'ځ', U"حخ"}, {U'ڂ', U"خح"}, {U'څ', U"خح"},
    {U'ڿ', U"جح"}, {U'ڈ', U"د"},     {U'ډ', U"د"},  {U'ڊ', U"د"},   {U'ڋ', U"د"},  {U'ڌ', U"ذد"}, {U'ڍ', U"ذد"},
    {U'ڎ', U"ذد"}, {U'ڏ', U"ذد"},    {U'ڐ', U"ذد"}, {U'ڑ', U"ر"},   {U'ړ', U"ر"},  {U'ڒ', U"ر"},  {U'ږ', U"رز"},
    {U'ڗ', U"زر"}, {U'ژ', U"زر"},    {U'ڙ', U"زر"}, {U'ښ', U"سش"},  {U'ڛ', U"س"},  {U'ڜ', U"شس"}, {U'ڝ', U"ص"},
    {U'ڞ', U"ضص"}, {U'ڟ', U"ظط"},    {U'ڢ', U"ف"},  {U'ڣ', U"ف"},   {U'ڦ', U"فق"}, {U'ڤ', U"فق"}, {U'ڨ', U"قف"},
    {U'ڧ', U"قف"}, {U'گ', U"ك"},     {U'ڬ', U"ك"},  {U'ڭ', U"ك"},   {U'ڮ', U"ك"},  {U'ڰ', U"ك"},  {U'ڱ', U"ك"},
    {U'ڳ', U"ك"},  {U'ڵ', U"ل"},     {U'ڶ', U"ل"},  {U'ڷ', U"ل"},   {U'ڹ', U"ن"},  {U'ڻ', U"ن"},  {U'ڼ', U"ن"},
    {U'ڽ', U"ن"},  {U'ۄ', U"و"},     {U'ۅ', U"و"},  {U'ۆ', U"و"},   {U'ۇ', U"و"},  {U'ۈ', U"و"},  {U'ۉ', U"و"},
    {U'ۋ', U"و"},  {U'ۏ', U"و"},     {U'ێ', U"ي"},  {U'ې', U"ي"},   {U'ے', U"ي"},  {U'ھ', U"ه"},  {U'ە', U"ه"},
    {U'ⲃ', U"b"},  {U'ⲉ', U"e"},     {U'ⲍ', U"z"},  {U'ⲑ', U"o"},   {U'ⲱ', U"w"},  {U'ⲇ', U"a"},  {U'ⲡ', U"nп"},
    {U'ⲋ', U"s"},  {U'ϭ', U"o"},     {U'ϯ', U"t"},  {U'Ꮠ', U"h"},   {U'Ꮆ', U"g"},  {U'ᕮ', U"e"},  {U'ᒚ', U"j"},
    {U'ᕵ', U"p"},  {U'ᖘ', U"q"},     {U'ᘔ', U"z"},  {U'ժ', U"d"},   {U'ն', U"u"},  {U'պ', U"w"},  {U'տ', U"m"},
    {U'ր', U"r"},  {U'Ա', U"u"},     {U'է', U"e"},  {U'ɒ', U"a"},   {U'ɔ', U"c"},  {U'ɯ', U"w"},  {U'ɰ', U"w"},
    {U'ʁ', U"r"},  {U'ʄ', U"f"},     {U'ʊ', U"u"},  {U'ʌ', U"v"},   {U'ʒ', U"z"},  {U'ξ', U"e"},  {U'ψ', U"w"},
    {U'ค', U"a"},  {U'ภ', U"n"},     {U'ฬ', U"w"},  {U'ק', U"p"},   {U'א', U"n"},  {U'ב', U"b"},
};

constexpr Drawing drawn_together[] = {
    {U"|)", U'd'},     {U"[)", U'd'},  {U"|>", U'd'},     {U"/\\", U'a'},  {U"/-\\", U'a'}, {U"|\\/|", U'm'},
    {U"/\\/\\", U'm'}, {U"(v)", U'm'}, {U"|\\|", U'n'},   {U"/\\/", U'n'}, {U"|_|", U'u'},  {U"(_)", U'u'},
    {U"()", U'o'},     {U"[]", U'o'},  {U"<>", U'o'},     {U"|<", U'k'},   {U"|{", U'k'},   {U"|-|", U'h'},
    {U"#", U'h'},      {U"vv", U'w'},  {U"\\/\\/", U'w'}, {U"\\|/", U'w'}, {U"\\/", U'v'},  {U"|=", U'f'},
    {U"jl", U'л'},     {U"j|", U'л'},  {U"lv|", U'м'},    {U"|*", U'p'},   {U"|°", U'p'},   {U"|>", U'p'},
    {U"|o", U'p'},     {U"|2", U'r'},  {U"|?", U'r'},     {U"|3", U'b'},   {U"_|", U'j'},   {U"|_", U'l'},
    {U"`/", U'y'},     {U"rn", U'm'},  {U"-|-", U't'},    {U"']['", U't'}, {U"][", U'i'},   {U"/<", U'k'},
    {U"}|{", U'ж'},    {U"bi", U'ы'},  {U"bl", U'ы'},     {U"ji", U'л'},   {U"/i", U'л'},   {U"io", U'ю'},
    {U"|o", U'ю'},     {U"iii", U'ш'}, {U"lll", U'ш'},    {U"oi", U'ы'},   {U"><", U'ж'},   {U"}{", U'ж'},
    {U"><", U'x'},     {U"}{", U'x'},  {U"9i", U'я'},     {U"/|", U'я'},   {U"/\\", U'л'},  {U"|/|", U'и'},
    {U"|^|", U'п'},    {U"|_|", U'ц'}, {U"/|", U'я'},     {U"cl", U'd'},   {U"||", U'п'},
};

}  // namespace

std::span<const Meaning> all_meanings() { return meant; }

std::span<const Meaning> all_likenesses() { return drawn; }

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
