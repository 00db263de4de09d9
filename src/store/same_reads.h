// Whether two stores answer every question alike. For tests.
#pragma once

#include <doctest.h>

#include <tuple>
#include <vector>

#include "store/store.h"

namespace comity::store {

inline bool operator==(const PolicyDocument& a, const PolicyDocument& b) {
  return a.id == b.id && a.source == b.source && a.by == b.by && a.published == b.published && a.mirror == b.mirror &&
         a.replay == b.replay;
}
inline bool operator==(const StoredComment& a, const StoredComment& b) {
  return a.comment == b.comment && a.revision == b.revision && a.reply_to_number == b.reply_to_number &&
         a.clauses == b.clauses && a.edited == b.edited;
}
inline bool operator==(const Store::OutlineRow& a, const Store::OutlineRow& b) {
  return a.number == b.number && a.reply_to == b.reply_to;
}
inline bool operator==(const Store::NameInUse& a, const Store::NameInUse& b) {
  return a.name == b.name && a.mark == b.mark && a.author == b.author;
}
inline bool operator==(const Store::Counts& a, const Store::Counts& b) {
  return a.author_10m == b.author_10m && a.author_24h == b.author_24h && a.story_10m == b.story_10m;
}

// Errors are alike when their codes are; their words are each store's own.
template <class T>
bool alike(const Result<T>& a, const Result<T>& b) {
  if (a.has_value() != b.has_value()) return false;
  return a ? *a == *b : a.error().code == b.error().code;
}

inline void check_same_story(Store& a, Store& b, SiteId site, const discussion::Story& story, Time now) {
  constexpr std::size_t all = 10'000;
  const StoryId id = story.id;
  CHECK(alike(a.story(site, id), b.story(site, id)));
  CHECK(alike(a.story_by_publisher_id(site, story.publisher_id), b.story_by_publisher_id(site, story.publisher_id)));
  CHECK(alike(a.urls(site, id), b.urls(site, id)));
  CHECK(alike(a.story_text(site, id), b.story_text(site, id)));
  const auto urls = a.urls(site, id).value();
  for (const std::string& url : urls) CHECK(alike(a.story_by_url(site, url), b.story_by_url(site, url)));
  CHECK(alike(a.outline(site, id), b.outline(site, id)));
  CHECK(alike(a.events(site, id, 0, all), b.events(site, id, 0, all)));
  CHECK(alike(a.names(site, id), b.names(site, id)));
  CHECK(alike(a.refused_by_clause(site, id), b.refused_by_clause(site, id)));
  CHECK(alike(a.closed_branches(site, id), b.closed_branches(site, id)));
  std::vector<std::int64_t> numbers;
  for (std::int64_t n = story.next_number; n >= 0; --n) numbers.push_back(n);
  CHECK(alike(a.by_numbers(site, id, numbers), b.by_numbers(site, id, numbers)));
  const auto comments = a.comments(site, id, {}, all);
  CHECK(alike(comments, b.comments(site, id, {}, all)));
  for (const discussion::Comment& c : comments.value()) {
    CHECK(alike(a.comment(site, id, c.id), b.comment(site, id, c.id)));
    CHECK(alike(a.revisions(site, id, c.id), b.revisions(site, id, c.id)));
    const auto decisions = a.decisions(site, id, c.id);
    CHECK(alike(decisions, b.decisions(site, id, c.id)));
    for (const discussion::Decision& d : decisions.value())
      CHECK(alike(a.ledger_place(site, d.id), b.ledger_place(site, d.id)));
    CHECK(alike(a.appeals_about(site, id, c.id), b.appeals_about(site, id, c.id)));
    CHECK(alike(a.reports_about(site, id, c.id), b.reports_about(site, id, c.id)));
    CHECK(alike(a.orders_about(site, id, c.id), b.orders_about(site, id, c.id)));
    CHECK(alike(a.is_kept_for_danger(site, id, c.id), b.is_kept_for_danger(site, id, c.id)));
    CHECK(alike(a.is_in_closed_branch(site, id, c.id), b.is_in_closed_branch(site, id, c.id)));
    CHECK(alike(a.proposal(site, id, c.id), b.proposal(site, id, c.id)));
    CHECK(alike(a.by_receipt(c.receipt), b.by_receipt(c.receipt)));
    CHECK(alike(a.by_case_code(site, c.case_code), b.by_case_code(site, c.case_code)));
    CHECK(alike(a.by_source_key(site, c.source_key), b.by_source_key(site, c.source_key)));
    CHECK(alike(a.by_author(site, id, c.author, c.written, 3), b.by_author(site, id, c.author, c.written, 3)));
    CHECK(alike(a.recent(site, id, c.author, now), b.recent(site, id, c.author, now)));
  }
}

inline void check_same_people(Store& a, Store& b, SiteId site) {
  const auto people = a.people(site);
  CHECK(alike(people, b.people(site)));
  for (const discussion::Person& person : people.value()) {
    CHECK(alike(a.person(site, person.id), b.person(site, person.id)));
    CHECK(alike(a.person_by_name(site, person.name), b.person_by_name(site, person.name)));
    const auto credentials = a.credentials(site, person.id);
    CHECK(alike(credentials, b.credentials(site, person.id)));
    const Key128 token = credentials->invitation.value_or(Key128{});
    CHECK(alike(a.person_by_invitation(site, token), b.person_by_invitation(site, token)));
    const auto passkeys = a.passkeys(site, person.id);
    CHECK(alike(passkeys, b.passkeys(site, person.id)));
    for (const discussion::Passkey& one : passkeys.value())
      CHECK(alike(a.passkey(site, one.credential), b.passkey(site, one.credential)));
    const auto sessions = a.sessions(site, person.id);
    CHECK(alike(sessions, b.sessions(site, person.id)));
    for (const discussion::StaffSession& one : sessions.value())
      CHECK(alike(a.session(site, one.key), b.session(site, one.key)));
  }
}

inline void check_same_letters(Store& a, Store& b, SiteId site, Time now) {
  constexpr std::size_t all = 10'000;
  const auto letters = a.letters(site, {}, all);
  CHECK(alike(letters, b.letters(site, {}, all)));
  CHECK(alike(a.letters(site, {2}, 1), b.letters(site, {2}, 1)));
  for (const discussion::Letter& letter : letters.value()) {
    CHECK(alike(a.letter(site, letter.id), b.letter(site, letter.id)));
    CHECK(alike(a.letter_by_link(site, letter.link), b.letter_by_link(site, letter.link)));
    CHECK(alike(a.contact(site, letter.to), b.contact(site, letter.to)));
  }
  for (const std::int64_t id : {1, 2, 3, 4}) {
    CHECK(alike(a.contact(site, {id}), b.contact(site, {id})));
    CHECK(alike(a.contacts_of(site, discussion::owner(AuthorId{id})),
                b.contacts_of(site, discussion::owner(AuthorId{id}))));
    CHECK(alike(a.contacts_of(site, discussion::owner(PersonId{id})),
                b.contacts_of(site, discussion::owner(PersonId{id}))));
  }
  for (const char* address : {"a@paper.example", "b@paper.example"}) {
    CHECK(alike(a.contacts_at(site, address), b.contacts_at(site, address)));
    CHECK(alike(a.letters_to(site, address, now), b.letters_to(site, address, now)));
    CHECK(alike(a.letters_to(site, address, Time{}), b.letters_to(site, address, Time{})));
  }
  CHECK(alike(a.daily_contacts(site), b.daily_contacts(site)));
  CHECK(alike(a.due_letters(site, now, all), b.due_letters(site, now, all)));
  CHECK(alike(a.due_letters(site, now, 1), b.due_letters(site, now, 1)));
  CHECK(alike(a.waiting_letters(site), b.waiting_letters(site)));
}

inline void check_same_accounts(Store& a, Store& b, SiteId site) {
  for (const std::int64_t id : {1, 2, 3, 4}) {
    const AuthorId author{id};
    CHECK(alike(a.account(site, author), b.account(site, author)));
    CHECK(alike(a.account_password(site, author), b.account_password(site, author)));
    CHECK(alike(a.former_names(site, author), b.former_names(site, author)));
    const auto sessions = a.reader_sessions(site, author);
    CHECK(alike(sessions, b.reader_sessions(site, author)));
    for (const discussion::ReaderSession& one : sessions.value())
      CHECK(alike(a.reader_session(site, one.key), b.reader_session(site, one.key)));
    CHECK(alike(a.muted_by(site, author), b.muted_by(site, author)));
    for (const std::int64_t story : {1, 2})
      CHECK(alike(a.muted_in(site, {story}, author), b.muted_in(site, {story}, author)));
  }
  for (const char* look : {"a", "b", "c", "d"})
    CHECK(alike(a.account_by_look(site, look), b.account_by_look(site, look)));
}

inline void check_same_reports(Store& a, Store& b, SiteId site, Time now) {
  constexpr std::size_t all = 10'000;
  const auto reports = a.reports(site, {}, all);
  CHECK(alike(reports, b.reports(site, {}, all)));
  CHECK(alike(a.reports(site, {1}, 2), b.reports(site, {1}, 2)));
  for (const discussion::Report& one : reports.value()) {
    CHECK(alike(a.report(site, one.id), b.report(site, one.id)));
    CHECK(alike(a.report_by_receipt(one.receipt), b.report_by_receipt(one.receipt)));
    CHECK(alike(a.reports_by(site, one.reporter), b.reports_by(site, one.reporter)));
    CHECK(alike(a.reports_in(site, one.story), b.reports_in(site, one.story)));
    CHECK(alike(a.report_by_case_code(site, one.case_code), b.report_by_case_code(site, one.case_code)));
  }
  CHECK(alike(a.reports_kept(site, now, all), b.reports_kept(site, now, all)));
  CHECK(alike(a.reports_kept(site, now, 1), b.reports_kept(site, now, 1)));
  CHECK(alike(a.reported(site, 0, all), b.reported(site, 0, all)));
  CHECK(alike(a.reported(site, 1, 1), b.reported(site, 1, 1)));
  CHECK(alike(a.reported_counts(site), b.reported_counts(site)));
  const auto reported = a.reported(site, 0, all);
  for (const ReportedComment& one : reported.value()) {
    const discussion::Comment& comment = one.comment;
    CHECK(alike(a.reported_after(site, comment.story, comment.id), b.reported_after(site, comment.story, comment.id)));
  }
  CHECK(alike(a.reported_after(site, {1}, {1}), b.reported_after(site, {1}, {1})));
  CHECK(alike(a.orders(site), b.orders(site)));
  const auto dangers = a.dangers(site);
  CHECK(alike(dangers, b.dangers(site)));
  for (const discussion::Danger& one : dangers.value()) CHECK(alike(a.danger(site, one.id), b.danger(site, one.id)));
}

inline void check_same_ledger(Store& a, Store& b, SiteId site) {
  constexpr std::size_t all = 10'000;
  const auto heads = a.ledgers(site);
  CHECK(alike(heads, b.ledgers(site)));
  for (const LedgerHead& head : heads.value()) {
    CHECK(alike(a.ledger_entries(site, head.log, 0, all), b.ledger_entries(site, head.log, 0, all)));
    CHECK(alike(a.ledger_entries(site, head.log, 3, 2), b.ledger_entries(site, head.log, 3, 2)));
    for (const int level : {0, 1, 2})
      CHECK(alike(a.ledger_hashes(site, head.log, level, 1, all), b.ledger_hashes(site, head.log, level, 1, all)));
    CHECK(alike(a.ledger_checkpoints(site, head.log), b.ledger_checkpoints(site, head.log)));
  }
  CHECK(alike(a.not_in_ledger(site), b.not_in_ledger(site)));
}

// Every order and filter of the queue, page by page; what came in, however often it must be asked for.
inline void check_same_queue(Store& a, Store& b, SiteId site) {
  constexpr std::size_t all = 10'000;
  CHECK(alike(a.waiting_counts(site), b.waiting_counts(site)));
  using Order = WaitingQuery::Order;
  for (const Order order : {Order::oldest, Order::newest, Order::gravest}) {
    for (const char* clause : {"", "b"}) {
      for (const char* language : {"", "en"}) {
        WaitingQuery query{order, clause, language, {"c", "a"}, std::nullopt, 2};
        for (std::size_t pages = 0; pages < all; ++pages) {
          const auto page = a.waiting(site, query);
          CHECK(alike(page, b.waiting(site, query)));
          if (page->empty()) break;
          query.after = page->back().place;
        }
      }
    }
  }
  const auto held = a.held(site, 0, all).value();
  for (const HeldItem& item : held) {
    const discussion::Comment& c = item.comment;
    CHECK(alike(a.alike(site, c.story, c.id, 3), b.alike(site, c.story, c.id, 3)));
    CHECK(alike(a.waiting_of(site, c.story, c.id), b.waiting_of(site, c.story, c.id)));
  }
  CHECK(alike(a.decided(site, {}, all), b.decided(site, {}, all)));
  const auto some = a.decided(site, {}, 2).value();
  if (some.size() == 2) {
    const DecidedPlace place{some[1].decision.decided, some[1].decision.id};
    CHECK(alike(a.decided(site, place, 2), b.decided(site, place, 2)));
    CHECK(alike(a.decision(site, place.id), b.decision(site, place.id)));
  }
  CHECK(alike(a.decision(site, {77}), b.decision(site, {77})));
  const auto came = [site](Store& store) {
    std::vector<std::tuple<discussion::Comment, discussion::Revision, bool>> out;
    std::int64_t before = 0;
    do {
      const auto some_more = store.arrivals(site, before, 3).value();
      for (const Arrival& one : some_more.items) out.emplace_back(one.comment, one.revision, one.was_held);
      before = some_more.before;
    } while (before != 0);
    return out;
  };
  CHECK(came(a) == came(b));
}

inline void check_same_reads(Store& a, Store& b, Time now) {
  using discussion::State;
  constexpr std::size_t all = 10'000;
  const auto sites = a.sites();
  CHECK(alike(sites, b.sites()));
  for (const discussion::Site& site : sites.value()) {
    CHECK(alike(a.site(site.key), b.site(site.key)));
    CHECK(alike(a.policies(site.id), b.policies(site.id)));
    CHECK(alike(a.policy_history(site.id), b.policy_history(site.id)));
    CHECK(alike(a.shadow(site.id), b.shadow(site.id)));
    CHECK(alike(a.brakes(site.id), b.brakes(site.id)));
    for (const Time since : {Time{}, now - Millis{20'000}})
      CHECK(alike(a.touched_since(site.id, site.policy, since), b.touched_since(site.id, site.policy, since)));
    CHECK(alike(a.correction_history(site.id), b.correction_history(site.id)));
    CHECK(alike(a.correction(site.id, site.correction), b.correction(site.id, site.correction)));
    CHECK(alike(a.judged(site.id, {}, all), b.judged(site.id, {}, all)));
    CHECK(alike(a.judged(site.id, {{1}, {2}, 1}, 3), b.judged(site.id, {{1}, {2}, 1}, 3)));
    CHECK(alike(a.policy(site.id, site.policy), b.policy(site.id, site.policy)));
    CHECK(alike(a.held(site.id, 0, all), b.held(site.id, 0, all)));
    CHECK(alike(a.held(site.id, 1, 2), b.held(site.id, 1, 2)));
    check_same_people(a, b, site.id);
    check_same_ledger(a, b, site.id);
    check_same_letters(a, b, site.id, now);
    check_same_accounts(a, b, site.id);
    check_same_reports(a, b, site.id, now);
    check_same_queue(a, b, site.id);
    CHECK(alike(a.decision_tallies(site.id), b.decision_tallies(site.id)));
    CHECK(alike(a.proposals(site.id), b.proposals(site.id)));
    const auto appeals = a.appeals(site.id, {}, all);
    CHECK(alike(appeals, b.appeals(site.id, {}, all)));
    for (const auto& appeal : appeals.value()) CHECK(alike(a.appeal(site.id, appeal.id), b.appeal(site.id, appeal.id)));
    CHECK(alike(a.open_appeals(site.id, 0, all), b.open_appeals(site.id, 0, all)));
    CHECK(alike(a.open_appeals(site.id, 1, 1), b.open_appeals(site.id, 1, 1)));
    CHECK(alike(a.erasing(site.id), b.erasing(site.id)));
    for (const auto state : {State::withdrawn, State::refused, State::returned, State::removed, State::published}) {
      CHECK(alike(a.kept_since(site.id, state, now, {}, all), b.kept_since(site.id, state, now, {}, all)));
      CHECK(alike(a.kept_since(site.id, state, now, {{1}, {2}}, 2), b.kept_since(site.id, state, now, {{1}, {2}}, 2)));
    }
    const auto authors = a.authors(site.id, {}, all);
    CHECK(alike(authors, b.authors(site.id, {}, all)));
    for (const discussion::Author& author : authors.value()) {
      CHECK(alike(a.author(site.id, author.id), b.author(site.id, author.id)));
      CHECK(alike(a.decided_about(site.id, author.id, 3), b.decided_about(site.id, author.id, 3)));
      const Key128 token = author.token_hash.value_or(Key128{});
      CHECK(alike(a.author_by_token(site.id, token), b.author_by_token(site.id, token)));
      CHECK(alike(a.author_record(site.id, author.id), b.author_record(site.id, author.id)));
      CHECK(alike(a.blocks(site.id, author.id), b.blocks(site.id, author.id)));
      const auto wrote = a.written_by(site.id, author.id, {}, all);
      CHECK(alike(wrote, b.written_by(site.id, author.id, {}, all)));
      CHECK(alike(a.written_since(site.id, author.id, now), b.written_since(site.id, author.id, now)));
      if (wrote->size() < 2) continue;
      const WrittenPlace first{wrote->front().written, wrote->front().story, wrote->front().id};
      CHECK(alike(a.written_by(site.id, author.id, first, 1), b.written_by(site.id, author.id, first, 1)));
    }
    const auto stories = a.stories(site.id, {}, all);
    CHECK(alike(stories, b.stories(site.id, {}, all)));
    for (const discussion::Story& story : stories.value()) check_same_story(a, b, site.id, story, now);
  }
  CHECK(a.integrity()->empty() == b.integrity()->empty());
}

}  // namespace comity::store
