// A small language for tests of stores: one site, one story, one author, and deeds in short words.
#pragma once

#include <doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/crypto.h"
#include "store/store.h"

namespace comity::store {

inline Key128 key_of(std::uint64_t n) {
  Key128 key;
  for (std::size_t i = 0; i < 8; ++i) key.bytes[15 - i] = static_cast<std::uint8_t>(n >> 8 * i);
  return key;
}

struct Desk {
  explicit Desk(Store& of, std::uint64_t first_id = 1) : store(of), next_id(first_id) {
    const auto made = commit_on({}, PutSite{a_site("paper")});
    REQUIRE(made.has_value());
    site = made->site;
    story = add_story(1001);
    author = add_author(501);
  }

  Store& store;
  SiteId site;
  StoryId story;
  AuthorId author;
  std::uint64_t next_id;  // of changes, receipts, decisions: all told apart
  Time now = at_ms(1'700'000'000'000);

  static discussion::Site a_site(std::string key) {
    discussion::Site s;
    s.key = std::move(key);
    s.name = "The " + s.key;
    s.origins = {"https://" + s.key + ".example"};
    s.languages = {"en", "ru"};
    s.created = at_ms(1'600'000'000'000);
    return s;
  }
  discussion::Story a_story(std::int64_t id) const {
    discussion::Story s;
    s.id = {id};
    s.publisher_id = "p" + std::to_string(id);
    s.url = "https://paper.example/" + std::to_string(id) + "?from=front";
    s.title = "Bridge " + std::to_string(id);
    s.language = "en";
    s.tags = {"town", "river"};
    s.created = now;
    return s;
  }

  template <class... Writes>
  Change change(SiteId on, Writes... writes) {
    Change c;
    c.id = key_of(next_id++);
    c.site = on;
    c.at = now;
    (c.writes.emplace_back(std::move(writes)), ...);
    return c;
  }
  template <class... Writes>
  Result<Outcome> commit_on(SiteId on, Writes... writes) {
    return store.commit(change(on, std::move(writes)...));
  }
  template <class... Writes>
  Result<Outcome> commit(Writes... writes) {
    return commit_on(site, std::move(writes)...);
  }
  template <class... Writes>
  Outcome must(Writes... writes) {
    const auto outcome = commit(std::move(writes)...);
    if (!outcome) FAIL(outcome.error().detail);
    return *outcome;
  }

  StoryId add_story(std::int64_t id) {
    must(AddStory{a_story(id), {"http://paper.example/" + std::to_string(id)}});
    return {id};
  }
  AuthorId add_author(std::int64_t id) {
    discussion::Author a;
    a.id = {id};
    a.token_hash = key_of(0x70000000u + static_cast<std::uint64_t>(id));
    a.first_seen = now;
    must(AddAuthor{a});
    return {id};
  }

  AddComment a_comment(discussion::State state = discussion::State::published, std::string text = "Good morning") {
    AddComment add;
    add.comment.story = story;
    add.comment.author = author;
    add.comment.name = "Anna";
    add.comment.state = state;
    add.comment.receipt = key_of(0x5000000000u + next_id);
    add.comment.case_code = "four-words-" + std::to_string(next_id);
    ++next_id;
    add.comment.written = now;
    add.revision.text = std::move(text);
    add.revision.facts.language = "en";
    using discussion::State;
    add.revision.state = state == State::held || state == State::refused ? state : State::published;
    add.revision.written = now;
    return add;
  }
  Outcome post(discussion::State state = discussion::State::published) { return must(a_comment(state)); }

  discussion::Decision a_decision(discussion::Deed deed, CommentId about = {}) {
    discussion::Decision d;
    d.id = {static_cast<std::int64_t>(0x900000000u + next_id++)};
    d.story = story;
    d.comment = about;
    d.deed = deed;
    d.clauses = {"profanity", "attack"};
    d.findings = {
        {"profanity", policy::Action::hold, {{"lexicon", "profanity", "drat", {{0, 4}}}}},
    };
    d.policy = sha256("a policy");
    d.engine = sha256("an engine");
    d.decided = now;
    return d;
  }

  // Decides about a comment that is there.
  DecisionId must_decide(CommentId about, discussion::Deed deed = discussion::Deed::hold) {
    const discussion::Decision d = a_decision(deed, about);
    must(AddDecision{d});
    return d.id;
  }

  SetState move(CommentId comment, discussion::State from, discussion::State to, std::int64_t revision = 1) const {
    return {story, comment, from, to, revision};
  }
  AddRevision an_edit(CommentId comment, std::int64_t after, discussion::State state,
                      discussion::State state_now = discussion::State::published, std::string text = "Changed") const {
    AddRevision add;
    add.story = story;
    add.comment = comment;
    add.after_revision = after;
    add.state_now = state_now;
    add.revision.revision = after + 1;
    add.revision.text = std::move(text);
    add.revision.state = state;
    add.revision.written = now;
    return add;
  }

  discussion::Story the_story() { return store.story(site, story).value(); }
  discussion::Author the_author() { return store.author(site, author).value(); }
  discussion::Comment the_comment(CommentId id) { return store.comment(site, story, id).value(); }
  std::vector<discussion::Event> events() { return store.events(site, story, 0, 1000).value(); }
  void check_sound() {
    const auto findings = store.integrity();
    REQUIRE(findings.has_value());
    for (const std::string& finding : *findings) FAIL_CHECK(finding);
  }
};

template <class T>
Error::Code code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

// The words that the contract's tests are written in.
namespace contract {
using Code = Error::Code;
using discussion::Actor;
using discussion::Decision;
using discussion::Deed;
using discussion::Event;
using discussion::EventKind;
using discussion::State;
}  // namespace contract

}  // namespace comity::store
