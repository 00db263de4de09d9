// Part of the contract: words and data that are erased are gone from everything, and the rest stands.
#pragma once

#include "discussion/erasure.h"
#include "store/contract.h"
#include "store/contract_appeals.h"
#include "store/contract_ledger.h"

namespace comity::store::contract {

inline bool has_no_words(Store& store, const Desk& desk, CommentId comment) {
  bool none = true;
  const auto revisions = store.revisions(desk.site, desk.story, comment).value();
  for (const discussion::Revision& revision : revisions)
    none = none && revision.text.empty() && revision.facts == policy::Facts{};
  const auto decisions = store.decisions(desk.site, desk.story, comment).value();
  for (const Decision& decision : decisions) {
    none = none && decision.reason.empty() && !store.ledger_place(desk.site, decision.id)->salts;
    for (const policy::ClauseVerdict& clause : decision.findings) none = none && clause.findings.empty();
  }
  return none;
}

TEST_CASE("an erased comment keeps its number and its place; words, name and salts are gone") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId id = desk.post().comment;
  desk.must(desk.an_edit(id, 1, State::published));
  Decision warning = desk.a_decision(Deed::keep, id);
  warning.reason = "You wrote it twice.";
  desk.must(AddDecision{warning});
  const CommentId other = desk.post().comment;
  const auto entries = all_entries(*store, desk.site);

  CHECK(code_of(desk.commit(Erase{desk.story, {99}})) == Code::not_found);
  desk.now += Millis{1000};
  desk.must(Erase{desk.story, id});
  CHECK(has_no_words(*store, desk, id));
  const auto erased = desk.the_comment(id);
  CHECK(erased.state == State::withdrawn);
  CHECK(erased.number == 1);
  CHECK(erased.name.empty());
  CHECK(erased.erased);
  CHECK(erased.emptied == desk.now);
  CHECK(desk.events().back() == Event{4, EventKind::withdrawn, id, 1, desk.now});
  CHECK(desk.the_author().published == 1);
  CHECK(all_entries(*store, desk.site) == entries);  // what was sealed stays sealed
  CHECK(store->decision(desk.site, warning.id)->clauses == warning.clauses);
  CHECK(store->revisions(desk.site, desk.story, other)->front().text == "Good morning");
  desk.must(Erase{desk.story, id});  // once more changes nothing
  CHECK(desk.events().size() == 4);
  desk.check_sound();
}

TEST_CASE("what was removed or refused stays so when it is erased; what waited is taken back") {
  const auto store = fresh_store();
  Case desk(*store);
  const CommentId held = desk.must(desk.a_comment(State::held), AddDecision{desk.a_decision(Deed::hold)}).comment;
  const CommentId refused = desk.post(State::refused).comment;
  desk.must(Erase{desk.story, {1}}, Erase{desk.story, held}, Erase{desk.story, refused});
  CHECK(desk.the_comment({1}).state == State::removed);
  CHECK(desk.the_comment({1}).decision == desk.removal.id);
  CHECK(desk.the_comment(held).state == State::withdrawn);
  CHECK_FALSE(desk.the_comment(held).decision);
  CHECK(desk.the_comment(refused).state == State::refused);
  CHECK(store->held(desk.site, 0, 10)->empty());
  CHECK(store->waiting_counts(desk.site)->all == 0);
  CHECK(has_no_words(*store, desk, held));
  // No words come back by another way.
  CHECK(code_of(desk.commit(desk.move({1}, State::removed, State::published))) == Code::conflict);
  CHECK(code_of(desk.commit(desk.move(refused, State::refused, State::held))) == Code::conflict);
  CHECK(code_of(desk.commit(desk.an_edit(held, 1, State::held, State::withdrawn))) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("appeals and blocks lose their words with the comment; an appeal that is open stays open") {
  const auto store = fresh_store();
  Case desk(*store);
  desk.must(desk.an_appeal());
  Decision warn = desk.a_decision(Deed::warn, {1});
  warn.actor = Actor::moderator;
  discussion::Block warning;
  warning.author = desk.author;
  warning.decision = warn.id;
  warning.story = desk.story;
  warning.comment = {1};
  warning.since = desk.now;
  Decision stop = desk.a_decision(Deed::block, {1});
  stop.actor = Actor::moderator;
  discussion::Block block = warning;
  block.deed = Deed::block;
  block.decision = stop.id;
  block.warning = warn.id;
  block.factors = discussion::Factors{1, 2, "They wrote a slur.", "It was meant."};
  desk.must(AddDecision{warn}, AddBlock{warning}, AddDecision{stop}, AddBlock{block});

  desk.must(Erase{desk.story, {1}});
  CHECK(store->appeal(desk.site, {1})->grounds == discussion::erased_words);
  CHECK(store->open_appeals(desk.site, 0, 10)->size() == 1);
  CHECK(store->blocks(desk.site, desk.author)->at(1).factors ==
        discussion::Factors{1, 2, std::string(discussion::erased_words), std::string(discussion::erased_words)});
  const Decision answer = desk.an_answer(Deed::restore);
  desk.must(AddDecision{answer}, desk.answers(answer, discussion::AppealOutcome::reversed));
  CHECK(desk.the_author().strikes == 0);
  FileAppeal again = desk.an_appeal(2);
  again.appeal.decision = warn.id;
  CHECK(code_of(desk.commit(again)) == Code::conflict);  // there is nothing left to look at
  desk.must(Erase{desk.story, {1}});
  desk.check_sound();
}

TEST_CASE("a quotation of erased words is taken out, and the others' own words stay where they are") {
  const auto store = fresh_store();
  Desk desk(*store);
  const std::string text = "> the bridge fell\n\nIt did not, drat it.";
  AddComment quoting = desk.a_comment(State::published, text);
  quoting.revision.facts.quotes = {{0, 18}};
  Decision found = desk.a_decision(Deed::keep);
  found.reason = "A moderator's own words.";
  found.findings = {{"profanity", policy::Action::hold, {{"lexicon", "profanity", "drat", {{2, 5}, {31, 35}}}}}};
  const CommentId id = desk.must(quoting, AddDecision{found}).comment;
  EraseQuotes erase{desk.story, id, 1, sha256("another text"), {{0, 18}}};
  CHECK(code_of(desk.commit(erase)) == Code::conflict);
  erase.was = sha256(text);
  erase.revision = 2;
  CHECK(code_of(desk.commit(erase)) == Code::not_found);
  erase.revision = 1;
  desk.must(erase);
  const auto left = store->revisions(desk.site, desk.story, id)->front();
  CHECK(left.text == "> […]          \n\nIt did not, drat it.");
  CHECK(left.text.size() == text.size());
  const Decision still = store->decision(desk.site, found.id).value();
  CHECK(still.reason == found.reason);
  CHECK(still.findings[0].findings[0].spans == std::vector<text::Span>{{31, 35}});
  CHECK_FALSE(store->ledger_place(desk.site, found.id)->salts);
  CHECK(desk.events().back().kind == EventKind::changed);
  CHECK(code_of(desk.commit(erase)) == Code::conflict);  // another erasure's quotation never comes back
  desk.check_sound();
}

TEST_CASE("an erased author has no key, writes nothing more, and is done when every comment is") {
  const auto store = fresh_store();
  Desk desk(*store);
  const auto key = *desk.the_author().token_hash;
  const CommentId one = desk.post().comment;
  desk.now += Millis{5};
  const CommentId two = desk.post(State::held).comment;
  CHECK(code_of(desk.commit(FinishErasing{desk.author})) == Code::conflict);
  desk.must(EraseAuthor{desk.author});
  desk.must(EraseAuthor{desk.author});
  CHECK(desk.the_author().erased == desk.now);
  CHECK(code_of(store->author_by_token(desk.site, key)) == Code::not_found);
  CHECK(store->erasing(desk.site).value() == std::vector{desk.author});
  CHECK(code_of(desk.commit(desk.a_comment())) == Code::conflict);
  CHECK(code_of(desk.commit(FinishErasing{desk.author})) == Code::conflict);
  const auto wrote = store->written_by(desk.site, desk.author, {}, 10).value();
  REQUIRE(wrote.size() == 2);
  CHECK(wrote[0].id == one);
  CHECK(store->written_by(desk.site, desk.author, {wrote[0].written, wrote[0].story, wrote[0].id}, 10)->size() == 1);
  desk.must(Erase{desk.story, one});
  desk.must(Erase{desk.story, two}, FinishErasing{desk.author});
  CHECK(store->erasing(desk.site)->empty());
  // The key may come again, as somebody new.
  discussion::Author anew;
  anew.id = {777};
  anew.token_hash = key;
  desk.must(AddAuthor{anew});
  // Nor does one who comes erased write anything.
  anew.id = {778};
  anew.token_hash.reset();
  anew.erased = desk.now;
  AddComment theirs = desk.a_comment();
  theirs.comment.author = anew.id;
  CHECK(code_of(desk.commit(AddAuthor{anew}, theirs)) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("words are kept until the last decision is old enough and no appeal is open") {
  const auto store = fresh_store();
  Case desk(*store);
  const CommentPlace from{};
  const auto due = [&] { return store->kept_since(desk.site, State::removed, desk.now, from, 10).value(); };
  CHECK(due().empty());  // decided just now
  desk.now += std::chrono::hours(1);
  REQUIRE(due().size() == 1);
  desk.must(desk.an_appeal());
  CHECK(due().empty());
  CHECK(code_of(desk.commit(EmptyWords{desk.story, {1}})) == Code::conflict);
  const Decision answer = desk.an_answer(Deed::keep);
  desk.must(AddDecision{answer}, desk.answers(answer, discussion::AppealOutcome::upheld));
  CHECK(due().empty());
  desk.now += std::chrono::hours(1);
  CHECK(due().size() == 1);
  CHECK(store->kept_since(desk.site, State::removed, desk.now, {desk.story, {1}}, 10)->empty());
  CHECK(store->kept_since(desk.site, State::withdrawn, desk.now, from, 10)->empty());
  const auto events = desk.events();
  desk.must(EmptyWords{desk.story, {1}});
  CHECK(has_no_words(*store, desk, {1}));
  CHECK_FALSE(desk.the_comment({1}).erased);
  CHECK(desk.the_comment({1}).state == State::removed);
  CHECK(desk.events() == events);
  CHECK(due().empty());
  const CommentId shown = desk.post().comment;
  CHECK(code_of(desk.commit(EmptyWords{desk.story, shown})) == Code::conflict);
  desk.check_sound();
}

}  // namespace comity::store::contract
