// The model that ships: that it is whole, that it gives what was recorded, that it takes no side.
#include <doctest.h>

#include <fstream>

#include "base/crypto.h"
#include "base/embedded.h"
#include "base/json.h"
#include "classify/classify.h"

using namespace comity;
using namespace comity::classify;

namespace comity::model_data {
const std::vector<base::EmbeddedFile>& embedded();
}  // namespace comity::model_data

namespace {

Features seen(std::string_view utf8) {
  const text::CheckedText text = text::checked(utf8).value();
  return features_of(text, text::fold(text));
}

PerLabel<int> scores(std::string_view text) { return shipped_model()->scores(seen(text)); }

int toxicity(std::string_view text) { return scores(text)[0]; }

std::vector<std::string> evidence_in(const std::string& utf8, Label label) {
  const text::CheckedText text = text::checked(utf8).value();
  std::vector<std::string> out;
  for (const text::Span s : evidence(*shipped_model(), text, features_of(text, text::fold(text)), label))
    out.push_back(text.utf8().substr(s.begin, s.end - s.begin));
  return out;
}

}  // namespace

TEST_CASE("the model that ships is whole and of the size the repository allows") {
  REQUIRE(model_data::embedded().size() == 1);
  const std::string_view bytes = model_data::embedded()[0].bytes;
  CHECK(Model::load(bytes, Model::Check::hash_too).has_value());
  CHECK(bytes.size() <= 8'000'000);
  REQUIRE(shipped_model() != nullptr);
  CHECK(shipped_model()->version() == "comity-2");
  CHECK(shipped_model()->knows("en"));
  CHECK_FALSE(shipped_model()->knows("hy"));
}

TEST_CASE("recorded texts get the recorded logits, bit for bit") {
  std::ifstream in("tests/classify/vectors.jsonl");
  REQUIRE(in);
  std::size_t n = 0;
  for (std::string line; std::getline(in, line); ++n) {
    const json::Value row = json::parse(line).value();
    const std::string& text = *row.find("text")->string();
    CAPTURE(text);
    const Features features = seen(text);
    std::string hashes;
    for (const std::uint32_t h : features.hashes)
      for (int i = 0; i < 4; ++i) hashes += static_cast<char>((h >> (8 * i)) & 0xFF);
    CHECK(to_hex(sha256(hashes)).substr(0, 16) == *row.find("features")->string());
    const PerLabel<Logit> logits = shipped_model()->logits(features);
    const PerLabel<int> given = shipped_model()->scores(features);
    for (std::size_t l = 0; l < label_count; ++l) {
      CHECK(logits[l] == *(*row.find("logits")->array())[l].integer());
      CHECK(given[l] == *(*row.find("scores")->array())[l].integer());
    }
  }
  CHECK(n >= 30);
}

TEST_CASE("a plain attack scores high and plain talk low") {
  CHECK(scores("You are a stupid idiot and everyone knows it.")[static_cast<std::size_t>(Label::insult)] > 9000);
  CHECK(toxicity("You are a stupid idiot and everyone knows it.") > 9000);
  CHECK(toxicity("you are a st\xC3\xBCpid 1d10t") > 8000);
  CHECK(toxicity("The council meets on Tuesday to talk about the new bus line.") < 3000);
  CHECK(toxicity("I disagree with the author, the figures in the second table are wrong.") < 3000);
}

TEST_CASE("exchanging two listed names changes no score") {
  const std::vector<std::string> names = {"Armenia", "Turkey", "Azerbaijan", "Russia",      "Ukraine",
                                          "Israel",  "France", "Germany",    "New Zealand", "United States"};
  for (const char* const frame : {"The people of # are kind.", "# must answer for this war.", "I hate # and its army",
                                  "the massacre in # was never recognised"}) {
    PerLabel<int> first{};
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::string text = frame;
      text.replace(text.find('#'), 1, names[i]);
      if (i == 0) first = scores(text);
      CAPTURE(text);
      CHECK(scores(text) == first);
    }
  }
  CHECK(toxicity("Ermeni komşumuzla çay içtik.") == toxicity("Türk komşumuzla çay içtik."));
}

TEST_CASE("the evidence for an insult is the insult") {
  CHECK(evidence_in("The mayor is an idiot, but the bridge is fine.", Label::insult) ==
        std::vector<std::string>{"idiot"});
}
