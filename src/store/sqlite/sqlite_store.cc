#include "store/sqlite/sqlite_store.h"

#include <algorithm>

#include "store/notifier.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/writer.h"

namespace comity::store::sqlite {

namespace {

using discussion::Author;
using discussion::Comment;
using discussion::Event;
using discussion::Person;
using discussion::Site;
using discussion::Story;

class SqliteStore final : public Store {
 public:
  SqliteStore(const Options& options, std::unique_ptr<Connection> writing) : readers_(options) {
    if (writing) writer_.emplace(options, std::move(writing), notifier_, remembered_);
  }

  Result<std::vector<Site>> sites() override { return list<Site>(all_sites); }
  Result<Site> site(std::string_view key) override {
    if (auto known = remembered_.site(key)) return *std::move(known);
    return kept(remembered_.ticket({}, {}), one<Site>(site_by_key, key));
  }
  Result<Site> site(SiteId id) override {
    if (auto known = remembered_.site(id)) return *std::move(known);
    return kept(remembered_.ticket({}, {}), one<Site>(site_by_id, id));
  }
  Result<PolicyDocument> policy(SiteId site, const Hash256& id) override {
    return one<PolicyDocument>(one_policy, site, id);
  }
  Result<std::vector<PolicyDocument>> policies(SiteId site) override {
    return list<PolicyDocument>(all_policies, site);
  }
  Result<std::vector<PolicyDocument>> policy_history(SiteId site) override {
    return list<PolicyDocument>(sqlite::policy_history, site);
  }
  Result<std::optional<PolicyDocument>> shadow(SiteId site) override {
    return one<std::optional<PolicyDocument>>(shadow_of, site);
  }
  Result<std::vector<Brake>> brakes(SiteId site) override { return list<Brake>(brakes_of, site); }
  Result<CorrectionSwitch> correction(SiteId site, const Hash256& id) override {
    return one<CorrectionSwitch>(one_correction, site, id);
  }
  Result<std::vector<CorrectionSwitch>> correction_history(SiteId site) override {
    return list<CorrectionSwitch>(sqlite::correction_history, site);
  }
  Result<AuthorRecord> author_record(SiteId site, AuthorId author) override {
    return one<AuthorRecord>(sqlite::author_record, site, author);
  }
  Result<std::vector<discussion::Block>> blocks(SiteId site, AuthorId author) override {
    return list<discussion::Block>(blocks_of, site, author);
  }
  Result<std::int64_t> written_since(SiteId site, AuthorId author, Time since) override {
    return one<std::int64_t>(sqlite::written_since, site, author, since);
  }
  Result<std::vector<std::int64_t>> closed_branches(SiteId site, StoryId story) override {
    return list<std::int64_t>(sqlite::closed_branches, site, story);
  }
  Result<bool> is_in_closed_branch(SiteId site, StoryId story, CommentId comment) override {
    return one<bool>(sqlite::is_in_closed_branch, site, story, comment);
  }
  Result<discussion::Proposal> proposal(SiteId site, StoryId story, CommentId comment) override {
    return one<discussion::Proposal>(proposal_about, site, story, comment);
  }
  Result<std::vector<discussion::Proposal>> proposals(SiteId site) override {
    return list<discussion::Proposal>(proposals_on, site);
  }
  Result<discussion::Appeal> appeal(SiteId site, discussion::AppealId id) override {
    return one<discussion::Appeal>(appeal_by_id, site, id);
  }
  Result<std::vector<discussion::Appeal>> appeals_about(SiteId site, StoryId story, CommentId comment) override {
    return list<discussion::Appeal>(sqlite::appeals_about, site, story, comment);
  }
  Result<std::vector<discussion::Appeal>> open_appeals(SiteId site, std::size_t offset, std::size_t limit) override {
    return list<discussion::Appeal>(sqlite::open_appeals, site, offset, limit);
  }
  Result<std::vector<discussion::Appeal>> appeals(SiteId site, discussion::AppealId after, std::size_t limit) override {
    return list<discussion::Appeal>(some_appeals, site, after, limit);
  }
  Result<discussion::Account> account(SiteId site, AuthorId author) override {
    return one<discussion::Account>(account_of, site, author);
  }
  Result<discussion::Account> account_by_look(SiteId site, std::string_view look) override {
    return one<discussion::Account>(sqlite::account_by_look, site, look);
  }
  Result<std::vector<discussion::FormerName>> former_names(SiteId site, AuthorId account) override {
    return list<discussion::FormerName>(sqlite::former_names, site, account);
  }
  Result<std::string> account_password(SiteId site, AuthorId account) override {
    return one<std::string>(sqlite::account_password, site, account);
  }
  Result<discussion::ReaderSession> reader_session(SiteId site, const Key128& key) override {
    return one<discussion::ReaderSession>(reader_session_by_key, site, key);
  }
  Result<std::vector<discussion::ReaderSession>> reader_sessions(SiteId site, AuthorId account) override {
    return list<discussion::ReaderSession>(reader_sessions_of, site, account);
  }
  Result<std::vector<discussion::Muted>> muted_by(SiteId site, AuthorId account) override {
    return list<discussion::Muted>(sqlite::muted_by, site, account);
  }
  Result<std::vector<std::int64_t>> muted_in(SiteId site, StoryId story, AuthorId account) override {
    return list<std::int64_t>(sqlite::muted_in, site, story, account);
  }
  Result<discussion::Contact> contact(SiteId site, discussion::ContactId id) override {
    return one<discussion::Contact>(contact_by_id, site, id);
  }
  Result<std::vector<discussion::Contact>> contacts_of(SiteId site, discussion::ContactOwner owner) override {
    return list<discussion::Contact>(sqlite::contacts_of, site, owner);
  }
  Result<std::vector<discussion::Contact>> contacts_at(SiteId site, std::string_view address) override {
    return list<discussion::Contact>(sqlite::contacts_at, site, address);
  }
  Result<std::vector<discussion::Contact>> daily_contacts(SiteId site) override {
    return list<discussion::Contact>(sqlite::daily_contacts, site);
  }
  Result<discussion::Letter> letter(SiteId site, discussion::LetterId id) override {
    return one<discussion::Letter>(letter_by_id, site, id);
  }
  Result<discussion::Letter> letter_by_link(SiteId site, const Key128& link_hash) override {
    return one<discussion::Letter>(sqlite::letter_by_link, site, link_hash);
  }
  Result<std::vector<discussion::Letter>> due_letters(SiteId site, Time now, std::size_t limit) override {
    return list<discussion::Letter>(sqlite::due_letters, site, now, limit);
  }
  Result<std::int64_t> letters_to(SiteId site, std::string_view address, Time since) override {
    return one<std::int64_t>(sqlite::letters_to, site, address, since);
  }
  Result<std::int64_t> waiting_letters(SiteId site) override {
    return one<std::int64_t>(sqlite::waiting_letters, site);
  }
  Result<std::vector<discussion::Letter>> letters(SiteId site, discussion::LetterId after, std::size_t limit) override {
    return list<discussion::Letter>(some_letters, site, after, limit);
  }
  Result<std::vector<AuthorId>> erasing(SiteId site) override { return list<AuthorId>(authors_erasing, site); }
  Result<std::vector<Comment>> written_by(SiteId site, AuthorId author, const WrittenPlace& after,
                                          std::size_t limit) override {
    return list<Comment>(sqlite::written_by, site, author, after, limit);
  }
  Result<std::vector<Comment>> kept_since(SiteId site, discussion::State state, Time before, const CommentPlace& after,
                                          std::size_t limit) override {
    return list<Comment>(sqlite::kept_since, site, state, before, after, limit);
  }
  Result<discussion::Report> report(SiteId site, discussion::ReportId id) override {
    return one<discussion::Report>(report_by_id, site, id);
  }
  Result<discussion::Report> report_by_receipt(const Key128& receipt) override {
    return one<discussion::Report>(sqlite::report_by_receipt, receipt);
  }
  Result<discussion::Report> report_by_case_code(SiteId site, std::string_view code) override {
    return one<discussion::Report>(sqlite::report_by_case_code, site, code);
  }
  Result<std::vector<discussion::Report>> reports_about(SiteId site, StoryId story, CommentId comment) override {
    return list<discussion::Report>(sqlite::reports_about, site, story, comment);
  }
  Result<std::vector<discussion::Report>> reports(SiteId site, discussion::ReportId after, std::size_t limit) override {
    return list<discussion::Report>(some_reports, site, after, limit);
  }
  Result<std::vector<discussion::Report>> reports_in(SiteId site, StoryId story) override {
    return list<discussion::Report>(sqlite::reports_in, site, story);
  }
  Result<std::vector<discussion::Report>> reports_by(SiteId site, const Key128& reporter) override {
    return list<discussion::Report>(sqlite::reports_by, site, reporter);
  }
  Result<std::vector<discussion::Report>> reports_kept(SiteId site, Time before, std::size_t limit) override {
    return list<discussion::Report>(sqlite::reports_kept, site, before, limit);
  }
  Result<std::vector<ReportedComment>> reported(SiteId site, std::size_t offset, std::size_t limit) override {
    return list<ReportedComment>(reported_on, site, offset, limit);
  }
  Result<ReportedComment> reported_after(SiteId site, StoryId story, CommentId comment) override {
    return one<ReportedComment>(sqlite::reported_after, site, story, comment);
  }
  Result<ReportedCounts> reported_counts(SiteId site) override {
    return one<ReportedCounts>(sqlite::reported_counts, site);
  }
  Result<std::vector<discussion::Order>> orders(SiteId site) override {
    return list<discussion::Order>(orders_of, site);
  }
  Result<std::vector<discussion::Order>> orders_about(SiteId site, StoryId story, CommentId comment) override {
    return list<discussion::Order>(sqlite::orders_about, site, story, comment);
  }
  Result<std::vector<discussion::Danger>> dangers(SiteId site) override {
    return list<discussion::Danger>(dangers_of, site);
  }
  Result<discussion::Danger> danger(SiteId site, discussion::DangerId id) override {
    return one<discussion::Danger>(danger_by_id, site, id);
  }
  Result<bool> is_kept_for_danger(SiteId site, StoryId story, CommentId comment) override {
    return one<bool>(sqlite::is_kept_for_danger, site, story, comment);
  }
  Result<TouchedSince> touched_since(SiteId site, const Hash256& policy, Time since) override {
    return one<TouchedSince>(sqlite::touched_since, site, policy, since);
  }
  Result<std::vector<JudgedText>> judged(SiteId site, const JudgedPlace& after, std::size_t limit) override {
    return list<JudgedText>(judged_on, site, after, limit);
  }

  Result<std::vector<Person>> people(SiteId site) override { return list<Person>(all_people, site); }
  Result<Person> person(SiteId site, PersonId id) override { return one<Person>(person_by_id, site, id); }
  Result<Person> person_by_name(SiteId site, std::string_view name) override {
    return one<Person>(sqlite::person_by_name, site, name);
  }
  Result<Person> person_by_invitation(SiteId site, const Key128& token) override {
    return one<Person>(sqlite::person_by_invitation, site, token);
  }
  Result<discussion::Credentials> credentials(SiteId site, PersonId id) override {
    return one<discussion::Credentials>(credentials_of, site, id);
  }
  Result<std::vector<discussion::Passkey>> passkeys(SiteId site, PersonId person) override {
    return list<discussion::Passkey>(passkeys_of, site, person);
  }
  Result<discussion::Passkey> passkey(SiteId site, std::string_view credential) override {
    return one<discussion::Passkey>(passkey_by_credential, site, credential);
  }
  Result<discussion::StaffSession> session(SiteId site, const Key128& key) override {
    return one<discussion::StaffSession>(session_by_key, site, key);
  }
  Result<std::vector<discussion::StaffSession>> sessions(SiteId site, PersonId person) override {
    return list<discussion::StaffSession>(sessions_of, site, person);
  }

  Result<Story> story(SiteId site, StoryId id) override {
    if (auto known = remembered_.story(site, id)) return *std::move(known);
    return kept(remembered_.ticket(site, id), one<Story>(story_by_id, site, id));
  }
  Result<Story> story_by_publisher_id(SiteId site, std::string_view id) override {
    return named(site, 'p', id, sqlite::story_by_publisher_id);
  }
  Result<Story> story_by_url(SiteId site, std::string_view normal_url) override {
    return named(site, 'u', normal_url, sqlite::story_by_url);
  }
  Result<std::vector<Story>> stories(SiteId site, StoryId after, std::size_t limit) override {
    return list<Story>(some_stories, site, after, limit);
  }
  Result<std::vector<std::string>> urls(SiteId site, StoryId story) override {
    return list<std::string>(urls_of, site, story);
  }
  Result<std::string> story_text(SiteId site, StoryId story) override {
    return one<std::string>(text_of_story, site, story);
  }

  Result<std::vector<OutlineRow>> outline(SiteId site, StoryId story) override {
    return list<OutlineRow>(outline_of, site, story);
  }
  Result<std::vector<StoredComment>> by_numbers(SiteId site, StoryId story,
                                                const std::vector<std::int64_t>& numbers) override {
    return readers_.read([&](Connection& c) -> Result<std::vector<StoredComment>> {
      std::vector<StoredComment> out;
      for (const std::int64_t number : numbers)
        if (auto found = numbered(c, site, story, number)) out.push_back(*std::move(found));
      return out;
    });
  }
  Result<StoredComment> by_number(SiteId site, StoryId story, std::int64_t number) override {
    return readers_.read([&](Connection& c) -> Result<StoredComment> {
      if (auto found = numbered(c, site, story, number)) return *std::move(found);
      return fail(Error::Code::not_found, "no such comment");
    });
  }
  Result<Comment> comment(SiteId site, StoryId story, CommentId id) override {
    return one<Comment>(comment_by_id, site, story, id);
  }
  Result<Comment> by_receipt(const Key128& receipt) override { return one<Comment>(comment_by_receipt, receipt); }
  Result<Comment> by_case_code(SiteId site, std::string_view code) override {
    return one<Comment>(comment_by_case_code, site, code);
  }
  Result<Comment> by_source_key(SiteId site, std::string_view key) override {
    return one<Comment>(comment_by_source_key, site, key);
  }
  Result<std::vector<discussion::Revision>> revisions(SiteId site, StoryId story, CommentId id) override {
    return list<discussion::Revision>(revisions_of, site, story, id);
  }
  Result<std::vector<discussion::Decision>> decisions(SiteId site, StoryId story, CommentId id) override {
    return list<discussion::Decision>(decisions_of, site, story, id);
  }
  Result<std::vector<Comment>> comments(SiteId site, StoryId story, CommentId after, std::size_t limit) override {
    return list<Comment>(some_comments, site, story, after, limit);
  }
  Result<std::vector<StoredComment>> by_author(SiteId site, StoryId story, AuthorId author, Time since,
                                               std::size_t limit) override {
    return list<StoredComment>(comments_by_author, site, story, author, since, limit);
  }
  Result<std::vector<HeldItem>> held(SiteId site, std::size_t offset, std::size_t limit) override {
    return list<HeldItem>(held_on, site, offset, limit);
  }
  Result<std::vector<WaitingCard>> waiting(SiteId site, const WaitingQuery& query) override {
    return list<WaitingCard>(waiting_on, site, query);
  }
  Result<std::vector<HeldItem>> alike(SiteId site, StoryId story, CommentId comment, std::size_t limit) override {
    return list<HeldItem>(alike_on, site, story, comment, limit);
  }
  Result<WaitingCounts> waiting_counts(SiteId site) override {
    return one<WaitingCounts>(sqlite::waiting_counts, site);
  }
  Result<HeldItem> waiting_of(SiteId site, StoryId story, CommentId comment) override {
    return readers_.read([&](Connection& c) -> Result<HeldItem> {
      if (auto found = waiting_comment(c, site, story, comment)) return *std::move(found);
      return fail(Error::Code::not_found, "no such comment that waits");
    });
  }
  Result<Arrivals> arrivals(SiteId site, std::int64_t before, std::size_t limit) override {
    return one<Arrivals>(arrivals_on, site, before, limit);
  }
  Result<discussion::Decision> decision(SiteId site, DecisionId id) override {
    return readers_.read([&](Connection& c) -> Result<discussion::Decision> {
      if (auto found = decision_by_id(c, site, id)) return *std::move(found);
      return fail(Error::Code::not_found, "no such decision");
    });
  }
  Result<std::vector<PastDecision>> decided(SiteId site, std::optional<DecidedPlace> before,
                                            std::size_t limit) override {
    return list<PastDecision>(decided_on, site, before, limit);
  }
  Result<std::vector<discussion::Decision>> decided_together(SiteId site, const Key128& batch) override {
    return list<discussion::Decision>(sqlite::decided_together, site, batch);
  }
  Result<std::vector<PastDecision>> decided_about(SiteId site, AuthorId author, std::size_t limit) override {
    return list<PastDecision>(sqlite::decided_about, site, author, limit);
  }
  Result<std::vector<DecisionTally>> decision_tallies(SiteId site) override {
    return list<DecisionTally>(tallies_of, site);
  }
  Result<std::vector<std::pair<std::string, std::int64_t>>> refused_by_clause(SiteId site, StoryId story) override {
    return list<std::pair<std::string, std::int64_t>>(sqlite::refused_by_clause, site, story);
  }

  Result<Author> author(SiteId site, AuthorId id) override { return one<Author>(author_by_id, site, id); }
  Result<Author> author_by_token(SiteId site, const Key128& hash) override {
    return one<Author>(sqlite::author_by_token, site, hash);
  }
  Result<std::vector<Author>> authors(SiteId site, AuthorId after, std::size_t limit) override {
    return list<Author>(some_authors, site, after, limit);
  }
  Result<Counts> recent(SiteId site, StoryId story, AuthorId author, Time now) override {
    Counts counts;
    if (author) {
      COMITY_TRY(counts,
                 readers_.read([&](Connection& c) -> Result<Counts> { return author_counts(c, site, author, now); }));
    }
    const Time since = now - std::chrono::minutes(10);
    auto in_story = remembered_.count(site, story, since, now);
    if (!in_story) {
      const auto ticket = remembered_.ticket(site, story);
      COMITY_TRY(auto lately, one<Remembered::Lately>(written_lately, site, story, since));
      in_story = std::count_if(lately.written.begin(), lately.written.end(), [&](Time at) { return at < now; });
      if (writer_) remembered_.keep(ticket, site, story, std::move(lately));
    }
    counts.story_10m = std::min(*in_story, max_counted);
    return counts;
  }
  Result<std::vector<NameInUse>> names(SiteId site, StoryId story) override {
    return list<NameInUse>(names_in, site, story);
  }

  Result<std::vector<Event>> events(SiteId site, StoryId story, std::int64_t after, std::size_t limit) override {
    return one<std::vector<Event>>(events_of, site, story, after, limit);
  }

  Result<std::vector<LedgerHead>> ledgers(SiteId site) override { return list<LedgerHead>(ledgers_of, site); }
  Result<std::vector<Hash256>> ledger_hashes(SiteId site, std::int64_t log, int level, std::uint64_t first,
                                             std::size_t count) override {
    return list<Hash256>(hashes_in, site, log, level, first, count);
  }
  Result<std::vector<std::string>> ledger_entries(SiteId site, std::int64_t log, std::uint64_t first,
                                                  std::size_t count) override {
    return list<std::string>(entries_in, site, log, first, count);
  }
  Result<LedgerPlace> ledger_place(SiteId site, DecisionId decision) override {
    return one<LedgerPlace>(ledger_place_of, site, decision);
  }
  Result<std::vector<KeptCheckpoint>> ledger_checkpoints(SiteId site, std::int64_t log) override {
    return list<KeptCheckpoint>(checkpoints_of, site, log);
  }
  Result<std::vector<DecisionId>> not_in_ledger(SiteId site) override {
    return list<DecisionId>(sqlite::not_in_ledger, site);
  }

  Result<Outcome> commit(const Change& change) override {
    if (!writer_) return fail(Error::Code::forbidden, "the database was opened for reading only");
    return writer_->commit(change);
  }
  void on_touched(std::function<void(const StoryTouched&)> listener) override { notifier_.listen(std::move(listener)); }

  Result<std::vector<std::string>> integrity() override { return list<std::string>(findings_in); }

 private:
  template <class T, class Reading, class... Arguments>
  Result<T> one(Reading reading, const Arguments&... arguments) {
    return readers_.read([&](Connection& c) -> Result<T> { return reading(c, arguments...); });
  }
  template <class T, class Reading, class... Arguments>
  Result<std::vector<T>> list(Reading reading, const Arguments&... arguments) {
    return readers_.read([&](Connection& c) -> Result<std::vector<T>> { return reading(c, arguments...); });
  }

  template <class T>
  Result<T> kept(const Remembered::Ticket& ticket, Result<T> read) {
    if (read && writer_) remembered_.keep(ticket, *read);
    return read;
  }
  template <class Reading>
  Result<Story> named(SiteId site, char kind, std::string_view name, Reading reading) {
    if (const auto known = remembered_.named(site, kind, name)) return story(site, *known);
    const auto ticket = remembered_.ticket(site, {});
    auto read = one<Story>(reading, site, name);
    if (read && writer_) remembered_.keep_name(ticket, site, kind, name, read->id);
    return read;
  }

  Remembered remembered_;  // only while the writer tells it what is written
  Notifier notifier_;
  Readers readers_;
  std::optional<Writer> writer_;  // none: opened for reading only
};

}  // namespace

Result<std::unique_ptr<Store>> open(const Options& options) {
  std::error_code error;
  if ((!options.create || options.read_only) && options.vfs.empty() && !std::filesystem::exists(options.file, error))
    return fail(Error::Code::not_found, options.file.string() + ": there is no such file");
  return guarded([&]() -> Result<std::unique_ptr<Store>> {
    if (options.vfs.empty()) check_length(options.file);
    if (options.read_only) {
      Connection looking(options, Connection::Use::read, false);
      check_known(looking);
      check_tables(looking);
      return std::make_unique<SqliteStore>(options, nullptr);
    }
    auto connection = std::make_unique<Connection>(options, Connection::Use::write, options.create);
    migrate(*connection, std::chrono::milliseconds(options.busy_ms));
    // A server that was killed may have left commits that it never answered, written and not yet synced. Readers
    // see them, so they must be durable before anybody does: the checkpoint syncs the WAL first.
    connection->checkpoint();
    if (options.vfs.empty()) connection->empty_wal();  // words that were erased just before
    check_tables(*connection);
    return std::make_unique<SqliteStore>(options, std::move(connection));
  });
}

}  // namespace comity::store::sqlite
