#include "classify/model.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "classify/testing.h"

using namespace comity;
using namespace comity::classify;
using comity::classify::testing::features_of;
using comity::classify::testing::SmallFile;

namespace {

std::string refusal(const std::string& bytes, Model::Check check = Model::Check::hash_too) {
  const auto model = Model::load(bytes, check);
  return model ? "" : model.error().detail;
}

}  // namespace

TEST_CASE("labels have the names that tools know") {
  for (std::size_t i = 0; i < label_count; ++i) {
    const auto label = static_cast<Label>(i);
    CHECK(label_from(name(label)) == label);
  }
  CHECK(label_from("INSULT") == Label::insult);
  CHECK_FALSE(label_from("insult"));
}

TEST_CASE("a small model's score can be worked out by hand") {
  // 4 features of "a" ("a", "<a", "<a>", "a>"), its pair and 6 of the whole, each worth 1: words 6 and 5.
  const std::string bytes = SmallFile{}.bytes();
  const auto model = Model::load(bytes, Model::Check::hash_too).value();
  const Features features = features_of("a");
  REQUIRE(features.words.size() == 2);
  REQUIRE(features.hashes.size() == 11);
  // Root of 2 with 16 places: 65536 / 1.41421 = 46340 (cut). Sum 11: 11 * 46340 / 256 = 1991. Greatest: 6 * 256.
  constexpr Logit expected = 1991 + 6 * 256;
  for (const Logit logit : model->logits(features)) CHECK(logit == expected);
  CHECK(model->scores(features)[0] == 10'000 * expected / (1 << 20));
  CHECK(model->version() == "test");
  CHECK(model->knows("en"));
  CHECK(model->knows("tr"));
  CHECK_FALSE(model->knows(""));
  CHECK_FALSE(model->knows("fr"));
  CHECK(model->languages()[0].may_hold_alone);
  CHECK_FALSE(model->languages()[1].may_hold_alone);
}

TEST_CASE("a word's weight is what the text's logit loses without it") {
  const std::string bytes = SmallFile{}.bytes();
  const auto model = Model::load(bytes, Model::Check::hash_too).value();
  const std::vector<Logit> weights = model->weights(features_of("a"), Label::insult);
  REQUIRE(weights.size() == 2);
  CHECK(weights[0] == 0);
  CHECK(weights[1] == 1991 + 6 * 256 - (6 * 256 + 6 * 256));
  std::string text;
  for (int i = 0; i < 300; ++i) text += "word ";
  std::size_t weighed = 0;
  for (const Logit w : model->weights(features_of(text), Label::insult)) weighed += w != 0;
  CHECK(weighed <= Model::most_weighed);
}

TEST_CASE("a file that is cut short, longer or changed is refused, and said why") {
  const std::string good = SmallFile{}.bytes();
  CHECK(refusal(good).empty());
  for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(refusal(good.substr(0, size)).empty());
  CHECK(refusal(good + "x") == "model: its size is not the one it says");
  CHECK(refusal("hello") == "model: this is no model file");
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    CHECK_FALSE(refusal(changed).empty());
  }
  std::string other = good;
  other.back() = 7;
  CHECK(refusal(other) == "model: its hash is not the one it says: the file was changed or damaged");
}

TEST_CASE("steps that fall are refused even where the hash is right") {
  SmallFile file;
  file.first_step_score = 10'001;
  CHECK(refusal(file.bytes()) == "model: a score is out of range");
  std::string falling = SmallFile{}.bytes();
  const std::size_t steps = 96 + 2 * 8 + 8 * 9;
  falling.replace(steps, 4, std::string("\xFF\xFF\xFF\x7F", 4));  // the first logit above the second
  CHECK(refusal(SmallFile::sealed(falling)) == "model: its steps do not ascend");
}

TEST_CASE("the greatest weights and the longest texts stay inside the arithmetic") {
  SmallFile file;
  file.row = -128;
  file.weight = -32768;
  file.bias = std::int64_t{1} << 55;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "ab ";
  for (const std::int8_t row : {std::int8_t{-128}, std::int8_t{127}}) {
    file.row = row;
    const std::string bytes = file.bytes();
    const auto model = Model::load(bytes, Model::Check::hash_too).value();
    for (const int score : model->scores(features_of(text))) CHECK((score >= 0 && score <= 10'000));
    CHECK(model->weights(features_of(text), Label::threat).size() == 3001);
    CHECK(model->marks(features_of(text)).size() == 3001);
  }
}

TEST_CASE("any bytes behind a good head are a model or refused") {
  const std::string good = SmallFile{}.bytes();
  CHECK(rc::check([&] {
    std::string bytes = good;
    const auto changes = *rc::gen::inRange(1, 12);
    for (int i = 0; i < changes; ++i)
      bytes[*rc::gen::inRange(std::size_t{40}, bytes.size())] = *rc::gen::arbitrary<char>();
    const auto model = Model::load(bytes, Model::Check::structure);
    if (!model) return;
    for (const int score : (*model)->scores(features_of("what a d4mn mess"))) RC_ASSERT(score >= 0 && score <= 10'000);
  }));
}
