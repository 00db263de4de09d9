#include "actions/letters.h"

#include <algorithm>

#include "actions/file_report.h"
#include "store/any_write.h"

namespace comity::actions {

using discussion::Comment;
using discussion::Contact;
using discussion::Decision;
using discussion::Deed;
using discussion::LetterKind;
using discussion::State;

Key128 link_token(const World& world, SiteId site, discussion::LetterId letter) {
  return keyed_hash(world.secret, "letter token\n" + std::to_string(site.value) + "\n" + std::to_string(letter.value));
}

Key128 link_hash(const World& world, SiteId site, const Key128& token) {
  return keyed_hash(world.secret, "letter link\n" + std::to_string(site.value) + "\n" + to_base64url(token));
}

store::QueueLetter letter_to(World& world, const Contact& to, const LetterAbout& about) {
  const Time now = world.clock.now();
  discussion::Letter letter;
  letter.site = to.site;
  letter.id = {world.random.below(std::int64_t{1} << 62)};
  letter.kind = about.kind;
  letter.to = to.id;
  letter.language = to.language;
  letter.story = about.story;
  letter.comment = about.comment;
  letter.about = about.about;
  letter.link = link_hash(world, to.site, link_token(world, to.site, letter.id));
  letter.queued = letter.next_try = now;
  return {letter};
}

namespace {

// Decisions that an author hears of by letter: a person's, and no hold, which they were told of in place.
bool is_told(const Decision& decision) {
  if (decision.actor != discussion::Actor::moderator && decision.actor != discussion::Actor::operator_) return false;
  switch (decision.deed) {
    case Deed::hold:
    case Deed::withdraw:
    case Deed::keep:
      return false;
    case Deed::refuse:
    case Deed::publish:
    case Deed::remove:
    case Deed::return_:
    case Deed::restore:
    case Deed::warn:
    case Deed::premoderate:
    case Deed::block:
    case Deed::unblock:
    case Deed::close_replies:
      break;
  }
  return true;
}

class Telling {
 public:
  Telling(World& world, const store::Change& change) : world_(world), change_(change) {}

  Result<std::vector<store::Write>> run() {
    for (const store::Write& write : change_.writes) {
      const auto* answer = store::as<store::AnswerAppeal>(write);
      if (answer == nullptr) continue;
      COMITY_TRY(const auto appeal, world_.store.appeal(change_.site, answer->appeal));
      COMITY_TRY(const Decision against, world_.store.decision(change_.site, appeal.decision));
      // "No action" was contested by who reported; the author hears of what is decided now alone.
      if (against.deed != Deed::keep) answers_.push_back(answer->answer);
    }
    for (const store::Write& write : change_.writes) {
      if (const auto* decides = store::as<store::AddDecision>(write)) COMITY_CHECK(look(*decides));
      if (const auto* answers = store::as<store::AnswerAppeal>(write)) COMITY_CHECK(look(*answers));
      if (const auto* adds = store::as<store::AddComment>(write)) COMITY_CHECK(look(*adds));
      if (const auto* reports = store::as<store::AnswerReports>(write)) COMITY_CHECK(look(*reports));
      if (const auto* moves = store::as<store::SetState>(write)) COMITY_CHECK(look(*moves));
    }
    return std::move(letters_);
  }

 private:
  Done look(const store::AddDecision& w) {
    const Decision& d = w.decision;
    const bool answers = std::find(answers_.begin(), answers_.end(), d.id) != answers_.end();
    if (!d.comment || answers || !is_told(d)) return {};
    COMITY_TRY(const Comment comment, world_.store.comment(change_.site, d.story, d.comment));
    return decided(comment, {LetterKind::decision, d.story, d.comment, d.id.value});
  }
  Done look(const store::AnswerAppeal& w) {
    COMITY_TRY(const auto appeal, world_.store.appeal(change_.site, w.appeal));
    if (std::find(answers_.begin(), answers_.end(), w.answer) == answers_.end()) return contested(appeal, w.answer);
    COMITY_TRY(const Comment comment, world_.store.comment(change_.site, appeal.story, appeal.comment));
    return decided(comment, {LetterKind::appeal, appeal.story, appeal.comment, appeal.id.value});
  }
  Done look(const store::AnswerReports& w) {
    COMITY_TRY(const auto reports, world_.store.reports_about(change_.site, w.story, w.comment));
    for (const discussion::Report& report : reports) {
      const bool named = std::find(w.reports.begin(), w.reports.end(), report.id) != w.reports.end();
      if (w.reports.empty() ? !waits(report) : !named) continue;
      COMITY_CHECK(answered(report, w.answer));
    }
    return {};
  }
  Done look(const store::AddComment& w) {
    if (w.comment.state != State::published || w.number_given || !w.comment.reply_to) return {};
    return replied(w.comment);
  }
  Done look(const store::SetState& w) {
    if (w.to != State::published) return {};
    COMITY_TRY(const Comment comment, world_.store.comment(change_.site, w.story, w.comment));
    if (comment.number != 0 || !comment.reply_to) return {};
    return replied(comment);
  }

  Done contested(const discussion::Appeal& appeal, DecisionId answer) {
    COMITY_TRY(const auto reports, world_.store.reports_about(change_.site, appeal.story, appeal.comment));
    for (const discussion::Report& report : reports)
      if (complainant_of(world_, report) == appeal.complainant) COMITY_CHECK(answered(report, answer));
    return {};
  }
  Done answered(const discussion::Report& report, DecisionId answer) {
    COMITY_TRY(const auto contacts, world_.store.contacts_of(change_.site, owner_of(report)));
    for (const Contact& contact : contacts) {
      if (!is_for(contact, report.story, report.comment)) continue;
      letters_.emplace_back(
          letter_to(world_, contact, {LetterKind::report_outcome, report.story, report.comment, answer.value}));
    }
    return {};
  }
  Done decided(const Comment& comment, const LetterAbout& about) {
    COMITY_TRY(const auto contacts, contacts_for(comment));
    for (const Contact& contact : contacts) {
      if (contact.wants.decisions) letters_.emplace_back(letter_to(world_, contact, about));
    }
    return {};
  }
  Done replied(const Comment& reply) {
    COMITY_TRY(const Comment parent, world_.store.comment(change_.site, reply.story, reply.reply_to));
    if (parent.author == reply.author) return {};
    COMITY_TRY(const auto contacts, contacts_for(parent));
    for (const Contact& contact : contacts) {
      if (!contact.wants.replies) continue;
      letters_.emplace_back(letter_to(world_, contact, {LetterKind::reply, reply.story, reply.id, 0}));
    }
    return {};
  }
  Result<std::vector<Contact>> contacts_for(const Comment& comment) {
    if (!comment.author) return std::vector<Contact>{};
    COMITY_TRY(auto contacts, world_.store.contacts_of(change_.site, discussion::owner(comment.author)));
    std::erase_if(contacts, [&](const Contact& one) { return !is_for(one, comment.story, comment.id); });
    return contacts;
  }

  World& world_;
  const store::Change& change_;
  std::vector<DecisionId> answers_;  // to appeals: the letter about the appeal tells of them
  std::vector<store::Write> letters_;
};

}  // namespace

Result<store::Change> with_letters(World& world, store::Change change) {
  COMITY_TRY(auto letters, Telling(world, change).run());
  for (store::Write& letter : letters) change.writes.push_back(std::move(letter));
  return change;
}

Result<store::Outcome> commit_with_letters(World& world, store::Change change) {
  COMITY_TRY(const auto whole, with_letters(world, std::move(change)));
  return world.store.commit(whole);
}

}  // namespace comity::actions
