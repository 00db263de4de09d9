// What a store can be asked, on one connection and in its snapshot. Errors and orders: store/store.h.
// All throw Trouble.
#pragma once

#include "store/sqlite/database.h"
#include "store/sqlite/remembered.h"
#include "store/store.h"

namespace comity::store::sqlite {

// read_sites.cc
std::vector<discussion::Site> all_sites(Connection& c);
Result<discussion::Site> site_by_key(Connection& c, std::string_view key);
Result<discussion::Site> site_by_id(Connection& c, SiteId id);
Result<PolicyDocument> one_policy(Connection& c, SiteId site, const Hash256& id);
std::vector<PolicyDocument> all_policies(Connection& c, SiteId site);
Result<discussion::Author> author_by_id(Connection& c, SiteId site, AuthorId id);
Result<discussion::Author> author_by_token(Connection& c, SiteId site, const Key128& hash);
std::vector<discussion::Author> some_authors(Connection& c, SiteId site, AuthorId after, std::size_t limit);

// read_stories.cc
Result<discussion::Story> story_by_id(Connection& c, SiteId site, StoryId id);
Result<discussion::Story> story_by_publisher_id(Connection& c, SiteId site, std::string_view id);
Result<discussion::Story> story_by_url(Connection& c, SiteId site, std::string_view url);
std::vector<discussion::Story> some_stories(Connection& c, SiteId site, StoryId after, std::size_t limit);
std::vector<std::string> urls_of(Connection& c, SiteId site, StoryId story);
std::string text_of_story(Connection& c, SiteId site, StoryId story);  // '' none
std::vector<Store::OutlineRow> outline_of(Connection& c, SiteId site, StoryId story);
Store::Counts author_counts(Connection& c, SiteId site, AuthorId author, Time now);
Remembered::Lately written_lately(Connection& c, SiteId site, StoryId story, Time since);
std::vector<Store::NameInUse> names_in(Connection& c, SiteId site, StoryId story);
Result<std::vector<discussion::Event>> events_of(Connection& c, SiteId site, StoryId story, std::int64_t after,
                                                 std::size_t limit);
std::vector<std::pair<std::string, std::int64_t>> refused_by_clause(Connection& c, SiteId site, StoryId story);

// read_comments.cc
std::optional<StoredComment> numbered(Connection& c, SiteId site, StoryId story, std::int64_t number);
Result<discussion::Comment> comment_by_id(Connection& c, SiteId site, StoryId story, CommentId id);
Result<discussion::Comment> comment_by_receipt(Connection& c, const Key128& receipt);
Result<discussion::Comment> comment_by_case_code(Connection& c, SiteId site, std::string_view code);
Result<discussion::Comment> comment_by_source_key(Connection& c, SiteId site, std::string_view key);
std::vector<discussion::Revision> revisions_of(Connection& c, SiteId site, StoryId story, CommentId id);
std::optional<discussion::Decision> decision_by_id(Connection& c, SiteId site, DecisionId id);
std::vector<discussion::Decision> decisions_of(Connection& c, SiteId site, StoryId story, CommentId id);
std::vector<discussion::Comment> some_comments(Connection& c, SiteId site, StoryId story, CommentId after,
                                               std::size_t limit);
std::vector<StoredComment> comments_by_author(Connection& c, SiteId site, StoryId story, AuthorId author, Time since,
                                              std::size_t limit);
std::vector<HeldItem> held_on(Connection& c, SiteId site, std::size_t offset, std::size_t limit);

// read_queue.cc
std::vector<WaitingCard> waiting_on(Connection& c, SiteId site, const WaitingQuery& query);
std::vector<HeldItem> alike_on(Connection& c, SiteId site, StoryId story, CommentId comment, std::size_t limit);
std::optional<HeldItem> waiting_comment(Connection& c, SiteId site, StoryId story, CommentId comment);
WaitingCounts waiting_counts(Connection& c, SiteId site);

// read_past.cc
Arrivals arrivals_on(Connection& c, SiteId site, std::int64_t before, std::size_t limit);
std::vector<PastDecision> decided_on(Connection& c, SiteId site, const std::optional<DecidedPlace>& before,
                                     std::size_t limit);
std::vector<discussion::Decision> decided_together(Connection& c, SiteId site, const Key128& batch);
std::vector<PastDecision> decided_about(Connection& c, SiteId site, AuthorId author, std::size_t limit);

// read_tallies.cc
std::vector<DecisionTally> tallies_of(Connection& c, SiteId site);

// read_trials.cc
std::vector<PolicyDocument> policy_history(Connection& c, SiteId site);
// How it was tried before it was put in force that time: its place in the history.
void read_counts(Connection& c, SiteId site, std::int64_t ordinal, PolicyDocument& into);
std::optional<PolicyDocument> shadow_of(Connection& c, SiteId site);
Result<CorrectionSwitch> one_correction(Connection& c, SiteId site, const Hash256& id);
std::vector<CorrectionSwitch> correction_history(Connection& c, SiteId site);
std::vector<Brake> brakes_of(Connection& c, SiteId site);
TouchedSince touched_since(Connection& c, SiteId site, const Hash256& policy, Time since);

// read_people.cc
std::vector<discussion::Person> all_people(Connection& c, SiteId site);
Result<discussion::Person> person_by_id(Connection& c, SiteId site, PersonId id);
Result<discussion::Person> person_by_name(Connection& c, SiteId site, std::string_view name);
Result<discussion::Person> person_by_invitation(Connection& c, SiteId site, const Key128& token);
Result<discussion::Credentials> credentials_of(Connection& c, SiteId site, PersonId id);
Result<discussion::StaffSession> session_by_key(Connection& c, SiteId site, const Key128& key);
std::vector<discussion::StaffSession> sessions_of(Connection& c, SiteId site, PersonId person);

// read_passkeys.cc
std::vector<discussion::Passkey> passkeys_of(Connection& c, SiteId site, PersonId person);
Result<discussion::Passkey> passkey_by_credential(Connection& c, SiteId site, std::string_view credential);

// read_appeals.cc
AuthorRecord author_record(Connection& c, SiteId site, AuthorId author);
std::vector<discussion::Block> blocks_of(Connection& c, SiteId site, AuthorId author);
std::int64_t written_since(Connection& c, SiteId site, AuthorId author, Time since);
Result<discussion::Appeal> appeal_by_id(Connection& c, SiteId site, discussion::AppealId id);
std::vector<discussion::Appeal> appeals_about(Connection& c, SiteId site, StoryId story, CommentId comment);
std::vector<discussion::Appeal> open_appeals(Connection& c, SiteId site, std::size_t offset, std::size_t limit);
std::vector<discussion::Appeal> some_appeals(Connection& c, SiteId site, discussion::AppealId after, std::size_t limit);

// read_letters.cc
Result<discussion::Contact> contact_by_id(Connection& c, SiteId site, discussion::ContactId id);
std::vector<discussion::Contact> contacts_of(Connection& c, SiteId site, discussion::ContactOwner owner);
std::vector<discussion::Contact> contacts_at(Connection& c, SiteId site, std::string_view address);
std::vector<discussion::Contact> daily_contacts(Connection& c, SiteId site);
Result<discussion::Letter> letter_by_id(Connection& c, SiteId site, discussion::LetterId id);
Result<discussion::Letter> letter_by_link(Connection& c, SiteId site, const Key128& link_hash);
std::vector<discussion::Letter> due_letters(Connection& c, SiteId site, Time now, std::size_t limit);
std::int64_t letters_to(Connection& c, SiteId site, std::string_view address, Time since);
std::int64_t waiting_letters(Connection& c, SiteId site);
std::vector<discussion::Letter> some_letters(Connection& c, SiteId site, discussion::LetterId after, std::size_t limit);

// read_branches.cc
std::vector<std::int64_t> closed_branches(Connection& c, SiteId site, StoryId story);
bool is_in_closed_branch(Connection& c, SiteId site, StoryId story, CommentId comment);
Result<discussion::Proposal> proposal_about(Connection& c, SiteId site, StoryId story, CommentId comment);
std::vector<discussion::Proposal> proposals_on(Connection& c, SiteId site);

// read_accounts.cc
Result<discussion::Account> account_of(Connection& c, SiteId site, AuthorId author);
Result<discussion::Account> account_by_look(Connection& c, SiteId site, std::string_view look);
std::vector<discussion::FormerName> former_names(Connection& c, SiteId site, AuthorId account);
Result<std::string> account_password(Connection& c, SiteId site, AuthorId account);
Result<discussion::ReaderSession> reader_session_by_key(Connection& c, SiteId site, const Key128& key);
std::vector<discussion::ReaderSession> reader_sessions_of(Connection& c, SiteId site, AuthorId account);
std::vector<discussion::Muted> muted_by(Connection& c, SiteId site, AuthorId account);
std::vector<std::int64_t> muted_in(Connection& c, SiteId site, StoryId story, AuthorId account);

// read_erasures.cc
std::vector<AuthorId> authors_erasing(Connection& c, SiteId site);
std::vector<discussion::Comment> written_by(Connection& c, SiteId site, AuthorId author, const WrittenPlace& after,
                                            std::size_t limit);
std::vector<discussion::Comment> kept_since(Connection& c, SiteId site, discussion::State state, Time before,
                                            const CommentPlace& after, std::size_t limit);

// read_reports.cc
Result<discussion::Report> report_by_id(Connection& c, SiteId site, discussion::ReportId id);
Result<discussion::Report> report_by_receipt(Connection& c, const Key128& receipt);
Result<discussion::Report> report_by_case_code(Connection& c, SiteId site, std::string_view code);
std::vector<discussion::Report> reports_about(Connection& c, SiteId site, StoryId story, CommentId comment);
std::vector<discussion::Report> some_reports(Connection& c, SiteId site, discussion::ReportId after, std::size_t limit);
std::vector<discussion::Report> reports_in(Connection& c, SiteId site, StoryId story);
std::vector<discussion::Report> reports_by(Connection& c, SiteId site, const Key128& reporter);
std::vector<discussion::Report> reports_kept(Connection& c, SiteId site, Time before, std::size_t limit);
std::vector<ReportedComment> reported_on(Connection& c, SiteId site, std::size_t offset, std::size_t limit);
Result<ReportedComment> reported_after(Connection& c, SiteId site, StoryId story, CommentId comment);
ReportedCounts reported_counts(Connection& c, SiteId site);
std::vector<discussion::Order> orders_of(Connection& c, SiteId site);
std::vector<discussion::Order> orders_about(Connection& c, SiteId site, StoryId story, CommentId comment);
std::vector<discussion::Danger> dangers_of(Connection& c, SiteId site);
Result<discussion::Danger> danger_by_id(Connection& c, SiteId site, discussion::DangerId id);
bool is_kept_for_danger(Connection& c, SiteId site, StoryId story, CommentId comment);

// read_archive.cc
std::vector<JudgedText> judged_on(Connection& c, SiteId site, const JudgedPlace& after, std::size_t limit);

// read_ledger.cc
std::vector<LedgerHead> ledgers_of(Connection& c, SiteId site);
std::vector<Hash256> hashes_in(Connection& c, SiteId site, std::int64_t log, int level, std::uint64_t first,
                               std::size_t count);
std::vector<std::string> entries_in(Connection& c, SiteId site, std::int64_t log, std::uint64_t first,
                                    std::size_t count);
Result<LedgerPlace> ledger_place_of(Connection& c, SiteId site, DecisionId decision);
std::vector<KeptCheckpoint> checkpoints_of(Connection& c, SiteId site, std::int64_t log);
std::vector<DecisionId> not_in_ledger(Connection& c, SiteId site);

// integrity_ledger.cc
void add_ledger_findings(Connection& c, std::vector<std::string>& out);

// integrity.cc
std::vector<std::string> findings_in(Connection& c);

}  // namespace comity::store::sqlite
