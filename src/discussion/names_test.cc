#include "discussion/names.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <set>

using namespace comity;
using namespace comity::discussion;

namespace {

constexpr AuthorId anna{1}, other{2}, third{3};

bool reserved(std::string_view name) { return is_reserved(name, "The Lindenford Herald"); }

}  // namespace

TEST_CASE("nobody may pass for the desk") {
  for (const std::string_view name :
       {"moderator", "Moderator", "THE MODERATOR", "Moderator #1", "m o d e r a t o r", "Mоderatоr" /* Cyrillic o */,
        "Редакция", "редакция сайта", "РЕДАКТОР", "المشرف", "The Lindenford Herald", "Lindenford Herald",
        "Lindenford Herald Moderator", "Editor, The Lindenford Herald", "Comity"}) {
    CAPTURE(name);
    CHECK(reserved(name));
  }
}

TEST_CASE("a name that only holds such a word is a name") {
  for (const std::string_view name : {"Anna", "Editha", "Modesta", "Rooty", "A moderate man", "Lindenford", "Админа",
                                      "Herald", "Стаффан", "سلمى", "42", "Deskovic"}) {
    CAPTURE(name);
    CHECK_FALSE(reserved(name));
  }
  CHECK_FALSE(is_reserved("Anna", ""));
}

TEST_CASE("a name that looks like another guest's gets a mark") {
  CHECK(mark_for("Anna", anna, {}) == "");
  CHECK(mark_for("Anna", other, {{"Anna", "", anna}}) == "2");
  CHECK(mark_for("anna", other, {{"Anna", "", anna}}) == "2");
  CHECK(mark_for("Аnnа" /* Cyrillic */, other, {{"Anna", "", anna}}) == "2");
  CHECK(mark_for("Anna", third, {{"Anna", "", anna}, {"Anna", "2", other}}) == "3");
  CHECK(mark_for("Anna", third, {{"Anna", "2", other}}) == "");
  CHECK(mark_for("Hanna", other, {{"Anna", "", anna}}) == "");
}

TEST_CASE("a guest keeps the mark they had, and an erased name claims nothing") {
  CHECK(mark_for("Anna", other, {{"Anna", "", anna}, {"Anna", "2", other}}) == "2");
  CHECK(mark_for("Anna", anna, {{"Anna", "", anna}, {"Anna", "2", other}}) == "");
  CHECK(mark_for("Anna", other, {{"", "", anna}}) == "");
}

TEST_CASE("staff names hold on the whole site") {
  CHECK(imitates("Oda Brandt", {"Oda Brandt"}));
  CHECK(imitates("oda  brandt", {"Oda Brandt"}));
  CHECK_FALSE(imitates("Oda Brand", {"Oda Brandt"}));
  CHECK_FALSE(imitates("Oda Brandt", {}));
}

TEST_CASE("no two guests ever carry one name and mark") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& authors) {
    std::vector<NameInStory> in_use;
    for (const std::uint8_t a : authors) {
      const AuthorId author{a % 7 + 1};
      in_use.push_back({"Anna", mark_for("Anna", author, in_use), author});
    }
    std::set<std::pair<std::string, AuthorId>> bearers;
    std::set<std::string> marks;
    for (const NameInStory& name : in_use) {
      if (bearers.insert({name.mark, name.author}).second) RC_ASSERT(marks.insert(name.mark).second);
    }
  }));
}
