#include "actions/training_rows.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;

namespace {

std::vector<json::Value> rows(Server& server, const RuleLabels& rules) {
  std::vector<json::Value> out;
  const auto counts = export_rows(server.world(), server.site, rules, [&](std::string_view line) -> Done {
    out.push_back(json::parse(line).value());
    return {};
  });
  REQUIRE(counts);
  CHECK(static_cast<std::size_t>(counts->positive + counts->negative) == out.size());
  return out;
}

// "toxic 1 attack 1": what is said, in order.
std::string said(const json::Value& row) {
  std::string out;
  for (const auto& [name, value] : *row.find("labels")->object()) {
    if (value.integer() != nullptr) out += (out.empty() ? "" : " ") + name + " " + std::to_string(*value.integer());
  }
  return out;
}

}  // namespace

TEST_CASE("what a person decided is a row, and what the program decided is none") {
  Server server;
  const RuleLabels rules{{"manners", classify::Label::insult}};
  server.post("Humbug, held and not looked at.");
  server.post("Nobody judged this one.");
  const auto refused = server.post("Humbug that was refused.");
  const auto released = server.post("Humbug that was released.");
  REQUIRE(server.decide(refused->comment, Deed::refuse, {"manners"}));
  REQUIRE(server.decide(released->comment, Deed::publish));
  const auto all = rows(server, rules);
  REQUIRE(all.size() == 2);
  CHECK(*all[0].find("text")->string() == "Humbug that was refused.");
  CHECK(*all[0].find("source")->string() == "site:herald");
  CHECK(said(all[0]) == "toxic 1 attack 1");
  CHECK(all[0].find("labels")->object()->size() == row_labels.size());
  CHECK(said(all[1]) == "toxic 0 attack 0");
  // The rule stands for no label here: the refusal says nothing, the release that it was not rude.
  REQUIRE(rows(server, {}).size() == 1);
  CHECK(said(rows(server, {})[0]) == "toxic 0");
}

TEST_CASE("a decision that was reversed counts as it stands") {
  Server server;
  const auto held = server.post("Humbug.");
  REQUIRE(server.decide(held->comment, Deed::publish));
  REQUIRE(server.decide(server.now(held->comment), Deed::remove, {"manners"}));
  const auto all = rows(server, {{"manners", classify::Label::threat}});
  REQUIRE(all.size() == 1);
  CHECK(said(all[0]) == "toxic 1 threat 1");
}

TEST_CASE("labels have the names that training knows") {
  CHECK(row_label("attack") == classify::Label::insult);
  CHECK_FALSE(row_label("INSULT"));
}
