// Publishing a policy names what trying it came to; what was not tried is asked about once more.
#include "http/console/tried_drafts.h"
#include "http/pages/pages.h"
#include "http/report_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

struct Desk : StaffRoom {
  std::string eve;
  std::string draft = std::string(humbug_policy);

  Desk() : StaffRoom(humbug_policy) {
    add("eve", {Role::editor});
    eve = signed_in("eve");
    for (const char* text : {"A humbug.", "A ferry is a boat.", "Two ferries, or a ferry and a boat."})
      REQUIRE(Paper::post(text));
    const std::string words = "[\"humbug\"]";
    draft.replace(draft.find(words), words.size(), "[\"ferry\", \"poppycock\"]");
  }
  Response send(const std::string& text, const std::string& deed, Pairs more = {}) {
    more.insert(more.begin(), {{"csrf", csrf(eve)}, {"source", text}, {"do", deed}});
    return post("/console/herald/policy", more, eve);
  }
  std::string in_force() { return store->policies(site.id)->front().source; }
};

}  // namespace

TEST_CASE("a draft that was tried is published with what it was found to change, for editors and for readers") {
  Desk desk;
  const Response tried = desk.send(desk.draft, "try");
  CHECK(has(tried, "Tried on the latest 3 texts"));
  CHECK(has(tried, "3 verdicts change"));
  CHECK(has(tried, "name=\"tried\" value=\"" + to_hex(sha256(desk.draft)) + "\""));
  CHECK(desk.send(desk.draft, "publish").status == 303);
  const auto kept = desk.store->policy(desk.site.id, sha256(desk.draft))->replay;
  REQUIRE(kept);
  CHECK(kept->texts == 3);
  CHECK(kept->changed == 3);
  CHECK(kept->tried == desk.clock.now());
  CHECK(kept->before == desk.site.policy);
  const Response page = desk.get("/policy/herald");
  CHECK(has(page, "Tried on the latest 3 texts on"));
  CHECK(has(page, "2 texts: held instead of let pass"));
  CHECK(has(page, "1 text: let pass instead of held"));
  CHECK(has(page, "2 instead of 1"));
  CHECK(lacks(page, "ferry and a boat"));  // counts, never a text
  const std::string version = "/console/herald/policy/" + to_hex(sha256(desk.draft));
  CHECK(has(desk.get("/console/herald/policy", desk.eve), "3 of 3 tried texts judged otherwise"));
  CHECK(has(desk.get(version, desk.eve), "3 verdicts change"));

  // The next version's page lists this one with it.
  REQUIRE(desk.send(std::string(humbug_policy), "try").status == 200);
  REQUIRE(desk.send(std::string(humbug_policy), "publish").status == 303);
  CHECK(has(desk.get("/policy/herald"), "3 of 3 tried texts judged otherwise"));
}

TEST_CASE("what was not tried is published only when that is said once more") {
  Desk desk;
  const Response asked = desk.send(desk.draft, "publish");
  CHECK(asked.status == 400);
  CHECK(has(asked, "Not published yet."));
  CHECK(has(asked, "This text has not been tried"));
  CHECK(has(asked, "ferry&quot;, &quot;poppycock"));  // nothing of it is lost
  CHECK(desk.in_force() == humbug_policy);
  const std::string id = to_hex(sha256(desk.draft));
  CHECK(has(asked, "name=\"untried\" value=\"" + id + "\""));
  // Said of this text, not of the one it became meanwhile.
  CHECK(desk.send(desk.draft + "# later\n", "publish_untried", {{"untried", id}}).status == 400);
  CHECK(desk.in_force() == humbug_policy);
  CHECK(desk.send(desk.draft, "publish_untried", {{"untried", id}}).status == 303);
  CHECK(desk.in_force() == desk.draft);
  CHECK_FALSE(desk.store->policies(desk.site.id)->front().replay);
}

TEST_CASE("a report of another text, or beside another policy, is not the draft's") {
  Desk desk;
  REQUIRE(desk.send(desk.draft, "try").status == 200);
  const std::string later = desk.draft + "# a remark\n";
  const Response asked = desk.send(later, "publish", {{"tried", to_hex(sha256(desk.draft))}});
  CHECK(asked.status == 400);
  CHECK(has(asked, "The report is of another text"));
  REQUIRE(actions::publish_policy(desk.world, desk.site, later, "somebody else"));
  CHECK(desk.send(desk.draft, "publish").status == 400);  // what it would change is another thing now
  CHECK(desk.in_force() == later);
}

TEST_CASE("nobody is asked about what is in force already, or about a document with mistakes") {
  Desk desk;
  CHECK(desk.send(std::string(humbug_policy), "publish").status == 303);
  const Response wrong = desk.send("format = 9", "publish");
  CHECK(wrong.status == 400);
  CHECK(lacks(wrong, "publish_untried"));
}

TEST_CASE("so many reports are remembered, the oldest goes first") {
  TriedDrafts drafts;
  const auto report = [](std::size_t n) {
    store::ReplayCounts counts;
    counts.texts = static_cast<std::int64_t>(n);
    return actions::TriedPolicy{sha256(std::to_string(n)), counts};
  };
  for (std::size_t n = 0; n <= TriedDrafts::most; ++n) drafts.keep({1}, report(n));
  CHECK_FALSE(drafts.of({1}, sha256("0"), {}));
  CHECK(drafts.of({1}, sha256("1"), {})->counts.texts == 1);
  CHECK_FALSE(drafts.of({2}, sha256("1"), {}));
}

TEST_CASE("fields that could not be taken come back as they were typed") {
  Desk desk;
  const Response wrong = desk.send(desk.draft, "apply_form",
                                   {{"part", "ladder"},
                                    {"ladder/new/strikes", "<three>"},
                                    {"ladder/new/within", "30 moons"},
                                    {"ladder/new/then", "warn"},
                                    {"despite_mirror", "yes"}});
  CHECK(wrong.status == 400);
  CHECK(has(wrong, "value=\"&lt;three&gt;\""));
  CHECK(has(wrong, "value=\"30 moons\""));
  CHECK(has(wrong, "<option value=\"warn\" selected"));
  CHECK(has(wrong, "name=\"despite_mirror\" value=\"yes\""));
}
