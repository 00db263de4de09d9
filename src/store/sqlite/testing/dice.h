// Random changes, good and bad, for both stores at once.
#pragma once

#include "store/sqlite/testing/dice_people.h"

namespace comity::store::sqlite {

class Dice : public PeopleDice {
 public:
  using PeopleDice::PeopleDice;

  Change change() {
    Change c;
    c.id = chance(8) && serial_ > 1 ? key_of(1 + pick<std::uint64_t>(static_cast<int>(serial_))) : key_of(++serial_);
    c.site = {1 + (chance(10) ? pick<std::int64_t>(3) : 0)};
    c.at = now;
    now += Millis{pick<std::int64_t>(200'000)};
    for (int n = chance(3) ? 1 + pick<int>(3) : 1; n > 0; --n) c.writes.push_back(write());
    if (chance(6)) restrict_somebody(c.writes);
    if (chance(15)) {
      c.site = {};
      c.writes.insert(c.writes.begin(), PutSite{site()});
    }
    return c;
  }

 private:
  ReplayCounts a_replay() {
    ReplayCounts replay{now, chance(4) ? Hash256{} : sha256(word()), sha256("engine"), 12, 0, {}, {}};
    for (const char* to : {"advise", "hold", "refuse"}) {
      const auto texts = pick<std::int64_t>(4);
      if (texts > 0) replay.actions[{"allow", to}] = texts;
      replay.changed += texts;
    }
    replay.clauses[word()] = {pick<std::int64_t>(5), 6};
    return replay;
  }

  Write write() {
    switch (pick<int>(60)) {
      case 0:
        return PutSite{site()};
      case 1: {
        const std::string source = "Rule " + word();
        PublishPolicy publish{sha256(source), source, word(), {}};
        if (chance(2)) publish.mirror = MirrorCounts{9, 5, pick<std::int64_t>(5)};
        if (chance(2)) publish.replay = a_replay();
        return publish;
      }
      case 2:
      case 3:
        return add_story();
      case 4:
        return set_story();
      case 5: {
        discussion::Author a;
        a.id = author();
        if (!chance(3)) a.token_hash = key_of(900 + pick<std::uint64_t>(4));
        a.kind = pick<policy::AuthorKind>(4);
        a.first_seen = now;
        return AddAuthor{a};
      }
      case 6:
        return RevokeAuthor{author()};
      case 7:
      case 8:
      case 9: {
        AddRevision add{story(), comment(), revision(), state(), {}, {}};
        add.revision = a_revision(pick<State>(3));
        add.revision.revision = add.after_revision + 1;
        if (chance(3)) add.new_name = word();
        return add;
      }
      case 10:
      case 11:
      case 12:
      case 13:
        return SetState{story(), comment(), state(), state(), revision()};
      case 14:
        return SetRevisionState{story(), comment(), revision(), chance(2) ? State::published : State::refused};
      case 15:
        return Supersede{story(), comment(), comment()};
      case 16:
      case 17:
      case 18:
        return add_decision();
      case 19: {
        const std::string source = "Rule " + word();
        if (chance(3)) return SwitchCorrection{{}, {}, {}, word()};
        if (chance(3)) return SwitchCorrection{sha256(source), std::string(40, 'h') + source, "{}", word()};
        return chance(4) ? SetShadow{} : SetShadow{sha256(source), source, word()};
      }
      case 20:
        return StopClause{sha256("Rule " + word()), word(), 9, pick<std::int64_t>(9)};
      case 21:
        return ReleaseClause{sha256("Rule " + word()), word(), word()};
      case 22:
      case 23:
      case 24:
        return about_staff();
      case 25:
        return LogEarlier{{{decision()}, {decision()}}, chance(2)};
      case 26:
        return KeepCheckpoint{1 + pick<std::int64_t>(2), 1 + pick<std::uint64_t>(5),
                              sha256(chance(9) ? "other" : "key"), word()};
      case 27:
        return chance(3) ? Write(BeginLog{1 + pick<std::int64_t>(2)}) : Write(DropSalts{story(), comment()});
      case 28:
      case 29:
        return file_appeal();
      case 30:
      case 31:
        return AnswerAppeal{{1 + pick<std::int64_t>(4)},
                            pick<discussion::AppealOutcome>(3),
                            word(),
                            pick<discussion::SecondLook>(3),
                            word(),
                            decision()};
      case 32:
        return LiftBlock{decision(), decision()};
      case 33:
      case 34:
      case 35:
      case 36:
        return about_letters();
      case 37:
        return chance(3) ? Write(Erase{story(), comment()}) : Write(EmptyWords{story(), comment()});
      case 38:
        return EraseQuotes{story(), comment(), revision(), sha256(word()), {{0, 1}}};
      case 39:
        return chance(3) ? Write(EraseAuthor{author()}) : Write(FinishErasing{author()});
      case 40:
      case 41:
      case 42:
        return file_report();
      case 43:
        if (chance(5))
          return chance(2) ? Write(ForgetReporter{report(), chance(2)}) : Write(EraseReportWords{report()});
        if (chance(5)) return ReopenReports{decision()};
        return answer_reports();
      case 44:
        return record_order();
      case 45:
        return chance(3) ? Write(EndDanger{{1 + pick<std::int64_t>(3)}, word()}) : note_danger();
      case 50:
      case 51:
      case 52:
        return about_accounts();
      case 46:
        return SetStoryText{story(), chance(3) ? "" : ' ' + word() + ' '};
      case 47:
      case 48: {
        discussion::Proposal p{{}, story(),   comment(), revision(), pick<Deed>(7), {word()}, word(),
                               "", chance(2), word(),    now};
        return Propose{std::move(p)};
      }
      case 49:
        return DropProposal{story(), comment()};
      default:
        return add_comment();
    }
  }

  FileAppeal file_appeal() {
    discussion::Appeal a;
    a.id = {1 + pick<std::int64_t>(4)};
    a.decision = decision();
    a.story = story();
    a.comment = comment();
    a.complainant = key_of(1 + pick<std::uint64_t>(2));
    a.grounds = word();
    a.filed = now;
    a.due = now + Millis{1 + pick<std::int64_t>(900'000)};
    return FileAppeal{a};
  }
  discussion::ReportId report() { return {1 + pick<std::int64_t>(6)}; }
  FileReport file_report() {
    discussion::Report r;
    r.id = report();
    r.story = story();
    r.comment = comment();
    r.revision = chance(5) ? revision() : 1;
    r.kind = chance(3) ? discussion::ReportKind::notice : discussion::ReportKind::rule;
    if (r.kind == discussion::ReportKind::rule) r.clause = word();
    if (r.kind == discussion::ReportKind::notice) r.address = word();
    r.words = word();
    r.reporter = key();
    if (!chance(4)) r.receipt = key_of(1 + pick<std::uint64_t>(30));
    if (!chance(4)) r.case_code = word() + word();
    r.filed = now;
    if (chance(4)) {
      r.answer = decision();
      r.answered = now;
    }
    return {r};
  }
  Write answer_reports() {
    AnswerReports answer{story(), comment(), {}, decision()};
    if (chance(2)) answer.reports.push_back(report());
    return answer;
  }
  Write record_order() {
    discussion::Order o;
    o.id = {1 + pick<std::int64_t>(3)};
    if (chance(2)) {
      o.story = story();
      o.comment = comment();
      if (chance(2)) o.decision = decision();
    }
    o.authority = word();
    o.ground = word();
    o.recorded_by = word();
    o.received = o.recorded = now;
    return RecordOrder{o};
  }
  Write note_danger() {
    discussion::Danger d;
    d.id = {1 + pick<std::int64_t>(3)};
    d.story = story();
    d.comment = comment();
    d.noted_by = word();
    d.noted = now;
    return NoteDanger{d};
  }
  // A decision about an author, and what it makes.
  void restrict_somebody(std::vector<Write>& writes) {
    AddDecision made = add_decision();
    discussion::Decision& d = made.decision;
    if (!d.comment) d.comment = comment();
    d.deed = static_cast<discussion::Deed>(static_cast<int>(discussion::Deed::warn) + pick<int>(3));
    if (!chance(4)) d.actor = Actor::moderator;
    discussion::Block b;
    b.author = author();
    b.decision = d.id;
    b.story = d.story;
    b.comment = d.comment;
    b.deed = d.deed;
    b.since = now;
    if (d.deed != discussion::Deed::warn) b.until = now + Millis{100'000};
    if (chance(2)) b.strikes.push_back(decision());
    b.step_strikes = pick<std::int64_t>(3);
    if (d.deed == discussion::Deed::block) {
      b.warning = decision();
      b.factors = discussion::Factors{1, 1 + pick<std::int64_t>(3), word(), word()};
    }
    writes.emplace_back(made);
    writes.emplace_back(AddBlock{b});
  }

  AddStory add_story() {
    AddStory add;
    add.story.id = story();
    if (chance(2)) add.story.publisher_id = word();
    add.story.title = word();
    add.story.open = !chance(5);
    add.story.created = now;
    for (int n = pick<int>(3); n > 0; --n) add.urls.push_back(url());
    return add;
  }
  SetStory set_story() {
    SetStory set;
    set.story = story();
    if (chance(3)) set.publisher_id = chance(3) ? "" : word();
    if (chance(2)) set.title = word();
    if (chance(2)) set.open = !chance(4);
    if (chance(3)) set.closes_at = chance(2) ? std::nullopt : std::optional<Time>(now + Millis{100'000});
    if (chance(3)) set.tags = std::vector<std::string>{word(), "\"quoted\"\n"};
    if (chance(3)) set.url = url();
    for (int n = pick<int>(3); n > 0; --n) set.add_urls.push_back(url());
    return set;
  }
  discussion::Revision a_revision(State in) {
    discussion::Revision r;
    r.text = word();
    r.state = in;
    r.written = now - Millis{pick<std::int64_t>(90'000'000)};
    r.after_number = chance(2) ? -1 : pick<std::int64_t>(3);
    r.facts.author_10m = pick<std::int64_t>(5);
    return r;
  }
  AddComment add_comment() {
    AddComment add;
    discussion::Comment& c = add.comment;
    c.story = story();
    if (!chance(5)) c.author = {1 + pick<std::int64_t>(2)};
    if (chance(4)) c.reply_to = comment();
    if (chance(15)) c.superseded_by = comment();
    c.name = word();
    c.name_mark = chance(3) ? "2" : "";
    c.state = chance(8) ? state() : pick<State>(3);
    add.revision = a_revision(
        c.state == State::held || c.state == State::published || c.state == State::refused ? c.state : pick<State>(3));
    c.written = add.revision.written;
    if (chance(4)) c.published_at = now;
    if (!chance(3)) c.receipt = key_of(1 + pick<std::uint64_t>(30));
    if (!chance(3)) c.case_code = word() + word();
    if (chance(4)) c.source_key = word() + word();
    add.if_open = !chance(4);
    add.number_given = chance(5);
    if (chance(2)) add.names_known = comment();
    if (add.number_given) {
      if (chance(2)) c.id = comment();
      if (!chance(4)) c.number = 1 + pick<std::int64_t>(6);
    }
    return add;
  }
  AddDecision add_decision() {
    discussion::Decision d;
    d.id = decision();
    d.story = story();
    if (!chance(3)) d.comment = comment();
    d.revision = chance(3) ? revision() : 1;
    d.deed = pick<Deed>(13);
    d.actor = pick<Actor>(5);
    for (int n = pick<int>(3); n > 0; --n) d.clauses.push_back(word());
    if (chance(2)) d.findings = {{word(), policy::Action::hold, {{"lexicon", word(), word(), {{1, 3}}}}}};
    if (chance(2)) d.policy = sha256(word());
    if (chance(2)) d.corrects = decision();
    d.decided = now;
    d.source = pick<discussion::Source>(4);
    d.detected = pick<discussion::Detected>(3);
    if (chance(3)) d.until = now + Millis(pick<int>(3));
    if (chance(3)) d.batch = key_of(1 + pick<std::uint64_t>(3));
    if (chance(4)) d.proposed_by = word();
    return AddDecision{d};
  }

  std::uint64_t serial_ = 0;
};

}  // namespace comity::store::sqlite
