#include "http/pages/receipt_html.h"

#include <algorithm>

#include "http/messages.h"
#include "http/pages/clauses.h"

namespace comity::http {
namespace {

using actions::OwnComment;
using discussion::Actor;
using discussion::Decision;
using discussion::Deed;
using discussion::State;

// What is to be said: the catalogue's keys, and the decision that it rests on.
struct Notice {
  std::string what;
  std::string more;  // a second sentence of "what"
  std::vector<std::string> who;
  std::vector<std::string> can;
  const Decision* decision = nullptr;  // whose clauses and words are shown
};

const Decision* last_with(const OwnComment& own, Deed deed) {
  for (auto it = own.decisions.rbegin(); it != own.decisions.rend(); ++it) {
    if (it->deed == deed) return &*it;
  }
  return nullptr;
}

bool program_stopped_first(const OwnComment& own) {
  return std::any_of(own.decisions.begin(), own.decisions.end(),
                     [](const Decision& d) { return d.deed == Deed::hold && d.actor == Actor::engine; });
}

Notice refused_notice(const OwnComment& own, const Decision* decision, std::string what) {
  Notice notice;
  notice.decision = decision;
  if (decision != nullptr && decision->actor == Actor::engine) {
    notice.what = what == "notice.refused.what" ? "notice.refused_program.what" : std::move(what);
    notice.who = {"notice.refused_program.who"};
    notice.can = {"notice.refused_program.can"};
    return notice;
  }
  notice.what = std::move(what);
  if (decision != nullptr && decision->actor != Actor::imported) notice.who = {"notice.refused.who"};
  if (program_stopped_first(own)) notice.who.emplace_back("notice.refused.first_program");
  notice.can = {"notice.refused.scope"};
  return notice;
}

Notice published_notice(const OwnComment& own) {
  Notice notice;
  const State last = own.revisions.empty() ? State::published : own.revisions.back().state;
  if (last == State::held) {
    return {"notice.held_edit.what", "", {"notice.held.who"}, {"notice.held.can"}, last_with(own, Deed::hold)};
  }
  if (last == State::refused) {
    return refused_notice(own, last_with(own, Deed::refuse), "notice.refused_edit.what");
  }
  const Decision* newest = own.decisions.empty() ? nullptr : &own.decisions.back();
  if (newest != nullptr && newest->deed == Deed::restore) {
    notice.what = "notice.restored.what";
  } else if (newest != nullptr && newest->deed == Deed::publish && newest->actor == Actor::engine) {
    notice.what = "notice.published.changed";  // it waited or was returned; the author's new words need nobody
  } else if (newest != nullptr && newest->deed == Deed::publish && newest->actor != Actor::imported) {
    notice.what = "notice.released.what";
    if (program_stopped_first(own)) notice.more = "notice.released.hold";
    notice.decision = newest;
  } else {
    notice.what = own.comment.live_revision > 1 ? "notice.published.changed" : "notice.published.what";
  }
  return notice;
}

Notice notice_of(const OwnComment& own) {
  switch (own.comment.state) {
    case State::held: {
      const Decision* hold = last_with(own, Deed::hold);
      if (hold == nullptr || hold->actor != Actor::engine) {
        return {"notice.held_imported.what", "", {}, {"notice.held.can"}, hold};
      }
      return {"notice.held.what", "", {"notice.held.who"}, {"notice.held.can"}, hold};
    }
    case State::published:
      return published_notice(own);
    case State::refused:
      return refused_notice(own, last_with(own, Deed::refuse), "notice.refused.what");
    case State::returned:
      return {
          "notice.returned.what", "", {"notice.refused.who"}, {"notice.returned.can"}, last_with(own, Deed::return_)};
    case State::removed: {
      const Decision* removal = last_with(own, Deed::remove);
      const bool program = removal != nullptr && removal->actor == Actor::engine;
      return {"notice.removed.what",
              "notice.removed.readers",
              {program ? "notice.removed_program.who" : "notice.removed.who"},
              {"notice.refused.scope"},
              removal};
    }
    case State::withdrawn:
      if (own.comment.number == 0) return {"notice.withdrawn.unseen", "notice.withdrawn.until", {}, {}, nullptr};
      return {"notice.withdrawn.what", "notice.withdrawn.until", {}, {}, nullptr};
  }
  return {};
}

// The author's words under a clause: of this decision, else of the hold it followed - a moderator confirms what the
// program had found.
std::vector<std::string> words_under(const OwnComment& own, const Decision& decision, std::string_view clause) {
  const auto of = [&](const Decision& from) {
    std::vector<std::string> words;
    if (from.revision < 1 || from.revision > static_cast<std::int64_t>(own.revisions.size())) return words;
    const std::string& text = own.revisions[static_cast<std::size_t>(from.revision - 1)].text;
    for (const policy::ClauseVerdict& verdict : from.findings) {
      if (verdict.clause == clause) words = words_of(verdict, text);
    }
    return words;
  };
  std::vector<std::string> words = of(decision);
  for (auto it = own.decisions.rbegin(); words.empty() && it != own.decisions.rend(); ++it) {
    if (it->deed == Deed::hold && it->revision == decision.revision) words = of(*it);
  }
  return words;
}

void write_why(HtmlWriter& w, const OwnComment& own, const Decision& decision, const PolicyById& policy_by_id,
               std::string_view lang) {
  if (decision.clauses.empty() && decision.reason.empty() && decision.freedom.empty()) return;
  const auto policy = own.policy && own.policy->id == decision.policy ? own.policy : policy_by_id(decision.policy);
  w.element("dt", "", message(lang, "notice.why")).open("dd").raw("");
  for (const std::string& clause : decision.clauses) {
    write_rule(w, policy.get(), clause, lang);
    const auto words = words_under(own, decision, clause);
    if (!words.empty()) {
      w.element("p", "cd-words",
                message_html(lang, "clause.words", {{"n", words.size()}, {"words", quoted(words, lang)}}));
    }
  }
  if (policy) {
    for (const policy::Freedom& freedom : policy->freedoms) {
      if (freedom.id != decision.freedom) continue;
      w.element("p", "",
                message_html(lang, "notice.released.freedom",
                             {{"title", prose_html(prose_in(freedom.title, lang, *policy), lang)}}));
    }
  }
  if (!decision.reason.empty()) {
    w.element("p", "", message_html(lang, "notice.reason", {{"reason", bdi(decision.reason)}}));
  }
  w.close("dd");
}

}  // namespace

void write_facts(HtmlWriter& w, const OwnComment& own, const PolicyById& policy_by_id, std::string_view lang) {
  const Notice notice = notice_of(own);
  const std::string number = std::to_string(own.comment.number);
  const Time decided = notice.decision != nullptr ? notice.decision->decided : own.comment.written;
  Html time;
  HtmlWriter(time.markup)
      .open("time")
      .attribute("datetime", rfc3339(decided))
      .text(date_time(lang, decided))
      .close("time");
  const auto sentence = [&](const std::string& key) {
    w.element("p", "", message_html(lang, key, {{"number", number}, {"date", time}}));
  };
  w.open("dl", "cd-facts").element("dt", "", message(lang, "notice.what")).open("dd").raw("");
  sentence(notice.what);
  if (!notice.more.empty()) sentence(notice.more);
  w.close("dd");
  if (notice.decision != nullptr) write_why(w, own, *notice.decision, policy_by_id, lang);
  if (!notice.who.empty()) {
    w.element("dt", "", message(lang, "notice.who")).open("dd").raw("");
    for (const std::string& key : notice.who) sentence(key);
    w.close("dd");
  }
  if (!notice.can.empty() || own.edit_until) {
    w.element("dt", "", message(lang, "notice.can")).open("dd").raw("");
    for (const std::string& key : notice.can) sentence(key);
    if (own.comment.state == State::published && own.edit_until) {
      w.element("p", "", message(lang, "receipt.edit_until", {{"date", date_time(lang, *own.edit_until)}}));
    }
    w.close("dd");
  }
  w.close("dl");
}

}  // namespace comity::http
