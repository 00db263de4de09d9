#include "text/name.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "text/checked.h"
#include "text/generators_test.h"

namespace comity::text {
namespace {

std::string refusal(std::string_view name) {
  const auto checked = checked_name(name);
  return checked ? "nothing" : checked.error().detail;
}

std::string repeated(std::string_view s, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += s;
  return out;
}

}  // namespace

TEST_CASE("a name is trimmed and brought to NFC") {
  CHECK(*checked_name("  Anna \u00A0") == "Anna");
  CHECK(*checked_name("Zoe\u0308") == "Zo\u00EB");
  CHECK(*checked_name("آنا‌لی") == "آنا‌لی");  // the non-joiner is spelling
  CHECK(*checked_name("Анна 2") == "Анна 2");
  CHECK(*checked_name("👩‍🚀 Anna") == "👩‍🚀 Anna");
}

TEST_CASE("a refused name says why") {
  CHECK(refusal("") == "the name is empty");
  CHECK(refusal(" \u3000 ") == "the name is empty");
  CHECK(refusal("!!!") == "the name has no letter and no digit");
  CHECK(refusal("😀") == "the name has no letter and no digit");
  CHECK(refusal("An\nna").ends_with("U+000A at byte offset 2"));
  CHECK(refusal("An\u202Ena").ends_with("U+202E at byte offset 2"));
  CHECK(refusal("An\u200Bna").ends_with("U+200B at byte offset 2"));
  CHECK(refusal("An\uE000na").ends_with("U+E000 at byte offset 2"));
  CHECK(refusal("An\u2028na").ends_with("U+2028 at byte offset 2"));
  CHECK(refusal("\u3164Anna").ends_with("U+3164 at byte offset 0"));
  CHECK(refusal("a\xFF").find("not UTF-8") != std::string::npos);
  CHECK(checked_name(repeated("W", 60)));
  CHECK(refusal(repeated("W", 61)) == "the name is longer than 60 characters");
  CHECK(refusal("Z" + repeated("\u0301", 1200)) == "the name is longer than 2160 bytes");
}

TEST_CASE("60 letters are taken however many bytes each of them has") {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
  const std::string kiss = "\U0001F469\U0001F3FB\u200D\u2764\uFE0F\u200D\U0001F48B\u200D\U0001F468\U0001F3FB";
  for (const std::string& one : {family, kiss}) {
    CHECK(*checked_name("A" + repeated(one, 59)) == "A" + repeated(one, 59));
    CHECK(refusal("A" + repeated(one, 60)) == "the name is longer than 60 characters");
  }
}

TEST_CASE("names that look alike have one skeleton") {
  const std::string anna = name_skeleton("Anna");
  for (const char* like : {"anna", "ANNA", " An na ", "\u0410nna", "Аnnа", "Ａｎｎａ", "𝐀𝐧𝐧𝐚", "Ànna", "A\u200Dnna"})
    CHECK(name_skeleton(like) == anna);
  CHECK(name_skeleton("Moderator") == name_skeleton("M0derat0r"));
  CHECK(name_skeleton("Moderator") == name_skeleton("rnoderator"));
  CHECK(name_skeleton("Moderator") == name_skeleton("Μοdеrаtοr"));
  CHECK(name_skeleton("Ilya") == name_skeleton("llya"));
  CHECK(name_skeleton("Ilya") == name_skeleton("1lya"));
  CHECK(name_skeleton("Will") == name_skeleton("VViII"));
  CHECK(name_skeleton("Анна") == name_skeleton("АННА"));
}

TEST_CASE("names that differ have different skeletons") {
  CHECK(name_skeleton("Anna") != name_skeleton("Hanna"));
  CHECK(name_skeleton("Anna") != name_skeleton("Anna · 2"));
  CHECK(name_skeleton("Анна") != name_skeleton("Инна"));
  CHECK(name_skeleton("王芳") != name_skeleton("王伟"));
  CHECK(name_skeleton("محمد") != name_skeleton("أحمد"));
}

TEST_CASE("an allowed name stays as it is when it is checked again, in any script") {
  CHECK(rc::check([] {
    const std::string typed = *any_script();
    const auto name = checked_name(typed);
    if (!name) return;
    RC_ASSERT(*checked_name(*name) == *name);
    RC_ASSERT(name_skeleton(" " + *name) == name_skeleton(*name));
    RC_ASSERT(is_well_formed(name_skeleton(*name)));
  }));
}

}  // namespace comity::text
