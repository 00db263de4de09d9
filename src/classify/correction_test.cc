#include "classify/correction.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "classify/classify.h"
#include "classify/testing.h"

using namespace comity;
using namespace comity::classify;
using comity::classify::testing::features_of;
using comity::classify::testing::SmallFile;

namespace {

using Parts = CorrectionParts;

std::shared_ptr<const Correction> loaded(const Parts& parts) { return Correction::load(to_bytes(parts)).value(); }

std::string refusal(const std::string& bytes) {
  const auto correction = Correction::load(bytes);
  return correction ? "" : correction.error().detail;
}

// For the model that ships: "walnut" counts for an insult.
Parts small() {
  Parts parts;
  parts.model = shipped_model()->hash();
  parts.rows = 120;
  parts.languages = {"de", "en"};
  parts.steps[0] = {{0, 0}, {5'000, 4'000}, {10'000, 9'000}};
  const Features features = features_of("walnut");
  for (const std::uint32_t feature : learnable(features)) {
    parts.weights.push_back({feature, Label::insult, 256});
    if (parts.weights.size() == 8) break;
  }
  return parts;
}

}  // namespace

TEST_CASE("a correction is read as it was written, and its hash is that of what it says") {
  const Parts parts = small();
  const auto correction = loaded(parts);
  CHECK(correction->parts() == parts);
  CHECK(correction->is_for(*shipped_model()));
  CHECK(correction->applies_in("en"));
  CHECK_FALSE(correction->applies_in("ru"));
  CHECK_FALSE(correction->applies_in(""));
  Parts other = parts;
  other.weights[0].weight = 257;
  CHECK(loaded(other)->hash() != correction->hash());
  other.model = {};
  CHECK_FALSE(loaded(other)->is_for(*shipped_model()));
}

TEST_CASE("a correction adds to logits, each feature once and all together one at most, and moves scores by steps") {
  const Model& model = *shipped_model();
  Parts parts = small();
  const Features features = features_of("a walnut, a walnut and a walnut");
  const PerLabel<Logit> logits = model.logits(features);
  const PerLabel<int> plain = model.scores(features);
  // 8 features of 256: more than most_shift together, however often they stand.
  const auto insult = static_cast<std::size_t>(Label::insult);
  CHECK(loaded(parts)->scores(model, features)[insult] == model.calibrated(Label::insult, logits[insult] + most_shift));
  parts.weights.resize(2);
  CHECK(loaded(parts)->scores(model, features)[insult] == model.calibrated(Label::insult, logits[insult] + 512));
  CHECK(loaded(parts)->scores(model, features)[0] == plain[0] * 4'000 / 5'000);  // on the first line of the steps
  CHECK(loaded(parts)->scores(model, features_of("a plum")) != plain);
  parts.steps[0].clear();
  parts.weights.clear();
  CHECK(parts.empty());
  CHECK(loaded(parts)->scores(model, features) == plain);
}

TEST_CASE("the words that a correction weighs are evidence too") {
  const std::string utf8 = "What a walnut he is";
  const text::CheckedText text = text::checked(utf8).value();
  const Features features = classify::features_of(text, text::fold(text));
  const auto correction = loaded(small());
  const std::vector<Logit> weights = correction->weights(features, Label::insult);
  REQUIRE(weights.size() == features.words.size());
  CHECK(weights[3] == most_shift);
  CHECK(weights[4] == 0);
  const auto spans = evidence(*shipped_model(), text, features, Label::insult, correction.get());
  REQUIRE_FALSE(spans.empty());
  CHECK(std::any_of(spans.begin(), spans.end(), [&](text::Span s) {
    return utf8.substr(s.begin, s.end - s.begin).find("walnut") != std::string::npos;
  }));
}

TEST_CASE("names cannot be learned: neither they nor a word's pair with them") {
  const auto shared = [](const Features& features, std::uint32_t hash) {
    const auto learned = learnable(features);
    return std::binary_search(learned.begin(), learned.end(), hash);
  };
  const Features features = features_of("dear Atlantis friends", {"Atlantis"});
  REQUIRE(features.words.size() == 4);
  const FeatureWord &dear = features.words[1], &name = features.words[2], &friends = features.words[3];
  for (std::uint32_t i = name.begin; i < name.end; ++i) CHECK_FALSE(shared(features, features.hashes[i]));
  CHECK_FALSE(shared(features, features.hashes[friends.end - 1]));
  CHECK(shared(features, features.hashes[friends.begin]));
  CHECK(shared(features, features.hashes[dear.end - 1]));
  const FeatureWord& whole = features.words[0];
  for (std::uint32_t i = whole.begin; i < whole.end; ++i) CHECK_FALSE(shared(features, features.hashes[i]));
  CHECK(learnable(features) == learnable(features_of("dear Lemuria friends", {"Lemuria"})));
}

TEST_CASE("a correction that is cut short, longer or changed is refused, and said why") {
  const std::string good = to_bytes(small());
  CHECK(refusal(good).empty());
  for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(refusal(good.substr(0, size)).empty());
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    CHECK_FALSE(refusal(changed).empty());
  }
  CHECK(refusal("hello") == "correction: this is no correction");
  CHECK(refusal(SmallFile::sealed(good + "x")) == "correction: something follows its last part");
  CHECK(refusal(SmallFile::sealed(good + std::string(max_correction_bytes, 'x'))) ==
        "correction: it is longer than 64 kB");
  std::string damaged = good;
  damaged.back() = 2;
  CHECK(refusal(damaged) == "correction: its hash is not the one it says: the file was changed or damaged");
}

TEST_CASE("what a correction may not say is refused even where the hash is right") {
  const auto said = [](const std::function<void(Parts&)>& change) {
    Parts parts = small();
    change(parts);
    return refusal(to_bytes(parts));
  };
  CHECK(said([](Parts& p) { p.languages = {}; }) == "correction: a number in its head is out of range");
  CHECK(said([](Parts& p) { p.languages = {"en", "de"}; }) == "correction: its languages are not in order");
  CHECK(said([](Parts& p) { p.languages = {"EN"}; }) == "correction: a language has no name");
  CHECK(said([](Parts& p) { p.steps[2] = {{0, 0}}; }) == "correction: a number of steps is out of range");
  CHECK(said([](Parts& p) { p.steps[2] = {{0, 0}, {9'000, 9'000}}; }) == "correction: its steps do not go from 0 to 1");
  CHECK(said([](Parts& p) { p.steps[2] = {{0, 2'001}, {10'000, 10'000}}; }) == "correction: a step goes too far");
  CHECK(said([](Parts& p) { p.steps[2] = {{0, 0}, {5'000, 6'000}, {5'500, 5'900}, {10'000, 10'000}}; }) ==
        "correction: its steps do not ascend");
  CHECK(said([](Parts& p) { p.weights[1] = p.weights[0]; }) == "correction: its weights are not in order");
  CHECK(said([](Parts& p) { p.weights[0].weight = 513; }) == "correction: a weight is out of range");
  CHECK(said([](Parts& p) { p.weights[0].weight = 0; }) == "correction: a weight is out of range");
  CHECK(said([](Parts& p) { p.weights[0].label = static_cast<Label>(7); }) == "correction: a weight is of no label");
  CHECK(said([](Parts& p) { p.weights.assign(max_correction_weights + 1, p.weights[0]); }) ==
        "correction: a number in its head is out of range");
}

TEST_CASE("any bytes behind a good head are a correction that gives scores, or refused") {
  const std::string good = to_bytes(small());
  const Features features = features_of("what a walnut");
  CHECK(rc::check([&] {
    std::string bytes = good;
    const auto changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i)
      bytes[*rc::gen::inRange(std::size_t{44}, bytes.size())] = *rc::gen::arbitrary<char>();
    const auto correction = Correction::load(SmallFile::sealed(bytes));
    if (!correction) return;
    for (const int score : (*correction)->scores(*shipped_model(), features)) RC_ASSERT(score >= 0 && score <= 10'000);
  }));
}
