// What the memory store answers to those who work for a site: people and sessions, what waits, appeals and blocks,
// and the ledger. The discussion's own reads are in memory.cc.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "store/memory_model.h"

namespace comity::store::memory {

inline tl::unexpected<Error> missing(std::string_view what) {
  return fail(Error::Code::not_found, "no such " + std::string(what));
}

using AppealList = std::vector<discussion::Appeal>;
using ContactList = std::vector<discussion::Contact>;
using LetterList = std::vector<discussion::Letter>;
using CommentList = std::vector<discussion::Comment>;
using ReportList = std::vector<discussion::Report>;

class MemoryDesk : public Store {
 public:
  // --- authors' records, appeals
  Result<AuthorRecord> author_record(SiteId site, AuthorId author) override {
    return asked<AuthorRecord>(site, [&](const SiteRow& in) { return memory::record_of(in, author); });
  }
  Result<std::vector<discussion::Block>> blocks(SiteId site, AuthorId author) override {
    return asked<std::vector<discussion::Block>>(site, [&](const SiteRow& in) { return blocks_of(in, author); });
  }
  Result<std::int64_t> written_since(SiteId site, AuthorId author, Time since) override {
    return asked<std::int64_t>(site, [&](const SiteRow& in) { return memory::written_since(in, author, since); });
  }
  Result<discussion::Appeal> appeal(SiteId site, discussion::AppealId id) override {
    const auto found = asked<AppealList>(site, [&](const SiteRow& in) { return memory::appeals_by(in, id); });
    if (found->empty()) return missing("appeal");
    return found->front();
  }
  Result<AppealList> appeals_about(SiteId site, StoryId story, CommentId comment) override {
    return asked<AppealList>(site, [&](const SiteRow& in) { return memory::appeals_about(in, story, comment); });
  }
  Result<AppealList> open_appeals(SiteId site, std::size_t offset, std::size_t limit) override {
    return asked<AppealList>(site, [&](const SiteRow& in) { return memory::appeals_by_due(in, offset, limit); });
  }
  Result<AppealList> appeals(SiteId site, discussion::AppealId after, std::size_t limit) override {
    return asked<AppealList>(site, [&](const SiteRow& in) { return memory::appeals_from(in, after, limit); });
  }

  // --- branches and proposals
  Result<std::vector<std::int64_t>> closed_branches(SiteId site, StoryId story) override {
    return asked<std::vector<std::int64_t>>(site,
                                            [&](const SiteRow& in) { return memory::closed_branches(in, story); });
  }
  Result<bool> is_in_closed_branch(SiteId site, StoryId story, CommentId comment) override {
    return asked<bool>(site, [&](const SiteRow& in) { return memory::is_in_closed_branch(in, story, comment); });
  }
  Result<discussion::Proposal> proposal(SiteId site, StoryId story, CommentId comment) override {
    const auto waiting = proposals(site);
    for (const discussion::Proposal& one : *waiting)
      if (one.story == story && one.comment == comment) return one;
    return missing("proposal");
  }
  Result<std::vector<discussion::Proposal>> proposals(SiteId site) override {
    return asked<std::vector<discussion::Proposal>>(site, [&](const SiteRow& in) { return memory::proposals(in); });
  }

  // --- erasures
  Result<std::vector<AuthorId>> erasing(SiteId site) override {
    return asked<std::vector<AuthorId>>(site, [&](const SiteRow& in) { return memory::erasing(in); });
  }
  Result<CommentList> written_by(SiteId site, AuthorId author, const WrittenPlace& after, std::size_t limit) override {
    return asked<CommentList>(site, [&](const SiteRow& in) { return memory::written_by(in, author, after, limit); });
  }
  Result<CommentList> kept_since(SiteId site, discussion::State state, Time before, const CommentPlace& after,
                                 std::size_t limit) override {
    return asked<CommentList>(site,
                              [&](const SiteRow& in) { return memory::kept_since(in, state, before, after, limit); });
  }

  // --- reports, orders, danger
  Result<discussion::Report> report(SiteId site, discussion::ReportId id) override {
    return one_of<discussion::Report>(site, id, &memory::Reported::reports, "report");
  }
  Result<discussion::Report> report_by_receipt(const Key128& receipt) override {
    const std::lock_guard lock(mutex_);
    for (const auto& [site, in] : model_.sites)
      for (const auto& [id, report] : in.reported.reports)
        if (receipt != Key128{} && report.receipt == receipt) return report;
    return missing("report");
  }
  Result<discussion::Report> report_by_case_code(SiteId site, std::string_view code) override {
    const std::lock_guard lock(mutex_);
    if (const SiteRow* in = find(site))
      for (const auto& [id, report] : in->reported.reports)
        if (!code.empty() && report.case_code == code) return report;
    return missing("report");
  }
  Result<ReportList> reports_about(SiteId site, StoryId story, CommentId comment) override {
    return asked<ReportList>(site, [&](const SiteRow& in) { return memory::reports_about(in, story, comment); });
  }
  Result<ReportList> reports(SiteId site, discussion::ReportId after, std::size_t limit) override {
    return asked<ReportList>(site, [&](const SiteRow& in) { return memory::reports_from(in, after, limit); });
  }
  Result<ReportList> reports_in(SiteId site, StoryId story) override {
    return asked<ReportList>(site, [&](const SiteRow& in) { return memory::reports_in(in, story); });
  }
  Result<ReportList> reports_by(SiteId site, const Key128& reporter) override {
    return asked<ReportList>(site, [&](const SiteRow& in) { return memory::reports_by(in, reporter); });
  }
  Result<ReportList> reports_kept(SiteId site, Time before, std::size_t limit) override {
    return asked<ReportList>(site, [&](const SiteRow& in) { return memory::reports_kept(in, before, limit); });
  }
  Result<std::vector<ReportedComment>> reported(SiteId site, std::size_t offset, std::size_t limit) override {
    auto all = asked<std::vector<ReportedComment>>(site, [&](const SiteRow& in) { return memory::reported(in); });
    all->erase(all->begin(), all->begin() + static_cast<std::ptrdiff_t>(std::min(offset, all->size())));
    if (all->size() > limit) all->resize(limit);
    return all;
  }
  Result<ReportedComment> reported_after(SiteId site, StoryId story, CommentId comment) override {
    auto all = asked<std::vector<ReportedComment>>(site, [&](const SiteRow& in) { return memory::reported(in); });
    const auto here = std::find_if(all->begin(), all->end(), [&](const ReportedComment& one) {
      return one.comment.story == story && one.comment.id == comment;
    });
    if (here != all->end()) {
      std::rotate(all->begin(), here, all->end());
      all->erase(all->begin());
    }
    if (all->empty()) return missing("other comment that is reported");
    return all->front();
  }
  Result<ReportedCounts> reported_counts(SiteId site) override {
    return asked<ReportedCounts>(site, [&](const SiteRow& in) { return memory::reported_counts(in); });
  }
  Result<std::vector<discussion::Order>> orders(SiteId site) override {
    return asked<std::vector<discussion::Order>>(site, [&](const SiteRow& in) { return memory::orders(in); });
  }
  Result<std::vector<discussion::Order>> orders_about(SiteId site, StoryId story, CommentId comment) override {
    auto all = orders(site);
    std::erase_if(*all, [&](const discussion::Order& o) { return o.story != story || o.comment != comment; });
    return all;
  }
  Result<std::vector<discussion::Danger>> dangers(SiteId site) override {
    return asked<std::vector<discussion::Danger>>(site, [&](const SiteRow& in) { return memory::dangers(in); });
  }
  Result<discussion::Danger> danger(SiteId site, discussion::DangerId id) override {
    return one_of<discussion::Danger>(site, id, &memory::Reported::dangers, "danger");
  }
  Result<bool> is_kept_for_danger(SiteId site, StoryId story, CommentId comment) override {
    return asked<bool>(site, [&](const SiteRow& in) { return memory::kept_for_danger(in, story, comment); });
  }

  // --- people
  Result<std::vector<discussion::Person>> people(SiteId site) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::people(in->staff) : std::vector<discussion::Person>{};
  }
  Result<discussion::Person> person(SiteId site, PersonId id) override {
    const std::lock_guard lock(mutex_);
    const auto* row = member(site, id);
    return row ? Result<discussion::Person>(row->person) : missing("person");
  }
  Result<discussion::Person> person_by_name(SiteId site, std::string_view name) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    const auto* row = in ? memory::person_named(in->staff, name) : nullptr;
    return row ? Result<discussion::Person>(row->person) : missing("person");
  }
  Result<discussion::Person> person_by_invitation(SiteId site, const Key128& token) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    const auto* row = in ? memory::invited(in->staff, token) : nullptr;
    return row ? Result<discussion::Person>(row->person) : missing("invitation");
  }
  Result<discussion::Credentials> credentials(SiteId site, PersonId id) override {
    const std::lock_guard lock(mutex_);
    const auto* row = member(site, id);
    return row ? Result<discussion::Credentials>(row->credentials) : missing("person");
  }
  Result<std::vector<discussion::Passkey>> passkeys(SiteId site, PersonId person) override {
    return asked<std::vector<discussion::Passkey>>(
        site, [&](const SiteRow& in) { return memory::passkeys(in.staff, person); });
  }
  Result<discussion::Passkey> passkey(SiteId site, std::string_view credential) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    const std::string key(credential);
    if (!in || !in->staff.passkeys.contains(key)) return missing("passkey");
    return in->staff.passkeys.at(key);
  }
  Result<discussion::StaffSession> session(SiteId site, const Key128& key) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (!in || !in->staff.sessions.contains(key)) return missing("session");
    return in->staff.sessions.at(key);
  }
  Result<std::vector<discussion::StaffSession>> sessions(SiteId site, PersonId person) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::sessions(in->staff, person) : std::vector<discussion::StaffSession>{};
  }

  // --- letters
  Result<discussion::Contact> contact(SiteId site, discussion::ContactId id) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (!in || !in->mailbox.contacts.contains(id)) return missing("contact");
    return in->mailbox.contacts.at(id);
  }
  Result<ContactList> contacts_of(SiteId site, discussion::ContactOwner owner) override {
    return asked<ContactList>(site, [&](const SiteRow& in) { return memory::contacts_of(in.mailbox, owner); });
  }
  Result<ContactList> contacts_at(SiteId site, std::string_view address) override {
    return asked<ContactList>(site, [&](const SiteRow& in) { return memory::contacts_at(in, address); });
  }
  Result<ContactList> daily_contacts(SiteId site) override {
    return asked<ContactList>(site, [&](const SiteRow& in) { return memory::daily_contacts(in.mailbox); });
  }
  Result<discussion::Letter> letter(SiteId site, discussion::LetterId id) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (!in || !in->mailbox.letters.contains(id)) return missing("letter");
    return in->mailbox.letters.at(id);
  }
  Result<discussion::Letter> letter_by_link(SiteId site, const Key128& link_hash) override {
    const auto found =
        asked<LetterList>(site, [&](const SiteRow& in) { return memory::letters_by_link(in.mailbox, link_hash); });
    if (found->empty()) return missing("letter");
    return found->front();
  }
  Result<LetterList> due_letters(SiteId site, Time now, std::size_t limit) override {
    return asked<LetterList>(site, [&](const SiteRow& in) { return memory::due_letters(in.mailbox, now, limit); });
  }
  Result<std::int64_t> letters_to(SiteId site, std::string_view address, Time since) override {
    return asked<std::int64_t>(site, [&](const SiteRow& in) { return memory::letters_to(in.mailbox, address, since); });
  }
  Result<std::int64_t> waiting_letters(SiteId site) override {
    return asked<std::int64_t>(site, [&](const SiteRow& in) { return memory::waiting_letters(in.mailbox); });
  }
  Result<LetterList> letters(SiteId site, discussion::LetterId after, std::size_t limit) override {
    return asked<LetterList>(site, [&](const SiteRow& in) { return memory::letters_from(in.mailbox, after, limit); });
  }

  // --- readers' accounts
  Result<discussion::Account> account(SiteId site, AuthorId author) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (!in || !in->readers.accounts.contains(author)) return missing("account");
    return in->readers.accounts.at(author).account;
  }
  Result<discussion::Account> account_by_look(SiteId site, std::string_view look) override {
    const std::lock_guard lock(mutex_);
    if (const SiteRow* in = find(site))
      if (const discussion::Account* account = memory::account_by_look(in->readers, look)) return *account;
    return missing("account");
  }
  Result<std::vector<discussion::FormerName>> former_names(SiteId site, AuthorId account) override {
    return asked<std::vector<discussion::FormerName>>(
        site, [&](const SiteRow& in) { return memory::former_names(in.readers, account); });
  }
  Result<std::string> account_password(SiteId site, AuthorId account) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (!in || !in->readers.accounts.contains(account)) return missing("account");
    return in->readers.accounts.at(account).password;
  }
  Result<discussion::ReaderSession> reader_session(SiteId site, const Key128& key) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (!in || !in->readers.sessions.contains(key)) return missing("session");
    return in->readers.sessions.at(key);
  }
  Result<std::vector<discussion::ReaderSession>> reader_sessions(SiteId site, AuthorId account) override {
    return asked<std::vector<discussion::ReaderSession>>(
        site, [&](const SiteRow& in) { return memory::reader_sessions(in.readers, account); });
  }
  Result<std::vector<discussion::Muted>> muted_by(SiteId site, AuthorId account) override {
    return asked<std::vector<discussion::Muted>>(
        site, [&](const SiteRow& in) { return memory::muted_by(in.readers, account); });
  }
  Result<std::vector<std::int64_t>> muted_in(SiteId site, StoryId story, AuthorId account) override {
    return asked<std::vector<std::int64_t>>(site,
                                            [&](const SiteRow& in) { return memory::muted_in(in, story, account); });
  }

  // --- what waits, and what was decided
  Result<std::vector<WaitingCard>> waiting(SiteId site, const WaitingQuery& query) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::waiting(*in, query) : std::vector<WaitingCard>{};
  }
  Result<std::vector<HeldItem>> alike(SiteId site, StoryId story, CommentId comment, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::alike(*in, story, comment, limit) : std::vector<HeldItem>{};
  }
  Result<WaitingCounts> waiting_counts(SiteId site) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::waiting_counts(*in) : WaitingCounts{};
  }
  Result<HeldItem> waiting_of(SiteId site, StoryId story, CommentId comment) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    auto found = in ? memory::waiting_of(*in, story, comment) : std::nullopt;
    return found ? Result<HeldItem>(*std::move(found)) : missing("comment that waits");
  }
  Result<Arrivals> arrivals(SiteId site, std::int64_t before, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::arrivals(*in, before, limit) : Arrivals{};
  }
  Result<discussion::Decision> decision(SiteId site, DecisionId id) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    auto found = in ? memory::decision(*in, id) : std::nullopt;
    return found ? Result<discussion::Decision>(*std::move(found)) : missing("decision");
  }
  Result<std::vector<PastDecision>> decided(SiteId site, std::optional<DecidedPlace> before,
                                            std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::decided(*in, {}, before, limit) : std::vector<PastDecision>{};
  }
  Result<std::vector<discussion::Decision>> decided_together(SiteId site, const Key128& batch) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::decided_together(*in, batch) : std::vector<discussion::Decision>{};
  }
  Result<std::vector<PastDecision>> decided_about(SiteId site, AuthorId author, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in && author ? memory::decided(*in, author, {}, limit) : std::vector<PastDecision>{};
  }

  Result<std::vector<DecisionTally>> decision_tallies(SiteId site) override {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? memory::decision_tallies(*in) : std::vector<DecisionTally>{};
  }

  // --- the ledger
  Result<std::vector<LedgerHead>> ledgers(SiteId site) override {
    const std::lock_guard lock(mutex_);
    return memory::ledger_heads(find(site));
  }
  Result<std::vector<Hash256>> ledger_hashes(SiteId site, std::int64_t log, int level, std::uint64_t first,
                                             std::size_t count) override {
    const std::lock_guard lock(mutex_);
    return memory::ledger_hashes(find(site), log, level, first, count);
  }
  Result<std::vector<std::string>> ledger_entries(SiteId site, std::int64_t log, std::uint64_t first,
                                                  std::size_t count) override {
    const std::lock_guard lock(mutex_);
    return memory::ledger_entries(find(site), log, first, count);
  }
  Result<LedgerPlace> ledger_place(SiteId site, DecisionId decision) override {
    const std::lock_guard lock(mutex_);
    return memory::ledger_place(find(site), decision);
  }
  Result<std::vector<KeptCheckpoint>> ledger_checkpoints(SiteId site, std::int64_t log) override {
    const std::lock_guard lock(mutex_);
    return memory::ledger_checkpoints(find(site), log);
  }
  Result<std::vector<DecisionId>> not_in_ledger(SiteId site) override {
    const std::lock_guard lock(mutex_);
    return memory::not_in_ledger(find(site));
  }

 protected:
  template <class T, class Question>
  Result<T> asked(SiteId site, const Question& question) {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    return in ? question(*in) : T{};
  }
  template <class T, class Key, class Rows>
  Result<T> one_of(SiteId site, Key id, Rows memory::Reported::* rows, std::string_view what) {
    const std::lock_guard lock(mutex_);
    const SiteRow* in = find(site);
    if (in == nullptr) return missing(what);
    const auto found = (in->reported.*rows).find(id);
    return found == (in->reported.*rows).end() ? Result<T>(missing(what)) : Result<T>(found->second);
  }
  const SiteRow* find(SiteId site) const {
    const auto found = model_.sites.find(site);
    return found == model_.sites.end() ? nullptr : &found->second;
  }
  const memory::StaffRow* member(SiteId site, PersonId id) const {
    const SiteRow* in = find(site);
    if (!in || !in->staff.people.contains(id)) return nullptr;
    return &in->staff.people.at(id);
  }

  std::mutex mutex_;
  Model model_;
};

}  // namespace comity::store::memory
