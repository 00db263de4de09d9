#include "text/names.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <string>

#include "text/fold.h"

namespace comity::text {
namespace {

// The names that `text` holds, as folded, parted by '|'.
std::string named(std::string_view text) {
  const std::string folded = fold(*checked(text)).utf8;
  std::string all;
  for (const Span span : names_in(folded))
    all += (all.empty() ? "" : "|") + folded.substr(span.begin, span.end - span.begin);
  return all;
}

std::string folded(std::string_view text) { return fold(*checked(text)).utf8; }

}  // namespace

TEST_CASE("names are found in nine languages, with their endings") {
  CHECK(named("The Armenian minister flew from Brazil to New Zealand.") == folded("Armenian|Brazil|New Zealand"));
  CHECK(named("Делегация из Бразилии говорила с армянами и турками.") == folded("Бразилии|армянами|турками"));
  CHECK(named("Die Brasilianer spielten gegen die norwegische Mannschaft.") == folded("Brasilianer|norwegische"));
  CHECK(named("Les Norvégiennes ont gagné au Brésil.") == folded("Norvégiennes|Brésil"));
  CHECK(named("Los noruegos ganaron en Brasil.") == folded("noruegos|Brasil"));
  CHECK(named("Brezilyalılar Norveç'te kazandı, Ermeniler de.") == folded("Brezilyalılar|Norveç|Ermeniler"));
  CHECK(named("Braziliyalılar Norveçdə qazandı, ermənilər də.") == folded("Braziliyalılar|Norveçdə|ermənilər"));
  CHECK(named("Նորվեգացիները հաղթեցին Բրազիլիայում, հայերն էլ։") == folded("Նորվեգացիները|Բրազիլիայում|հայերն"));
  CHECK(named("فاز النرويجيون على البرازيل") == folded("النرويجيون|البرازيل"));
}

TEST_CASE("plain words are no names, and a name is a whole word") {
  for (const std::string_view text :
       {"The council met to talk about the fine old bridge near the centre.", "того, что было; друзья на востоке",
        "Bu karar kabul edildi, araba geldi.", "կարելի է գալ", "La réunion est finie.", "Indianapolitan Omanic",
        "Ich finde den Weg nicht."}) {
    CAPTURE(text);
    CHECK(named(text) == "");
  }
  CHECK(named("") == "");
}

TEST_CASE("the longest name is taken") {
  CHECK(named("South Africa, Papua New Guinea and Guinea-Bissau") ==
        folded("South Africa|Papua New Guinea|Guinea-Bissau"));
}

TEST_CASE("words that make a longer name of one name belong to every name they stand beside") {
  CHECK(named("Norfolk Island, Malta Island") == folded("Norfolk Island|Malta Island"));
  CHECK(named("bu kanun ile Türk ve ile Norfolk") == folded("ile Türk|ile Norfolk"));
  CHECK(named("le marché nord-américain") == folded("nord-américain"));
  CHECK(named("the old Armenian bridge") == folded("old Armenian"));
  CHECK(named("the old island") == "");
  // What hangs on a name by an apostrophe is no word that stands before the next.
  CHECK(named("İngiliz'le Türk") == folded("İngiliz|Türk"));
}

TEST_CASE("spans are in order, part whole characters and do not overlap, whatever the text") {
  CHECK(rc::check([](const std::string& junk) {
    const auto text = checked("Oman " + junk + " قطر " + junk);
    if (!text) return;
    const std::string whole = fold(*text).utf8;
    std::uint32_t last = 0;
    for (const Span span : names_in(whole)) {
      RC_ASSERT(span.begin >= last);
      RC_ASSERT(span.end > span.begin);
      RC_ASSERT(checked(std::string_view(whole).substr(span.begin, span.end - span.begin)).has_value());
      last = span.end;
    }
    RC_ASSERT(last > 0U);
  }));
}

}  // namespace comity::text
