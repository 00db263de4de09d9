#include "http/pages/statement_text.h"

#include <algorithm>

#include "http/messages.h"
#include "http/pages/clauses.h"

namespace comity::http {
namespace {

using discussion::Detected;
using discussion::Notice;
using discussion::Source;
using discussion::Statement;

std::string isolated(std::string_view text) { return "\u2068" + std::string(text) + "\u2069"; }

std::string quoted_plain(const std::vector<std::string>& words, std::string_view lang) {
  std::string all;
  for (const std::string& word : words) {
    if (!all.empty()) all += message(lang, "meta.list_separator");
    all += message(lang, "meta.quote", {{"words", isolated(word)}});
  }
  return all;
}

class Composing {
 public:
  Composing(const Statement& statement, std::string_view lang) : s_(statement), lang_(lang) {
    if (s_.decision != nullptr) decided_ = date_time(lang, s_.decision->decided);
    if (s_.until) until_ = date_time(lang, *s_.until);
    if (s_.contest_until) contest_ = date_only(lang, *s_.contest_until);
  }

  std::vector<StatementPart> run() {
    std::vector<StatementPart> parts;
    const auto part = [&](const char* key, auto fill) {
      (this->*fill)();
      if (!said_.empty()) parts.push_back({key, message(lang_, std::string("notice.") + key), std::move(said_)});
      said_.clear();
    };
    part("what", &Composing::what);
    part("why", &Composing::why);
    part("who", &Composing::who);
    part("can", &Composing::can);
    return parts;
  }

 private:
  void say(std::string_view key) {
    const std::string number = std::to_string(s_.number);
    said_.push_back(
        {message(lang_, key, {{"number", number}, {"date", decided_}, {"until", until_}, {"contest", contest_}}),
         message_html(lang_, key,
                      {{"number", number},
                       {"date", time(s_.decision != nullptr ? std::optional(s_.decision->decided) : std::nullopt)},
                       {"until", time(s_.until)},
                       {"contest", contest_}})});
  }
  Html time(const std::optional<Time>& at) const {
    Html html;
    if (at) {
      HtmlWriter(html.markup)
          .open("time")
          .attribute("datetime", rfc3339(*at))
          .text(date_time(lang_, *at))
          .close("time");
    }
    return html;
  }

  void what() {
    switch (s_.notice) {
      case Notice::held:
        say("notice.held.what");
        return say("statement.scope.held");
      case Notice::held_edit:
        say("notice.held_edit.what");
        return say("statement.scope.held_edit");
      case Notice::held_imported:
        say("notice.held_imported.what");
        return say("statement.scope.held");
      case Notice::published:
        return say("notice.published.what");
      case Notice::changed:
        return say("notice.published.changed");
      case Notice::released:
        say("notice.released.what");
        if (s_.was_held_by_program) say("notice.released.hold");
        return;
      case Notice::restored:
        return say("notice.restored.what");
      case Notice::returned:
        say("notice.returned.what");
        return say("statement.scope.returned");
      case Notice::refused:
        say("notice.refused.what");
        return scope("notice.refused.scope");
      case Notice::refused_edit:
        say("notice.refused_edit.what");
        return scope("statement.scope.edit");
      case Notice::refused_program:
        say("notice.refused_program.what");
        return scope("statement.scope.comment");
      case Notice::removed:
        say("notice.removed.what");
        say(s_.by_law ? "notice.removed.readers_law" : "notice.removed.readers");
        return scope("notice.refused.scope");
      case Notice::withdrawn:
        say("notice.withdrawn.what");
        return say("notice.withdrawn.until");
      case Notice::withdrawn_unseen:
        say("notice.withdrawn.unseen");
        return say("notice.withdrawn.until");
      case Notice::warned:
        return say("statement.warned");
      case Notice::premoderated:
        return say(s_.until ? "statement.premoderated" : "statement.premoderated_open");
      case Notice::blocked:
        return say(s_.until ? "statement.blocked" : "statement.blocked_open");
      case Notice::unblocked:
        return say("statement.unblocked");
      case Notice::kept:
        return say("statement.kept");
      case Notice::replies_closed:
        say("statement.replies_closed");
        return scope("statement.scope.comment");
    }
  }
  void scope(std::string_view for_good) {
    say(s_.until ? "statement.scope.until" : for_good);
    if (s_.strike) say("statement.strike");
  }

  void why() {
    for (const discussion::Ground& ground : s_.grounds) rule(ground);
    if (s_.by_law) say(s_.untold ? "statement.untold" : "statement.law");
    if (s_.freedom != nullptr && s_.policy) {
      const Prose title = prose_in(s_.freedom->title, lang_, *s_.policy);
      said_.push_back({message(lang_, "notice.released.freedom", {{"title", isolated(title.text)}}),
                       message_html(lang_, "notice.released.freedom", {{"title", prose_html(title, lang_)}})});
    }
    if (!s_.reason.empty()) {
      said_.push_back({message(lang_, "notice.reason", {{"reason", isolated(s_.reason)}}),
                       message_html(lang_, "notice.reason", {{"reason", bdi(s_.reason)}})});
    }
    if (s_.restricts && !s_.grounds.empty()) say("statement.contract");
  }

  void rule(const discussion::Ground& ground) {
    if (ground.rule == nullptr) {
      said_.push_back({message(lang_, "clause.unknown", {{"id", isolated(ground.clause)}}),
                       message_html(lang_, "clause.unknown", {{"id", bdi(ground.clause)}}), "cd-rule"});
    } else {
      const std::string number = std::to_string(ground.rule->number);
      const Prose title = prose_in(ground.rule->title, lang_, *s_.policy);
      const Prose text = prose_in(ground.rule->text, lang_, *s_.policy);
      said_.push_back({message(lang_, "clause.rule", {{"rule", number}, {"title", isolated(title.text)}}),
                       message_html(lang_, "clause.rule", {{"rule", number}, {"title", prose_html(title, lang_)}}),
                       "cd-rule"});
      if (!text.text.empty()) said_.push_back({std::string(text.text), prose_html(text, lang_)});
    }
    const auto& words = ground.words;
    if (!words.empty()) {
      said_.push_back({message(lang_, "clause.words", {{"n", words.size()}, {"words", quoted_plain(words, lang_)}}),
                       message_html(lang_, "clause.words", {{"n", words.size()}, {"words", quoted(words, lang_)}}),
                       "cd-words"});
    } else if (s_.restricts) {
      say(s_.by_program ? "policy.told.no_words" : "statement.whole");
    }
  }

  void who() {
    if (s_.decision == nullptr || s_.imported) {
      if (s_.imported && s_.restricts) say("statement.imported");
      return;
    }
    if (!s_.restricts && s_.notice != Notice::warned) return;
    if (s_.notice == Notice::held || s_.notice == Notice::held_edit) {
      say("notice.held.who");
      return found();
    }
    if (s_.by_program) {
      say(s_.notice == Notice::removed ? "notice.removed_program.who" : "notice.refused_program.who");
      return found();
    }
    switch (s_.notice) {
      case Notice::refused:
      case Notice::refused_edit:
      case Notice::returned:
        say("notice.refused.who");
        break;
      case Notice::removed:
        say("notice.removed.who");
        break;
      default:
        say("statement.decided");
    }
    found();
  }
  // Art. 17(3)(b) and (c): own initiative or somebody's word, and whether a program pointed to it.
  void found() {
    if (s_.untold) return;
    switch (s_.source) {
      case Source::own:
        if (!s_.by_program && s_.notice != Notice::held_imported) {
          say(s_.detected == Detected::engine ? "notice.refused.first_program" : "statement.found.person");
        }
        return say("statement.source.own");
      case Source::report:
        return say("statement.source.report");
      case Source::notice:
        return say("statement.source.notice");
      case Source::order:
        return say("statement.source.order");
    }
  }

  void can() {
    switch (s_.notice) {
      case Notice::held:
      case Notice::held_edit:
        say("notice.held.can");
        return say("statement.redress.held");
      case Notice::held_imported:
        return say("notice.held.can");
      case Notice::returned:
        say("notice.returned.can");
        break;
      case Notice::refused_program:
        say("notice.refused_program.can");
        break;
      case Notice::blocked:
        say("statement.blocked.can");
        break;
      default:
        break;
    }
    if (s_.contest_until) {
      say(s_.notice == Notice::returned ? "statement.redress.returned" : "statement.redress.look");
    }
    if (s_.restricts && !s_.imported) say("statement.redress.court");
  }

  const Statement& s_;
  std::string_view lang_;
  std::string decided_, until_, contest_;
  std::vector<Said> said_;
};

void write_words(json::Writer& out, const std::vector<std::string>& words) {
  out.key("words").array();
  for (const std::string& word : words) out.value(word);
  out.end();
}

void maybe_time(json::Writer& out, std::string_view key, const std::optional<Time>& at) {
  out.key(key);
  if (at) {
    out.value(rfc3339(*at));
  } else {
    out.null();
  }
}

}  // namespace

std::vector<StatementPart> statement_text(const Statement& statement, std::string_view lang) {
  return Composing(statement, lang).run();
}

void write_statement(HtmlWriter& w, const std::vector<StatementPart>& parts) {
  w.open("dl", "cd-facts").raw("");
  for (const StatementPart& part : parts) {
    w.element("dt", "", part.title).open("dd").raw("");
    for (const Said& said : part.said) w.element("p", said.css_class, said.html);
    w.close("dd");
  }
  w.close("dl");
}

std::string plain_statement(const std::vector<StatementPart>& parts) {
  std::string out;
  for (const StatementPart& part : parts) {
    if (!out.empty()) out += '\n';
    out += part.title + '\n';
    for (const Said& said : part.said) out += said.plain + '\n';
  }
  return out;
}

void write_statement(json::Writer& out, const Statement& s, std::string_view lang) {
  out.object().member("notice", discussion::name(s.notice)).member("restricts", s.restricts);
  out.key("decision");
  if (s.decision == nullptr) {
    out.null();
  } else {
    out.object().member("id", std::to_string(s.decision->id.value)).member("deed", discussion::name(s.decision->deed));
    out.member("decided", rfc3339(s.decision->decided)).member("by", s.by_program ? "program" : "moderator");
    out.member("detected", discussion::name(s.detected))
        .member("source", s.untold ? "undisclosed" : discussion::name(s.source));
    maybe_time(out, "until", s.until);
    out.member("policy", s.decision->policy == Hash256{} ? "" : "sha256:" + to_hex(s.decision->policy));
    out.member("basis", s.by_law ? "law" : "policy").member("reason", s.reason).member("strike", s.strike);
    out.member("freedom", s.freedom != nullptr ? std::string_view(s.freedom->id) : std::string_view());
    maybe_time(out, "contest_until", s.contest_until);
    out.end();
  }
  out.key("grounds").array();
  for (const discussion::Ground& ground : s.grounds) {
    out.object().member("clause", ground.clause).key("rule");
    if (ground.rule == nullptr) {
      out.null().member("title", ground.clause);
    } else {
      out.value(std::int64_t{ground.rule->number}).member("title", prose_in(ground.rule->title, lang, *s.policy).text);
    }
    write_words(out, ground.words);
    out.end();
  }
  out.end().key("text").array();
  for (const StatementPart& part : statement_text(s, lang)) {
    out.object().member("part", part.key).member("title", part.title).key("sentences").array();
    for (const Said& said : part.said) out.value(said.plain);
    out.end().end();
  }
  out.end().end();
}

}  // namespace comity::http
