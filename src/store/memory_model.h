// The containers behind the memory store, and the one deed that changes them.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/memory_ledger.h"
#include "store/store.h"

namespace comity::store::memory {

struct CommentRow {
  discussion::Comment comment;
  std::deque<discussion::Revision> revisions;   // [0] is revision 1; a deque, because undoing points into it
  std::vector<discussion::Decision> decisions;  // in the order they were written
  std::optional<discussion::Proposal> proposal{};
};

// Where a text lies.
struct Came {
  StoryId story;
  CommentId comment;
  std::int64_t revision = 1;
};

struct StoryRow {
  discussion::Story story;
  std::vector<std::string> urls;  // its own first
  std::string words;              // of the story itself
  std::map<CommentId, CommentRow> comments;
  std::map<std::int64_t, CommentId> numbers;
  std::vector<discussion::Event> events;  // [0] is event 1
};

// What is tried out on a site.
struct Trials {
  std::vector<PolicyDocument> history;  // every time a policy was put in force, without the sources
  std::optional<PolicyDocument> shadow;
  std::vector<Brake> brakes;
  std::vector<CorrectionSwitch> corrections;  // every switch, whole, oldest first
};

// The people who work for a site.
struct StaffRow {
  discussion::Person person;
  discussion::Credentials credentials;
};
struct Staff {
  SiteId site;
  std::map<PersonId, StaffRow> people;
  std::map<Key128, discussion::StaffSession> sessions;
  std::map<std::string, discussion::Passkey> passkeys;  // by credential
};

// What was done about authors, and what is looked at again.
struct Seconds {
  std::map<discussion::AppealId, discussion::Appeal> appeals;
  std::map<DecisionId, discussion::Block> blocks;
};

// Addresses that were left, and the letters to them.
struct Mailbox {
  SiteId site;
  std::map<discussion::ContactId, discussion::Contact> contacts;
  std::map<discussion::LetterId, discussion::Letter> letters;
};

// Readers' accounts, where they are signed in, and whom they muted.
struct AccountRow {
  discussion::Account account;
  std::string password;  // '' none
};
struct Readers {
  std::map<AuthorId, AccountRow> accounts;
  std::map<Key128, discussion::ReaderSession> sessions;
  std::map<AuthorId, std::map<AuthorId, discussion::Muted>> muted;            // by account, then by whom
  std::map<std::string, std::pair<AuthorId, discussion::FormerName>> former;  // by look
};

// What readers reported, what authorities ordered, and whose life may be in danger.
struct Reported {
  std::map<discussion::ReportId, discussion::Report> reports;
  std::map<discussion::OrderId, discussion::Order> orders;
  std::map<discussion::DangerId, discussion::Danger> dangers;
};

struct SiteRow {
  discussion::Site site;
  Trials trials;
  Staff staff;
  Seconds seconds;
  Mailbox mailbox;
  Readers readers;
  Reported reported;
  std::vector<PolicyDocument> policies;  // in the order they were last put in force
  std::map<StoryId, StoryRow> stories;
  std::map<AuthorId, discussion::Author> authors;
  std::map<std::string, StoryId> publisher_ids;
  std::map<std::string, StoryId> urls;
  std::map<Key128, AuthorId> tokens;
  std::map<Key128, std::pair<StoryId, CommentId>> receipts;
  std::map<std::string, std::pair<StoryId, CommentId>> case_codes;
  std::map<std::string, std::pair<StoryId, CommentId>> source_keys;
  std::map<DecisionId, std::pair<StoryId, CommentId>> decisions;
  std::map<DecisionId, DecisionId> corrected_by;  // the first that did
  std::map<std::int64_t, LogRow> logs;

  std::vector<Came> arrivals;
};

struct Model {
  std::map<SiteId, SiteRow> sites;
  std::map<std::pair<SiteId, Key128>, Outcome> applied;
  std::int64_t log_position = 0;
};

// memory_trials.cc: what becomes of them by one write.
void publish_policy(SiteRow& in, const PublishPolicy& w, Time at, Undo& undo);
Result<Trials> after(Trials trials, const SetShadow& w, Time at);
Result<Trials> after(Trials trials, const StopClause& w, Time at);
Result<Trials> after(Trials trials, const ReleaseClause& w, Time at);
Trials switched(Trials trials, const SwitchCorrection& w, Time at);
Result<CorrectionSwitch> correction(const Trials& trials, const Hash256& id);
std::vector<CorrectionSwitch> correction_history(const Trials& trials);

// memory_appeals.cc: the same.
struct SecondsAfter {
  Seconds seconds;
  StoryId story;  // of the comment it is about
  CommentId comment;
};
Result<SecondsAfter> after(const SiteRow& in, const FileAppeal& w, Time at);
Result<SecondsAfter> after(const SiteRow& in, const AnswerAppeal& w, Time at);
Result<SecondsAfter> after(const SiteRow& in, const AddBlock& w, Time at);
Result<SecondsAfter> after(const SiteRow& in, const LiftBlock& w, Time at);
discussion::Author recounted(const SiteRow& in, discussion::Author author);  // strikes and restricted
const discussion::Decision* decision_in(const SiteRow& in, DecisionId id);   // null: none
std::vector<discussion::Block> blocks_of(const SiteRow& in, AuthorId author);
AuthorRecord record_of(const SiteRow& in, AuthorId author);
std::int64_t written_since(const SiteRow& in, AuthorId author, Time since);
std::vector<discussion::Appeal> appeals_by(const SiteRow& in, discussion::AppealId id);  // one or none
std::vector<discussion::Appeal> appeals_about(const SiteRow& in, StoryId story, CommentId comment);
std::vector<discussion::Appeal> appeals_by_due(const SiteRow& in, std::size_t offset, std::size_t limit);  // open ones
std::vector<discussion::Appeal> appeals_from(const SiteRow& in, discussion::AppealId after, std::size_t limit);

// memory_branches.cc: closed to replies, and what waits for a second moderator.
std::vector<std::int64_t> closed_branches(const SiteRow& in, StoryId story);
bool is_in_closed_branch(const SiteRow& in, StoryId story, CommentId comment);
std::vector<CommentId> branch_of(const StoryRow& in, CommentId top);
Done propose(const SiteRow& in, CommentRow& row, const Propose& w, Undo& undo);
void forget_proposal(CommentRow& row, Undo& undo);  // if one waits
Done drop_proposal(SiteRow& in, const DropProposal& w, Undo& undo);
std::vector<discussion::Proposal> proposals(const SiteRow& in);

// memory_erase.cc: words and data are taken out of a comment and of everything about it, and of an author.
// `decided`: by the change that is being applied, and still to become entries of the ledger.
void erase_comment(SiteRow& in, CommentRow& row, std::vector<Decided>& decided, Time at, Undo& undo);
Done empty_words(SiteRow& in, CommentRow& row, std::vector<Decided>& decided, Time at, Undo& undo);
Done erase_quotes(SiteRow& in, CommentRow& row, std::vector<Decided>& decided, const EraseQuotes& w, Undo& undo);
Done erase_author(SiteRow& in, const EraseAuthor& w, Time at, Undo& undo);
Done finish_erasing(SiteRow& in, const FinishErasing& w, Undo& undo);
std::vector<AuthorId> erasing(const SiteRow& in);
std::vector<discussion::Comment> written_by(const SiteRow& in, AuthorId author, const WrittenPlace& after,
                                            std::size_t limit);
std::vector<discussion::Comment> kept_since(const SiteRow& in, discussion::State state, Time before,
                                            const CommentPlace& after, std::size_t limit);

// memory_reports.cc: the same.
Result<Reported> after(const Model& model, const SiteRow& in, const FileReport& w, Time at);
Result<Reported> after(const Model& model, const SiteRow& in, const AnswerReports& w, Time at);
Result<Reported> after(const Model& model, const SiteRow& in, const ReopenReports& w, Time at);
Done forget_reporter(SiteRow& in, const ForgetReporter& w, Undo& undo);
Result<Reported> after(const Model& model, const SiteRow& in, const EraseReportWords& w, Time at);
Result<Reported> after(const Model& model, const SiteRow& in, const RecordOrder& w, Time at);
Result<Reported> after(const Model& model, const SiteRow& in, const NoteDanger& w, Time at);
Result<Reported> after(const Model& model, const SiteRow& in, const EndDanger& w, Time at);
std::vector<discussion::Report> reports_about(const SiteRow& in, StoryId story, CommentId comment);
std::vector<discussion::Report> reports_from(const SiteRow& in, discussion::ReportId after, std::size_t limit);
std::vector<discussion::Report> reports_in(const SiteRow& in, StoryId story);
std::vector<discussion::Report> reports_by(const SiteRow& in, const Key128& reporter);
std::vector<discussion::Report> reports_kept(const SiteRow& in, Time before, std::size_t limit);
std::vector<ReportedComment> reported(const SiteRow& in);  // all that wait
ReportedCounts reported_counts(const SiteRow& in);
std::vector<discussion::Order> orders(const SiteRow& in);
std::vector<discussion::Danger> dangers(const SiteRow& in);
// Without the words of reports and of dangers noted about a comment: they may repeat its own.
Reported without_words(Reported reported, StoryId story, CommentId comment);
// With a comment's words sealed where a danger about it is open.
Reported with_sealed(Reported reported, const CommentRow& row);
bool has_open_appeal(const SiteRow& in, StoryId story, CommentId comment);  // memory_appeals.cc
bool kept_for_danger(const SiteRow& in, StoryId story, CommentId comment);

TouchedSince touched_since(const SiteRow& in, const Hash256& policy, Time since);
std::vector<DecisionTally> decision_tallies(const SiteRow& in);  // memory_tallies.cc
std::vector<JudgedText> judged(const SiteRow& in, const JudgedPlace& place, std::size_t limit);

// memory_people.cc: the same of the staff.
template <class W>
Done case_is_there(const SiteRow&, const W&) {
  return {};
}
Done case_is_there(const SiteRow& in, const AddPerson& w);  // `not_found`
Done case_is_there(const SiteRow& in, const SetPerson& w);
Result<Staff> after(Staff staff, const AddPerson& w, Time at);
Result<Staff> after(Staff staff, const SetPerson& w, Time at);
Result<Staff> after(Staff staff, const Invite& w, Time at);
Result<Staff> after(Staff staff, const SetPassword& w, Time at);
Result<Staff> after(Staff staff, const SetTotp& w, Time at);
Result<Staff> after(Staff staff, const TakeTotpStep& w, Time at);
Result<Staff> after(Staff staff, const TakeRecoveryCode& w, Time at);
Result<Staff> after(Staff staff, const NoteFailure& w, Time at);
Result<Staff> after(Staff staff, const AddSession& w, Time at);
Result<Staff> after(Staff staff, const TouchSession& w, Time at);
Result<Staff> after(Staff staff, const EndSessions& w, Time at);
Result<Staff> after(Staff staff, const RemovePerson& w, Time at);
std::vector<discussion::Person> people(const Staff& staff);
const StaffRow* person_named(const Staff& staff, std::string_view name);
const StaffRow* invited(const Staff& staff, const Key128& token);
std::vector<discussion::StaffSession> sessions(const Staff& staff, PersonId person);

void end_sessions(Staff& staff, PersonId person, const std::optional<Key128>& keep);
void note(const Staff& staff, StaffRow& row);  // what a Person says of its credentials

// memory_passkeys.cc: the same of the staff's passkeys.
Result<Staff> after(Staff staff, const AddPasskey& w, Time at);
Result<Staff> after(Staff staff, const RenamePasskey& w, Time at);
Result<Staff> after(Staff staff, const UsePasskey& w, Time at);
Result<Staff> after(Staff staff, const DoubtPasskey& w, Time at);
Result<Staff> after(Staff staff, const RemovePasskey& w, Time at);
std::vector<discussion::Passkey> passkeys(const Staff& staff, PersonId person);

// memory_letters.cc: the same of addresses and letters.
template <class W>
Done owner_is_there(const SiteRow&, const W&) {
  return {};
}
Done owner_is_there(const SiteRow& in, const AddContact& w);      // `not_found`
Done owner_is_there(const SiteRow& in, const ConfirmContact& w);  // `conflict`: another account's
// Without an author's addresses and the letters to them, or those for one comment alone.
Mailbox without_contacts(Mailbox box, AuthorId author, std::optional<CommentPlace> only);
Mailbox without_contacts(Mailbox box, const discussion::ContactOwner& owner);
// With the letters recalled that tell of a comment.
Mailbox recalled(Mailbox box, StoryId story, CommentId comment);
Result<Mailbox> after(Mailbox box, const AddContact& w, Time at);
Result<Mailbox> after(Mailbox box, const ConfirmContact& w, Time at);
Result<Mailbox> after(Mailbox box, const SetContact& w, Time at);
Result<Mailbox> after(Mailbox box, const RemoveContact& w, Time at);
Result<Mailbox> after(Mailbox box, const QueueLetter& w, Time at);
Result<Mailbox> after(Mailbox box, const TryLetter& w, Time at);
Result<Mailbox> after(Mailbox box, const PostponeLetter& w, Time at);
Result<Mailbox> after(Mailbox box, const LetterSent& w, Time at);
Result<Mailbox> after(Mailbox box, const GiveUpLetter& w, Time at);
Result<Mailbox> after(Mailbox box, const UseLetter& w, Time at);
Result<Mailbox> after(Mailbox box, const TidyLetters& w, Time at);
std::vector<discussion::Contact> contacts_of(const Mailbox& box, const discussion::ContactOwner& owner);
std::vector<discussion::Contact> contacts_at(const SiteRow& in, std::string_view address);
std::vector<discussion::Contact> daily_contacts(const Mailbox& box);
std::vector<discussion::Letter> letters_by_link(const Mailbox& box, const Key128& link);  // one or none
std::vector<discussion::Letter> due_letters(const Mailbox& box, Time now, std::size_t limit);
std::int64_t letters_to(const Mailbox& box, std::string_view address, Time since);
std::int64_t waiting_letters(const Mailbox& box);
std::vector<discussion::Letter> letters_from(const Mailbox& box, discussion::LetterId from, std::size_t limit);

// memory_accounts.cc: the same of readers' accounts.
Result<Readers> readers_after(const SiteRow& in, const AddAccount& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const RenameAccount& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const SetReaderPassword& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const AddReaderSession& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const TouchReaderSession& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const EndReaderSessions& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const Mute& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const Unmute& w, Time at);
Result<Readers> readers_after(const SiteRow& in, const ForgetAccounts& w, Time at);
Done add_author(SiteRow& in, const AddAuthor& w, Undo& undo);
Done open_account(SiteRow& in, const OpenAccount& w, Time at, Undo& undo);
Readers without_reader(Readers readers, AuthorId author);  // account, sessions, mutes by and of them
std::vector<discussion::ReaderSession> reader_sessions(const Readers& readers, AuthorId account);
const discussion::Account* account_by_look(const Readers& readers, std::string_view look);  // null: nobody's
std::vector<discussion::FormerName> former_names(const Readers& readers, AuthorId account);
std::vector<discussion::Muted> muted_by(const Readers& readers, AuthorId account);
std::vector<std::int64_t> muted_in(const SiteRow& in, StoryId story, AuthorId account);

// memory_queue.cc
std::vector<WaitingCard> waiting(const SiteRow& in, const WaitingQuery& query);
std::vector<HeldItem> alike(const SiteRow& in, StoryId story, CommentId comment, std::size_t limit);
WaitingCounts waiting_counts(const SiteRow& in);
std::optional<HeldItem> waiting_of(const SiteRow& in, StoryId story, CommentId comment);
Arrivals arrivals(const SiteRow& in, std::int64_t before, std::size_t limit);
std::optional<discussion::Decision> decision(const SiteRow& in, DecisionId id);
std::vector<discussion::Decision> decided_together(const SiteRow& in, const Key128& batch);
std::vector<PastDecision> decided(const SiteRow& in, AuthorId about, std::optional<DecidedPlace> before,
                                  std::size_t limit);  // about nobody: all

// Applies `change` to `model`, all of it or nothing; adds what was touched.
Result<Outcome> apply(Model& model, const Change& change, std::vector<StoryTouched>& touched);

// What must hold between the containers and does not.
std::vector<std::string> findings(const Model& model);

const discussion::Revision* waiting_revision(const CommentRow& row);  // the held one a person must decide
discussion::Decision hold_of(const CommentRow& row, std::int64_t revision);

}  // namespace comity::store::memory
