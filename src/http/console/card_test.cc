// What a card of the queue and a case's page say of a language that the classifier does not know.
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

constexpr std::string_view asks_model = R"(format = 1
name = "Test policy"
languages = ["en"]

[[clause]]
id = "manners"
title.en = "Manners"
text.en = "No humbug."
when = 'lexicon("house") || model("INSULT") > 0.9'
action = "hold"

[lexicon.house]
words = ["humbug"]
)";
constexpr std::string_view armenian = "Այս կամուրջը humbug է, ասում են քաղաքացիները ամեն օր";
constexpr std::string_view said = "Not machine-checked in this language";

// The queue's page and the case's own, of one held comment.
std::pair<Response, Response> pages_of(std::string_view policy, std::string_view text) {
  StaffRoom room(policy);
  room.add("max", {Role::moderator});
  const std::string max = room.signed_in("max");
  const auto posted = room.Paper::post(std::string(text)).value();
  const discussion::Comment& c = posted.comment;
  REQUIRE(c.state == discussion::State::held);
  const std::string path = "/console/herald/comment/" + short_id(c.story) + "/" + std::to_string(c.id.value);
  return {room.get("/console/herald/queue", max), room.get(path, max)};
}

bool lacks(const Response& response) {
  REQUIRE(response.status == 200);
  return body_of(response).find(said) == std::string_view::npos;
}

}  // namespace

TEST_CASE("the console says of a language that the classifier does not know that nothing was checked") {
  const auto [queue, page] = pages_of(asks_model, armenian);
  CHECK(has(queue, said));
  CHECK(has(page, said));
}

TEST_CASE("it says nothing of the kind where the classifier knows the language, or no rule asks it") {
  const auto [queue, page] = pages_of(asks_model, "The humbug is a beetle, as everybody in this town knows.");
  CHECK(lacks(queue));
  CHECK(lacks(page));
  const auto [plain_queue, plain_page] = pages_of(humbug_policy, armenian);
  CHECK(lacks(plain_queue));
  CHECK(lacks(plain_page));
}
