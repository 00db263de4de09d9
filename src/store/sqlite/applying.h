// One change being applied on the writer's connection, inside a savepoint of the group's transaction. Its parts
// lie in apply_*.cc by the noun they write.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "store/sqlite/database.h"
#include "store/sqlite/remembered.h"
#include "store/store.h"

namespace comity::store::sqlite {

class Tally;

class Applying {
 public:
  Applying(Connection& connection, const Change& change, std::int64_t events_kept)
      : db_(connection), change_(change), events_kept_(events_kept) {}

  // Applies it at this place of the log. On an error the caller rolls the savepoint back. Throws Trouble.
  Result<Outcome> run(std::int64_t log_position);

  // The short way of a plain post (apply_post.cc). Nothing: it is no such change, or something is against it; no row
  // was written, and run() says what. Throws Trouble; of a constraint, too: then rows were written.
  std::optional<Arrival> run_post(std::int64_t log_position, Tally& tally);

  // What it touched, site first, for the applied ones.
  std::vector<StoryTouched> touched() const;
  // Whether a publisher's id or an address may lead to another story than before.
  bool has_renamed() const { return renamed_; }
  // Lines for the list of erasures; whether words were taken out that still stand in the WAL.
  const std::string& erasures() const { return erasures_; }
  bool has_wiped() const { return wiped_; }

 private:
  Done apply(const PutSite& w);
  Done apply(const PublishPolicy& w);
  Done apply(const AddStory& w);
  Done apply(const SetStory& w);
  Done apply(const SetStoryText& w);
  Done apply(const AddAuthor& w);
  Done apply(const RevokeAuthor& w);
  Done apply(const AddComment& w);
  Done apply(const AddRevision& w);
  Done apply(const SetState& w);
  Done apply(const SetRevisionState& w);
  Done apply(const Supersede& w);
  Done apply(const AddDecision& w);
  Done apply(const SetShadow& w);
  Done apply(const StopClause& w);
  Done apply(const ReleaseClause& w);
  Done apply(const AddPerson& w);
  Done apply(const SetPerson& w);
  Done apply(const Invite& w);
  Done apply(const SetPassword& w);
  Done apply(const SetTotp& w);
  Done apply(const TakeTotpStep& w);
  Done apply(const TakeRecoveryCode& w);
  Done apply(const NoteFailure& w);
  Done apply(const AddSession& w);
  Done apply(const TouchSession& w);
  Done apply(const EndSessions& w);
  Done apply(const RemovePerson& w);
  Done apply(const AddPasskey& w);
  Done apply(const RenamePasskey& w);
  Done apply(const UsePasskey& w);
  Done apply(const DoubtPasskey& w);
  Done apply(const RemovePasskey& w);
  Done apply(const LogEarlier& w);
  Done apply(const BeginLog& w);
  Done apply(const KeepCheckpoint& w);
  Done apply(const DropSalts& w);
  void log_decisions();  // at the change's end, when numbers are given
  Done apply(const SwitchCorrection& w);
  Done apply(const FileAppeal& w);
  Done apply(const AnswerAppeal& w);
  Done apply(const AddBlock& w);
  Done apply(const LiftBlock& w);
  Done apply(const AddContact& w);
  Done apply(const ConfirmContact& w);
  Done apply(const SetContact& w);
  Done apply(const RemoveContact& w);
  Done apply(const QueueLetter& w);
  Done apply(const TryLetter& w);
  Done apply(const PostponeLetter& w);
  Done apply(const LetterSent& w);
  Done apply(const GiveUpLetter& w);
  Done apply(const UseLetter& w);
  Done apply(const TidyLetters& w);
  Done apply(const AddAccount& w);
  Done apply(const OpenAccount& w);
  Done apply(const RenameAccount& w);
  Done apply(const SetReaderPassword& w);
  Done apply(const AddReaderSession& w);
  Done apply(const TouchReaderSession& w);
  Done apply(const EndReaderSessions& w);
  Done apply(const Mute& w);
  Done apply(const Unmute& w);
  Done apply(const ForgetAccounts& w);
  Done apply(const Erase& w);
  Done apply(const EmptyWords& w);
  Done apply(const EraseQuotes& w);
  Done apply(const EraseAuthor& w);
  Done apply(const FinishErasing& w);
  // What a noun has of a comment's words, one for each (apply_erase.cc).
  void erase_words(StoryId story, CommentId comment);
  void erase_revisions(StoryId story, CommentId comment);
  void erase_decisions(StoryId story, CommentId comment);
  void erase_appeals(StoryId story, CommentId comment);
  void erase_blocks_at(StoryId story, CommentId comment);
  void erase_reports(StoryId story, CommentId comment);  // and what was noted of danger
  void drop_salts(StoryId story, CommentId comment);
  void recall_letters(StoryId story, CommentId comment);       // that tell of it
  void seal(StoryId story, CommentId comment);                 // where a danger about it is open
  void erase_contacts(const discussion::ContactOwner& owner);  // with their letters
  std::string site_key();
  void erase_contacts(AuthorId author, std::optional<CommentPlace> only);  // with their letters
  void erase_account(AuthorId author);                                     // with sessions, mutes by and of them
  void put_findings(const discussion::Decision& decision);                 // and the reason
  Done apply(const FileReport& w);
  Done apply(const AnswerReports& w);
  Done apply(const ReopenReports& w);
  Done apply(const ForgetReporter& w);
  Done apply(const EraseReportWords& w);
  Done apply(const RecordOrder& w);
  Done apply(const NoteDanger& w);
  Done apply(const EndDanger& w);
  Done apply(const Propose& w);
  Done apply(const DropProposal& w);
  void drop_proposal(StoryId story, CommentId comment);  // if one waits
  void branch_changed(StoryId story, CommentId top);     // for its readers

  // What the commit needs to know of a comment before it changes it.
  struct CommentNow {
    std::int64_t number = 0;
    AuthorId author;
    discussion::State state = discussion::State::held;
    std::int64_t live_revision = 0;
    std::int64_t last_revision = 1;
    CommentId superseded_by;
    bool emptied = false;
    bool erased = false;
  };
  std::optional<CommentNow> comment_now(StoryId story, CommentId comment);
  std::optional<discussion::State> revision_state(StoryId story, CommentId comment, std::int64_t revision);
  std::int64_t highest_number(StoryId story);
  bool story_is_there(StoryId story);
  bool comment_is_there(StoryId story, CommentId comment);

  void touch(StoryId story) {
    touched_.insert(story);
    last_story_ = story;
  }
  void event(StoryId story, discussion::EventKind kind, CommentId about, std::int64_t number);
  void insert_event(StoryId story, std::int64_t id, discussion::EventKind kind, CommentId about, std::int64_t number);
  // Moves the counters of story and author: `by` comments more (or fewer) in `state`.
  void count(StoryId story, AuthorId author, discussion::State state, int by);
  bool count_author(AuthorId author, discussion::State state);  // of a new comment; false: no such author
  std::int64_t take_number(StoryId story);
  void insert_revision(StoryId story, CommentId comment, const discussion::Revision& revision);
  void set_live(StoryId story, CommentId comment, std::int64_t revision);
  void set_revision_state(StoryId story, CommentId comment, std::int64_t revision, discussion::State to);
  Done take_urls(StoryId story, const std::vector<std::string>& urls, bool first_is_own);
  void insert_applied(std::int64_t log_position);
  void insert_replay(const ReplayCounts& replay);
  void insert_author(const discussion::Author& author, std::int64_t published);
  void insert_comment(const discussion::Comment& comment, bool live);  // as it stands
  bool name_is_taken(const discussion::Comment& comment, CommentId known);
  bool opens_a_report(const std::string& case_code);
  bool is_erased(AuthorId author);
  bool person_is_there(PersonId person);  // and not removed
  void end_sessions(PersonId person, const std::optional<Key128>& keep);
  void put_recovery(PersonId person, const std::vector<Key128>& codes);   // in place of those that are left
  Done passkey_is_there(PersonId person, const std::string& credential);  // errors: `not_found`
  std::int64_t passkeys_of(PersonId person);
  void drop_passkeys(PersonId person);
  Done account_is_open(AuthorId account);  // errors: `not_found`, `conflict`
  bool look_is_anothers(const std::string& look, AuthorId account);
  void end_reader_sessions(AuthorId account, const std::optional<Key128>& keep);
  bool contact_is_there(discussion::ContactId contact);
  void remove_contact(discussion::ContactId contact);  // and its letters
  Done letter_waits(discussion::LetterId letter);      // errors: `not_found`, `conflict`
  void waits_or_not(StoryId story, CommentId comment) { moved_.emplace(story, comment); }
  // Before anything is written that may give or take a strike at the comment; what changed is added to its author's
  // at the end.
  void will_judge(StoryId story, CommentId comment);
  std::int64_t strikes_at(StoryId story, CommentId comment);
  void recount();
  void set_restricted(AuthorId author);
  bool is_decision(DecisionId decision, StoryId story, CommentId comment);

  Connection& db_;
  const Change& change_;
  const std::int64_t events_kept_;
  SiteId site_;
  Outcome outcome_;
  std::set<StoryId> touched_;
  bool site_touched_ = false;
  bool renamed_ = false;
  bool wiped_ = false;
  std::string erasures_;
  StoryId last_story_;
  std::map<StoryId, std::int64_t> positions_;  // of stories that got an event by this change
  std::pair<StoryId, CommentId> last_added_;
  std::vector<std::pair<discussion::Decision, discussion::Salts>> decided_;
  std::set<std::pair<StoryId, CommentId>> moved_;  // may wait for a person now, or not any more
  std::map<std::pair<StoryId, CommentId>, std::int64_t> strikes_before_;
};

// The outcome of a change with this id that was applied before.
std::optional<Outcome> applied_before(Connection& connection, const Change& change);

inline tl::unexpected<Error> conflict(std::string detail) { return fail(Error::Code::conflict, std::move(detail)); }
inline tl::unexpected<Error> missing(std::string detail) { return fail(Error::Code::not_found, std::move(detail)); }

}  // namespace comity::store::sqlite
