#include "actions/adapt_model.h"

#include <doctest.h>

#include "actions/testing.h"
#include "actions/try_policy.h"
#include "policy/judgement.h"

using namespace comity;
using namespace comity::actions;
using actions::testing::Server;
using discussion::Deed;

namespace {

// Everything is looked at by a person, who takes down what the model does not know for an insult.
const std::string looked_at = R"(format = 1
name = "Town policy"
languages = ["en"]

[[sides]]
a = ["Quorlian"]
b = ["Velmarian"]

[[clause]]
id = "look"
title.en = "Looked at"
text.en = "A person reads it first."
when = 'comment.text.contains("number")'
action = "hold"

[[clause]]
id = "person"
title.en = "No insults"
text.en = "Say it without insults."
when = 'model("INSULT") > 0.016'
action = "hold"
)";

const char* const matters[] = {"bridge", "ferry", "school", "council", "market", "station", "harbour", "library"};
const char* const opinions[] = {"was late again",  "is worth a visit", "costs too much",   "opens on Monday",
                                "needs new paint", "will close soon",  "looks fine to me", "was never finished"};

std::string plain(int n) {
  return "The " + std::string(matters[n % 8]) + " " + opinions[n / 8 % 8] + ", as number " + std::to_string(n) +
         " said";
}

// A site where it is decided so about what ends with `ending`, and what does not is let stand.
struct Desk : Server {
  explicit Desk(const std::string& ending, int texts = 150, Deed deed = Deed::refuse) {
    const auto published = publish_policy(world(), site, looked_at, "Orla", {});
    REQUIRE_MESSAGE(published, published.error().detail);
    read_site();
    for (int n = 0; n < texts; ++n) {
      const auto good = post(plain(n)), bad = post_as("Ben", key(2), plain(n) + ending);  // no correction of his own
      REQUIRE_MESSAGE(good, good.error().detail);
      REQUIRE(bad);
      REQUIRE(decide(good->comment, Deed::publish));
      REQUIRE(decide(bad->comment, deed,
                     deed == Deed::refuse ? std::vector<std::string>{"person"} : std::vector<std::string>{}));
      clock.wait(Millis{60'000});
    }
  }
  void read_site() { site = world().store.site(site.id).value(); }
  std::string fitted() {
    const auto fitted = fit_correction(world(), site, {});
    REQUIRE_MESSAGE(fitted, fitted.error().detail);
    REQUIRE_FALSE(fitted->parts.empty());
    return classify::to_bytes(fitted->parts);
  }
  SwitchedOn switched_on(const std::string& file) {
    auto done = switch_correction_on(world(), site, file, "Orla", {});
    REQUIRE_MESSAGE(done, done.error().detail);
    read_site();
    return *std::move(done);
  }
};

int insult(const policy::Verdict& verdict) {
  return verdict.model->scores[static_cast<std::size_t>(classify::Label::insult)];
}

}  // namespace

TEST_CASE(
    "a correction is fitted on what people decided, switched on with its report, named by verdicts, and off again") {
  Desk desk(", you walnut");
  const std::string file = desk.fitted();
  CHECK(file == desk.fitted());
  const std::string text = "What a walnut he is today";
  const auto before = desk.post(text);
  REQUIRE(before);
  CHECK(before->verdict.model->correction == Hash256{});

  const SwitchedOn on = desk.switched_on(file);
  for (const std::string& one : on.report.objections()) MESSAGE(one);
  REQUIRE(on.on);
  const Hash256 id = on.report.correction->hash();
  CHECK(desk.site.correction == id);
  const auto& english = on.report.errors.languages.at("en");
  CHECK(english.after < english.before);
  const auto stored = desk.world().store.correction(desk.site.id, id).value();
  CHECK(stored.bytes == file);
  CHECK(json::parse(stored.report)->find("correction") != nullptr);
  CHECK(stored.report == to_json(on.report));

  desk.clock.wait(Millis{60'000});
  const auto after = desk.post_as("Cora", Desk::key(3), text);
  REQUIRE(after);
  CHECK(after->verdict.model->correction == id);
  CHECK(after->verdict.engine != before->verdict.engine);
  CHECK(after->verdict.policy == before->verdict.policy);
  CHECK(insult(after->verdict) > insult(before->verdict));
  CHECK(policy::decoded_verdict(policy::encoded(after->verdict)).value() == after->verdict);

  // Each text is judged again as it was then: nothing differs by engine but what came before, with the one that is on.
  const auto live = desk.world().policies.live(desk.site).value();
  const auto alone = policy::with_correction(live, nullptr);
  CHECK(live->engine == after->verdict.engine);
  CHECK(alone->engine == before->verdict.engine);
  const auto texts = ArchiveTexts::open(desk.world(), desk.site).value();
  const policy::ReplayTally tally = replay(*texts, {alone, live, {}}, 2).value();
  CHECK(tally.engine_differs == 0);
  // A draft is tried as the site would judge by it: the correction stays on.
  const auto trial = try_policy(desk.world(), desk.site, looked_at).value();
  CHECK(trial.after->engine == live->engine);
  CHECK(policy::changed(trial.replay.tally) == 0);

  desk.clock.wait(Millis{60'000});
  REQUIRE(switch_correction_off(desk.world(), desk.site, "Piet"));
  desk.read_site();
  CHECK(desk.site.correction == Hash256{});
  CHECK(desk.post_as("Dora", Desk::key(4), text)->verdict.engine == before->verdict.engine);
  CHECK(desk.world().store.correction_history(desk.site.id)->size() == 2);
  CHECK(desk.sound());
}

TEST_CASE("a correction that treats the sides of a dispute unlike is not switched on") {
  // Not on the list of names, and not the policy's own: a word like others, until the mirror looks.
  Desk desk(", so a Quorlian told me");
  const SwitchedOn on = desk.switched_on(desk.fitted());
  CHECK_FALSE(on.on);
  CHECK(on.report.mirror.changed > 0);
  CHECK(on.report.mirror_changed_before < on.report.mirror.changed);
  REQUIRE_FALSE(on.report.objections().empty());
  CHECK(on.report.objections().back().find("exchanged") != std::string::npos);
  CHECK(to_text(on.report).find("It may not be switched on") != std::string::npos);
  CHECK(desk.site.correction == Hash256{});
  CHECK(desk.world().store.correction_history(desk.site.id)->empty());
}

TEST_CASE("a correction whose error grows, or that nothing can be measured by, is not switched on") {
  Desk desk(", thank you", 60, Deed::publish);
  classify::CorrectionParts parts;
  parts.model = classify::shipped_model()->hash();
  parts.languages = {"en"};
  parts.steps[0] = {{0, 2'000}, {10'000, 10'000}};
  const auto against = desk.switched_on(classify::to_bytes(parts)).report.objections();
  REQUIRE(against.size() == 1);
  CHECK(against[0].starts_with("its error grows by more than a tenth for 'en': 0.00"));
  parts.steps[0] = {{0, 0}, {10'000, 9'000}};
  parts.languages = {"de", "en"};
  CHECK(desk.switched_on(classify::to_bytes(parts)).report.objections() ==
        std::vector<std::string>{"for 'de' there are 0 decisions to measure it by, and 10 are needed"});
  parts.languages = {"en"};
  parts.model = {};
  CHECK(desk.switched_on(classify::to_bytes(parts)).report.objections() ==
        std::vector<std::string>{"it was fitted for another model: fit it anew"});
  CHECK(desk.site.correction == Hash256{});
  CHECK_FALSE(switch_correction_on(desk.world(), desk.site, "nothing", "Orla", {}));
  parts.model = classify::shipped_model()->hash();
  CHECK(desk.switched_on(classify::to_bytes(parts)).on);
}

TEST_CASE("rows are read as they were written, and a bad one is refused") {
  TrainingRow row;
  row.id = "a";
  row.source = "site:herald";
  row.language = "en";
  row.text = "You walnut";
  row.labels[static_cast<std::size_t>(classify::Label::insult)] = true;
  row.labels[0] = false;
  std::string line;
  json::Writer out(line);
  out.object();
  write_members(out, row);
  out.end();
  const TrainingRow read = read_row(line).value();
  CHECK(read.id == row.id);
  CHECK(read.text == row.text);
  CHECK(read.language == row.language);
  CHECK(read.labels == row.labels);
  CHECK_FALSE(read_row("{}"));
  CHECK_FALSE(read_row(R"({"text": "x", "labels": {"toxic": 2}})"));
  CHECK_FALSE(read_row(R"({"text": 1, "labels": {}})"));
}
