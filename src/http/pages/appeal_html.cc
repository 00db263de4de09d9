#include "http/pages/appeal_html.h"

#include <algorithm>

#include "http/messages.h"

namespace comity::http {

using actions::OwnComment;
using discussion::Appeal;
using discussion::AppealOutcome;
using discussion::Block;
using discussion::Deed;

namespace {

void write_section(HtmlWriter& w, std::string_view id, std::string_view title) {
  const std::string heading = std::string(id) + "-title";
  w.open("section", "cd-write").attribute("id", id).attribute("aria-labelledby", heading);
  w.open("h2", "cd-write-title").attribute("id", heading).text(title).close("h2");
}

std::string outcome_key(const OwnComment& own, const Appeal& appeal, const discussion::Decision* against) {
  if (*appeal.outcome == AppealOutcome::upheld) return "appeal.upheld";
  if (*appeal.outcome == AppealOutcome::partly)
    return against != nullptr && against->deed == Deed::remove ? "appeal.partly_removed" : "appeal.partly";
  if (against != nullptr && against->deed == Deed::close_replies) return "appeal.reversed.replies";
  if (against != nullptr && !decides_state(against->deed)) return "appeal.reversed.author";
  return own.comment.state == discussion::State::published ? "appeal.reversed.comment" : "appeal.reversed.away";
}

const discussion::Decision* appealed(const OwnComment& own, const Appeal& appeal) {
  const auto found = std::find_if(own.decisions.begin(), own.decisions.end(),
                                  [&](const discussion::Decision& d) { return d.id == appeal.decision; });
  return found != own.decisions.end() ? &*found : nullptr;
}

void write_appeal(HtmlWriter& w, const OwnComment& own, const Appeal& appeal, std::string_view lang) {
  const discussion::Decision* against = appealed(own, appeal);
  if (against != nullptr) w.element("p", "quiet", decision_named(lang, *against));
  const std::string look(discussion::name(is_open(appeal) ? own.site.second_look : appeal.look));
  if (is_open(appeal)) {
    w.element("p", "", message(lang, "appeal.received." + look, {{"date", date_only(lang, appeal.due)}}));
  } else {
    for (const Said& said : appeal_answer(own, appeal, lang)) w.element("p", "", said.html);
  }
  w.element("p", "cd-help", message_html(lang, "appeal.grounds_were", {{"grounds", bdi(appeal.grounds)}}));
}

void write_form(HtmlWriter& w, const OwnComment& own, std::string_view lang, std::string_view action,
                std::string_view typed) {
  const std::string look(discussion::name(own.site.second_look));
  const Time until = appealable_until(own.appealable.front());
  w.element("p", "cd-policy", message(lang, "appeal.help." + look, {{"date", date_only(lang, until)}}));
  w.open("form", "cd-form").attribute("method", "post").attribute("action", action).raw("");
  if (own.appealable.size() == 1) {
    w.hidden("decision", std::to_string(own.appealable.front().id.value));
  } else {
    w.open("p", "cd-field").open("label").attribute("for", "appeal-decision").text(message(lang, "appeal.against"));
    w.close("label").open("select").attribute("id", "appeal-decision").attribute("name", "decision").raw("");
    for (const discussion::Decision& decision : own.appealable) {
      w.open("option").attribute("value", decision.id.value).text(decision_named(lang, decision)).close("option");
    }
    w.close("select").close("p");
  }
  w.open("p", "cd-field").open("label").attribute("for", "appeal-grounds").text(message(lang, "appeal.grounds"));
  w.close("label").open("textarea").attribute("id", "appeal-grounds").attribute("name", "grounds");
  w.attribute("rows", 5).attribute("maxlength", static_cast<std::int64_t>(discussion::max_grounds));
  w.attribute("dir", "auto").flag("required").text(typed).close("textarea").close("p");
  w.open("p", "cd-submit").open("button").attribute("type", "submit").text(message(lang, "appeal.submit"));
  w.close("button").close("p").close("form");
}

std::vector<Said> answer_with(const std::string& outcome, const Appeal& appeal, std::string_view lang) {
  const std::string look(discussion::name(appeal.look));
  const auto plain = [](const std::string& text) { return Said{text, escaped(text)}; };
  std::vector<Said> said;
  said.push_back(plain(outcome));
  said.push_back(plain(message(lang, "appeal.look." + look, {{"date", date_time(lang, *appeal.decided)}})));
  said.push_back({message(lang, "appeal.reasons", {{"reasons", "\u2068" + appeal.reasons + "\u2069"}}),
                  message_html(lang, "appeal.reasons", {{"reasons", bdi(appeal.reasons)}})});
  if (*appeal.outcome == AppealOutcome::upheld) said.push_back(plain(message(lang, "appeal.ends")));
  return said;
}

}  // namespace

std::vector<Said> appeal_answer(const OwnComment& own, const Appeal& appeal, std::string_view lang) {
  const std::string key = outcome_key(own, appeal, appealed(own, appeal));
  return answer_with(message(lang, key, {{"number", std::to_string(own.comment.number)}}), appeal, lang);
}

std::vector<Said> contest_answer(const Appeal& contest, std::string_view lang) {
  const bool upheld = *contest.outcome == AppealOutcome::upheld;
  return answer_with(message(lang, upheld ? "appeal.upheld" : "report.contest.reversed"), contest, lang);
}

void write_block(HtmlWriter& w, const Block& block, std::string_view lang) {
  const std::string until = block.until ? date_time(lang, *block.until) : std::string();
  const auto days = std::max<std::int64_t>(1, block.step_within_ms / Millis(std::chrono::days(1)).count());
  w.element("p", "",
            message(lang,
                    "block." + std::string(block.deed == Deed::block && !block.until ? "for_good"
                                                                                     : discussion::name(block.deed)),
                    {{"n", block.strikes.size()}, {"days", days}, {"date", until}}));
  if (block.factors) {
    w.element("p", "",
              message_html(lang, "block.factors",
                           {{"n", block.factors->number},
                            {"total", block.factors->written},
                            {"gravity", bdi(block.factors->gravity)},
                            {"intention", bdi(block.factors->intention)}}));
  }
  if (block.lifted) {
    w.element("p", "", message(lang, "block.lifted", {{"date", date_time(lang, *block.lifted)}}));
  } else if (block.deed == Deed::block) {
    w.element("p", "", message(lang, "block.can"));
    if (block.until) w.element("p", "", message(lang, "block.ends", {{"date", until}}));
  }
}

std::string decision_named(std::string_view lang, const discussion::Decision& decision) {
  return message(lang, "appeal.about." + std::string(discussion::name(decision.deed)),
                 {{"date", date_time(lang, decision.decided)}});
}

void write_appeals(HtmlWriter& w, const OwnComment& own, const Reader& reader, std::string_view action,
                   std::string_view typed) {
  const std::string& lang = reader.lang;
  std::vector<Block> blocks = own.blocks;
  const bool elsewhere = own.restriction && std::none_of(blocks.begin(), blocks.end(), [&](const Block& block) {
                           return block.decision == own.restriction->decision;
                         });
  if (elsewhere) blocks.push_back(*own.restriction);
  if (!blocks.empty()) {
    write_section(w, "block", message(lang, "block.title"));
    for (const Block& block : blocks) write_block(w, block, lang);
    w.close("section");
  }
  if (own.appeals.empty() && own.appealable.empty()) return;
  write_section(w, "appeal", message(lang, own.appeals.empty() ? "appeal.title" : "appeal.title_filed"));
  for (const Appeal& appeal : own.appeals) write_appeal(w, own, appeal, lang);
  if (!own.appealable.empty()) write_form(w, own, lang, action, typed);
  w.close("section");
}

}  // namespace comity::http
