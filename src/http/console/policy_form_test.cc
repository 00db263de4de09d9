// The policy in fields: what is sent back as it was shown changes no byte, and a change touches its own lines.
#include "http/console/policy_form.h"

#include <regex>

#include "http/pages/pages.h"
#include "http/staff_testing.h"
#include "policy/policy.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> signs[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [coded, plain] : signs)
    for (std::size_t at = 0; (at = text.find(coded, at)) != std::string::npos; at += 1)
      text.replace(at, std::string_view(coded).size(), plain);
  return text;
}

// What a browser would send of these fields, nothing changed.
Form as_shown(const std::string& html) {
  Form form;
  static const std::regex area("<textarea name=\"([^\"]+)\"[^>]*>\n([^<]*)</textarea>");
  static const std::regex input("<input type=\"text\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  static const std::regex chosen("<select name=\"([^\"]+)\">(?:(?!</select>).)*?<option value=\"([^\"]*)\" selected");
  for (const std::regex* kind : {&area, &input, &chosen})
    for (std::sregex_iterator at(html.begin(), html.end(), *kind), end; at != end; ++at) {
      std::string value = unescaped((*at)[2]);
      for (std::size_t i = 0; (i = value.find('\n', i)) != std::string::npos; i += 2) value.replace(i, 1, "\r\n");
      form.fields.emplace_back((*at)[1], std::move(value));
    }
  return form;
}
std::string fields_of(const std::string& source, std::string_view part) {
  const auto document = policy::DocumentEditor::of(source);
  REQUIRE(document);
  std::string html;
  HtmlWriter w(html);
  write_policy_fields(w, *document, part, "en");
  return html;
}
void put(Form& form, std::string_view name, std::string value) {
  for (auto& [field, text] : form.fields)
    if (field == name) return void(text = std::move(value));
  form.fields.emplace_back(name, std::move(value));
}

std::string replaced(std::string text, std::string_view piece, std::string_view by) {
  const std::size_t at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), by);
}

}  // namespace

TEST_CASE("every part of every policy that ships, sent back as it was shown, changes no byte") {
  for (const std::string_view name : policy::shipped_policies()) {
    const std::string source(policy::shipped_policy(name));
    const auto document = policy::DocumentEditor::of(source);
    REQUIRE(document);
    for (const PolicyPart& part : policy_parts(*document, "en")) {
      INFO(name << " " << part.name);
      const Form form = as_shown(fields_of(source, part.name));
      REQUIRE(form.fields.size() >= 2);
      const auto back = with_policy_fields(source, form);
      REQUIRE(back);
      CHECK(*back == source);
    }
  }
}

TEST_CASE("a clause's prose and action, an example and a step of the ladder are changed where they stand") {
  const std::string source(policy::shipped_policy());
  Form form = as_shown(fields_of(source, "clause/0"));
  put(form, "clause/0/title/en", "No \"swearing\" here");
  put(form, "clause/0/action", "hold");
  put(form, "clause/0/example/0/text", "what a load of d4mn rubbish");
  auto changed = with_policy_fields(source, form);
  REQUIRE(changed);
  std::string wanted = replaced(source, "title.en = \"No swearing\"", "title.en = \"No \\\"swearing\\\" here\"");
  wanted = replaced(wanted, "action = \"advise\"", "action = \"hold\"");
  wanted = replaced(wanted, "d4mn nonsense", "d4mn rubbish");
  CHECK(*changed == wanted);

  Form ladder = as_shown(fields_of(source, "ladder"));
  put(ladder, "ladder/0/strikes", "3");
  put(ladder, "ladder/2/gone", "yes");
  put(ladder, "ladder/new/strikes", "9");
  put(ladder, "ladder/new/within", "90d");
  put(ladder, "ladder/new/then", "block");
  put(ladder, "ladder/new/for", "30d");
  changed = with_policy_fields(source, ladder);
  REQUIRE(changed);
  CHECK(changed->find("strikes = 3\nwithin = \"30d\"\nthen = \"warn\"") != std::string::npos);
  CHECK(changed->find("strikes = 6") == std::string::npos);
  CHECK(changed->find("[[ladder]]\nstrikes = 9\nwithin = \"90d\"\nthen = \"block\"\nfor = \"30d\"\n") !=
        std::string::npos);
  put(ladder, "ladder/0/strikes", "three");
  CHECK_FALSE(with_policy_fields(source, ladder));
}

TEST_CASE("an editor changes a word in the fields, tries the draft, and publishes the document it became") {
  StaffRoom room(humbug_policy);
  room.add("eve", {Role::editor});
  const std::string eve = room.signed_in("eve");
  REQUIRE(room.Paper::post("A ferry is a boat."));
  const std::string source(humbug_policy);
  const auto send = [&](Pairs fields) {
    fields.insert(fields.begin(), {{"csrf", room.csrf(eve)}, {"source", source}});
    return room.post("/console/herald/policy", fields, eve);
  };
  CHECK(has(send({{"do", "form"}}), "name=\"clause/0/title/en\""));
  CHECK(has(send({{"go", "words"}}), "name=\"lexicon/house/words\""));
  const Response changed = send({{"do", "apply"}, {"lexicon/house/words", "humbug\r\nferry\r\n"}});
  CHECK(has(changed, "words = [&quot;humbug&quot;, &quot;ferry&quot;]"));
  const std::string draft = replaced(source, "[\"humbug\"]", "[\"humbug\", \"ferry\"]");
  const auto with_draft = [&](const char* deed) {
    return room.post("/console/herald/policy", {{"csrf", room.csrf(eve)}, {"source", draft}, {"do", deed}}, eve);
  };
  const Response tried = with_draft("try");
  CHECK(has(tried, "Tried on the latest text on"));
  CHECK(has(tried, "The policy names no sides of a dispute."));
  CHECK(with_draft("publish").status == 303);
  CHECK(room.store->policies(room.site.id)->front().source == draft);
  CHECK(room.post("/console/herald/policy", {{"csrf", room.csrf(eve)}, {"source", "no = "}, {"do", "form"}}, eve)
            .status == 400);
}

TEST_CASE("a policy with sides published in the console is tried on both, and readers are told how that came out") {
  StaffRoom room(humbug_policy);
  room.add("eve", {Role::editor});
  const std::string eve = room.signed_in("eve");
  REQUIRE(room.Paper::post("A Quorlian built the ferry."));
  REQUIRE(room.Paper::post("A Velmarian did, and the bridge."));
  const std::string sides = std::string(humbug_policy) + "\n[[sides]]\na = [\"Quorlian\"]\nb = [\"Velmarian\"]\n";
  const std::string one_sided = replaced(sides, "[\"humbug\"]", "[\"humbug\", \"Quorlian\"]");
  const auto publish = [&](const std::string& source, const Pairs& more = {}) {
    room.post("/console/herald/policy", {{"csrf", room.csrf(eve)}, {"source", source}, {"do", "try"}}, eve);
    Pairs fields = {{"csrf", room.csrf(eve)}, {"source", source}, {"do", "publish"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return room.post("/console/herald/policy", fields, eve);
  };
  CHECK(body_of(room.get("/policy/herald")).find("Tried on both sides") == std::string_view::npos);
  const Response refused = publish(one_sided);
  CHECK(refused.status == 400);
  CHECK(has(refused, "A Quorlian built the ferry."));
  CHECK(room.store->policies(room.site.id)->size() == 1);

  CHECK(publish(sides).status == 303);
  CHECK(has(room.get("/policy/herald"), "Tried on both sides: 2 comments exchanged, 0 verdicts changed."));
  CHECK(has(room.get("/policy/herald?lang=ru"), "имена поменяли местами в 2 комментариях"));
  CHECK(has(room.get("/policy/herald?lang=ar"), "بُدِّلت الأسماء في تعليقين"));
  room.clock.at += Millis{1000};
  CHECK(publish(one_sided, {{"despite_mirror", "yes"}}).status == 303);
  CHECK(has(room.get("/policy/herald"), "Tried on both sides: 2 comments exchanged, 2 verdicts changed."));
}
