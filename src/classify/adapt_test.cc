#include "classify/adapt.h"

#include <doctest.h>

#include <algorithm>

#include "classify/classify.h"

using namespace comity;
using namespace comity::classify;

namespace {

constexpr auto insult = static_cast<std::size_t>(Label::insult), toxic = static_cast<std::size_t>(Label::toxicity);

Features seen(const std::string& utf8) {
  const text::CheckedText text = text::checked(utf8).value();
  return features_of(text, text::fold(text));
}

AdaptRow decided(const std::string& utf8, bool restricted, const std::string& language = "en") {
  PerLabel<std::optional<bool>> labels{};
  labels[insult] = labels[toxic] = restricted;
  return adapt_row(*shipped_model(), language, utf8, seen(utf8), labels);
}

const char* const matters[] = {"bridge", "ferry", "school", "council", "market", "station", "harbour", "library"};
const char* const opinions[] = {"was late again",  "is worth a visit", "costs too much",   "opens on Monday",
                                "needs new paint", "will close soon",  "looks fine to me", "was never finished"};

std::string plain(int n) {
  return "The " + std::string(matters[n % 8]) + " " + opinions[n / 8 % 8] + ", as number " + std::to_string(n) +
         " said";
}
// A site where "walnut" is an insult that the model does not know.
std::string rude(int n) { return plain(n) + ", you walnut"; }

std::vector<AdaptRow> a_site(const std::string& language = "en") {
  std::vector<AdaptRow> rows;
  for (int n = 0; n < 150; ++n) {
    rows.push_back(decided(plain(n), false, language));
    rows.push_back(decided(rude(n), true, language));
  }
  return rows;
}

std::shared_ptr<const Correction> corrected(const std::vector<AdaptRow>& rows) {
  return Correction::load(to_bytes(fit(*shipped_model(), rows).parts)).value();
}

int score(const Correction& by, const std::string& utf8) { return by.scores(*shipped_model(), seen(utf8))[insult]; }
int score(const std::string& utf8) { return shipped_model()->scores(seen(utf8))[insult]; }

}  // namespace

TEST_CASE("what moderators decide otherwise moves scores on texts that were not decided") {
  const auto correction = corrected(a_site());
  CHECK(correction->parts().languages == std::vector<std::string>{"en"});
  CHECK_FALSE(correction->parts().weights.empty());
  CHECK(correction->parts().weights.size() <= 2 * 128);
  CHECK(score(*correction, "So says a walnut like you") > score("So says a walnut like you"));
  CHECK(score(*correction, "The bridge is fine") <= score("The bridge is fine"));
}

TEST_CASE("the same decisions in another order give the same file") {
  std::vector<AdaptRow> rows = a_site();
  const std::string once = to_bytes(fit(*shipped_model(), rows).parts);
  std::reverse(rows.begin(), rows.end());
  CHECK(to_bytes(fit(*shipped_model(), rows).parts) == once);
}

TEST_CASE("decisions against a name teach nothing about it or any other") {
  std::vector<AdaptRow> rows;
  for (int n = 0; n < 150; ++n) {
    rows.push_back(decided(plain(n), false));
    rows.push_back(decided(plain(n) + " in Armenia", true));
  }
  const auto correction = corrected(rows);
  for (const char* const name : {"Armenia", "Turkey", "New Zealand"}) {
    const std::string text = std::string("A friend of mine was born in ") + name;
    CAPTURE(text);
    CHECK(score(*correction, text) == score(*correction, "A friend of mine was born in Armenia"));
    CHECK(correction->weights(seen(text), Label::insult).back() == 0);
  }
}

TEST_CASE("too few decisions are left out and named") {
  std::vector<AdaptRow> rows = a_site();
  for (int n = 0; n < 20; ++n) rows.push_back(decided(rude(1'000 + n), true, "de"));
  Fitted fitted = fit(*shipped_model(), rows);
  CHECK(fitted.parts.languages == std::vector<std::string>{"en"});
  REQUIRE(fitted.left_out.size() == 1);
  CHECK(fitted.left_out[0].starts_with("de: "));
  for (AdaptRow& row : rows) row.labels[insult] = row.labels[insult] == true ? std::optional(true) : std::nullopt;
  fitted = fit(*shipped_model(), rows);
  CHECK(fitted.left_out.back().starts_with("INSULT: "));
  CHECK(std::all_of(fitted.parts.weights.begin(), fitted.parts.weights.end(),
                    [](const CorrectionParts::Weight& w) { return w.label == Label::toxicity; }));
  CHECK(fit(*shipped_model(), {}).parts.empty());
}

TEST_CASE("scores are lowered by what people let stand, and low ones are not raised") {
  // Plain insults that this site lets stand, and plain words that it takes down.
  std::vector<AdaptRow> rows;
  for (int n = 0; n < 200; ++n) {
    rows.push_back(decided("You idiot, " + plain(n), false));
    rows.push_back(decided("What a stupid idiot you are, " + plain(n), n % 2 == 0));
    rows.push_back(decided(plain(n), n % 4 == 0));
  }
  const CorrectionParts parts = fit(*shipped_model(), rows).parts;
  REQUIRE_FALSE(parts.steps[insult].empty());
  for (const auto& step : parts.steps[insult]) {
    if (step.from < 5'000) CHECK(step.to <= step.from);
  }
  CHECK(parts.steps[insult].back().to < 10'000);
  CHECK(Correction::load(to_bytes(parts)).has_value());
}

TEST_CASE("errors are those of texts that nothing was fitted on, and a tenth more is too much") {
  ErrorTally tally;
  int held_out = 0;
  for (int n = 0; n < 100; ++n) {
    PerLabel<int> before{}, after{};
    before[insult] = 8'000;
    after[insult] = 7'000;
    PerLabel<std::optional<bool>> labels{};
    labels[insult] = true;
    tally.add("en", plain(n), before, after, labels);
    held_out += is_held_out(plain(n));
  }
  CHECK(held_out > 5);
  CHECK(held_out < 40);
  const ErrorSum& sum = tally.languages.at("en");
  CHECK(sum.rows == static_cast<std::uint64_t>(held_out));
  CHECK(sum.before == sum.labels * 4'000'000);
  CHECK(mean_text(sum.before, sum.labels) == "0.0400");
  CHECK(mean_text(sum.after, sum.labels) == "0.0900");
  CHECK(sum.grew());
  CHECK(tally.labels.at(Label::insult).labels == sum.labels);
  CHECK_FALSE(ErrorSum{1, 1, 1'000, 1'100}.grew());
  CHECK(ErrorSum{1, 1, 1'000, 1'101}.grew());
  CHECK_FALSE(ErrorSum{}.grew());
}
