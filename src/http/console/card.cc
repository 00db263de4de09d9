#include "http/console/card.h"

#include <algorithm>
#include <charconv>

#include "actions/clause_gravity.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"
#include "policy/model_reading.h"
#include "text/language.h"
#include "text/markup.h"

namespace comity::http {
namespace {

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "1700000000000.12.3.spam"; nothing for what is none of ours.
std::optional<store::WaitingPlace> place_from(std::string_view text) {
  std::int64_t numbers[3] = {};
  for (std::int64_t& number : numbers) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto value = integer(text.substr(0, dot));
    if (!value) return std::nullopt;
    number = *value;
    text.remove_prefix(dot + 1);
  }
  return store::WaitingPlace{std::string(text), at_ms(numbers[0]), {numbers[1]}, {numbers[2]}};
}

std::string_view value_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

std::string place_text(const store::WaitingPlace& place) {
  return std::to_string(to_ms(place.written)) + "." + std::to_string(place.story.value) + "." +
         std::to_string(place.comment.value) + "." + place.clause;
}

QueueAsked queue_asked(App& app, const SignedIn& who, const Pairs& from) {
  using Order = store::WaitingQuery::Order;
  QueueAsked asked;
  store::WaitingQuery& query = asked.query;
  const std::string_view order = value_of(from, "order");
  query.order = order == "newest" ? Order::newest : order == "oldest" ? Order::oldest : Order::gravest;
  query.clause = value_of(from, "clause");
  query.language = value_of(from, "language");
  query.after = place_from(value_of(from, "after"));
  if (const auto policy = app.world.policies.live(who.site)) query.gravities = actions::gravest_first(**policy);
  asked.text = "?order=" + std::string(query.order == Order::newest   ? "newest"
                                       : query.order == Order::oldest ? "oldest"
                                                                      : "gravest");
  if (!query.clause.empty()) asked.text += "&clause=" + percent_encoded(query.clause);
  if (!query.language.empty()) asked.text += "&language=" + percent_encoded(query.language);
  if (const auto lang = value_of(from, "lang"); !lang.empty()) asked.text += "&lang=" + who.lang;
  return asked;
}

void write_clause_boxes(HtmlWriter& w, const policy::Compiled& policy, const std::vector<std::string>& checked,
                        std::string_view lang) {
  w.open("fieldset", "clauses").element("legend", "", message(lang, "console.clauses"));
  for (const policy::Clause& clause : policy.clauses) {
    w.open("label").open("input").attribute("type", "checkbox").attribute("name", "clause");
    w.attribute("value", clause.id);
    if (std::find(checked.begin(), checked.end(), clause.id) != checked.end()) w.flag("checked");
    w.text(" ").html(rule_inline(&policy, clause.id, lang)).close("label");
  }
  w.close("fieldset");
}

void write_not_checked(HtmlWriter& w, const policy::Compiled* policy, const discussion::Revision& revision,
                       const discussion::Story* story, std::string_view lang) {
  if (policy == nullptr || revision.text.empty()) return;
  policy::StoryFacts of_story;
  if (story != nullptr) of_story = {story->language, story->section, story->tags};
  if (policy::machine_checked(*policy, revision.facts, of_story) != false) return;
  w.open("p", "unchecked").open("strong").text(message(lang, "console.not_checked")).close("strong").close("p");
}

void write_card(HtmlWriter& w, const Request& request, const SignedIn& who, const Card& card, Time now) {
  const discussion::Comment& comment = card.item.comment;
  const discussion::Revision& revision = card.item.revision;
  const std::string place = comment_place(comment.story, comment.id);
  const std::string id = "c" + short_id(comment.story).substr(1) + "-" + std::to_string(comment.id.value);
  w.open("article", "card").attribute("aria-labelledby", id).raw("");
  w.open("h2").attribute("id", id).raw("");
  if (card.chosen) {
    w.open("input").attribute("type", "checkbox").attribute("name", "comment");
    w.attribute("value", short_id(comment.story) + "." + std::to_string(comment.id.value));
    w.attribute("aria-label", message(who.lang, "console.choose", {{"name", comment.name}})).raw("");
  }
  const std::string link = "/console/" + who.site.key + place + card.query;
  w.open("a").attribute("href", link).attribute("data-key", "open").open("bdi").text(comment.name).close("bdi");
  w.close("a").close("h2");
  w.open("p", "quiet").html(ago(revision.written, now, who.lang)).text(" · ");
  if (card.story != nullptr) w.open("bdi").text(title_of(*card.story, who.lang)).close("bdi");
  if (comment.number != 0) {
    w.text(" · ").text(message(who.lang, "console.edit_of", {{"number", std::to_string(comment.number)}}));
  }
  if (card.alike > 0) {
    w.text(" · ").open("strong").text(message(who.lang, "console.alike", {{"n", card.alike}})).close("strong");
  }
  w.close("p");
  const bool rtl = text::direction_of(revision.text) == text::Direction::rtl;
  w.open("div", "text").attribute("lang", revision.facts.language).attribute("dir", rtl ? "rtl" : "ltr");
  w.html(marked_text(revision.text, card.item.decision.findings)).close("div");
  write_not_checked(w, card.policy, revision, card.story, who.lang);
  w.open("ul", "under").raw("");
  for (const std::string& clause : card.item.decision.clauses) {
    w.open("li").html(rule_inline(card.policy, clause, who.lang)).close("li");
  }
  w.close("ul").close("article");
  (void)request;
}

}  // namespace comity::http
