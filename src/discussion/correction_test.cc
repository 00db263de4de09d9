#include "discussion/correction.h"

#include <doctest.h>

#include "discussion/edit_window.h"

using namespace comity;
using namespace comity::discussion;

namespace {

constexpr Time noon = at_ms(1'800'000'000'000);

Comment written(Time at, State state = State::published) {
  Comment comment;
  comment.id = CommentId{1};
  comment.state = state;
  comment.written = at;
  if (state == State::published) comment.published_at = at;
  return comment;
}

bool corrects_at(std::string_view text, std::string_view earlier, Time now, State state = State::published) {
  return corrects(*text::checked(text), written(noon, state), earlier, now);
}

}  // namespace

TEST_CASE("a text with a mended word or one more sentence is offered as a correction, another thought is not") {
  constexpr std::string_view first = "The counsil has promised to mend the bridge before the winter, and I doubt it.";
  CHECK(corrects_at("The council has promised to mend the bridge before the winter, and I doubt it.", first, noon));
  CHECK(corrects_at(std::string(first) + " So does my aunt.", first, noon));
  CHECK_FALSE(corrects_at("The council has promised us a library too, and nobody has seen it yet.", first, noon));
  CHECK_FALSE(corrects_at("I disagree", "I agree", noon));
}

TEST_CASE("an equal text after folding within a day is a correction") {
  CHECK(corrects_at("The bridge is closed.", "the  Bridge is closed.", noon + std::chrono::minutes(30)));
  CHECK(corrects_at("The bridge is closed.", "The bridge is closed.", noon + std::chrono::hours(23)));
  CHECK_FALSE(corrects_at("The bridge is closed.", "The bridge is closed.", noon + std::chrono::hours(24)));
  CHECK_FALSE(corrects_at("The bridge is open.", "The bridge is closed.", noon + std::chrono::minutes(1)));
}

TEST_CASE("what its author may no longer change is not offered for correction") {
  for (const State state : {State::held, State::published, State::returned}) {
    CHECK(corrects_at("Yes.", "Yes.", noon + std::chrono::minutes(1), state));
  }
  for (const State state : {State::refused, State::removed, State::withdrawn}) {
    CHECK_FALSE(corrects_at("Yes.", "Yes.", noon + std::chrono::minutes(1), state));
  }
}

TEST_CASE("a published comment may be edited within the site's window from when it could be read") {
  Site site;
  site.edit_window_ms = 15 * 60 * 1000;
  CHECK(may_edit_until(site, written(noon), noon) == noon + std::chrono::minutes(15));
  CHECK(may_edit_until(site, written(noon), noon + std::chrono::minutes(14)) == noon + std::chrono::minutes(15));
  CHECK_FALSE(may_edit_until(site, written(noon), noon + std::chrono::minutes(15)));
  Comment released = written(noon);
  released.published_at = noon + std::chrono::hours(3);
  CHECK(may_edit_until(site, released, noon + std::chrono::hours(3)));
}

TEST_CASE("a held or returned comment may be edited for as long as it waits, and no other") {
  const Site site;
  const Time later = noon + std::chrono::days(90);
  CHECK(may_edit_until(site, written(noon, State::held), later));
  CHECK(may_edit_until(site, written(noon, State::returned), later));
  for (const State state : {State::refused, State::removed, State::withdrawn}) {
    CHECK_FALSE(may_edit_until(site, written(noon, state), noon));
    CHECK_FALSE(may_withdraw(written(noon, state)));
  }
  CHECK(may_withdraw(written(noon, State::held)));
  CHECK(may_withdraw(written(noon)));
  Comment imported = written(noon);
  imported.source_key = "https://old.example#12";
  CHECK_FALSE(may_edit_until(site, imported, noon));
  CHECK_FALSE(may_withdraw(imported));
}
