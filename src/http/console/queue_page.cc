// What waits for a person, as a list.
#include <map>

#include "http/console/card.h"
#include "http/console/proposal.h"
#include "http/console/stopped_rules.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

struct Counted {
  std::string value;
  std::string label;
  std::int64_t count = 0;
};

void write_choice(HtmlWriter& w, std::string_view name, std::string_view label, std::string_view chosen,
                  const std::vector<Counted>& values) {
  w.open("label").text(label).text(" ").open("select").attribute("name", name).raw("");
  for (const Counted& value : values) {
    w.open("option").attribute("value", value.value);
    if (value.value == chosen) w.flag("selected");
    w.text(value.label);
    if (value.count > 0) w.text(" (" + std::to_string(value.count) + ")");
    w.close("option");
  }
  w.close("select").close("label");
}

void write_filters(HtmlWriter& w, const Request& request, const SignedIn& who, const QueueAsked& asked,
                   const store::WaitingCounts& counts, const policy::Compiled* policy) {
  const std::string& lang = who.lang;
  w.open("form", "filters").attribute("method", "get");
  w.attribute("action", "/console/" + who.site.key + "/queue").raw("");
  if (!asked_language(request).empty()) w.hidden("lang", lang);
  using Order = store::WaitingQuery::Order;
  const Order order = asked.query.order;
  write_choice(w, "order", message(lang, "console.order"),
               order == Order::newest   ? "newest"
               : order == Order::oldest ? "oldest"
                                        : "gravest",
               {{"gravest", message(lang, "console.order.gravest")},
                {"oldest", message(lang, "console.order.oldest")},
                {"newest", message(lang, "console.order.newest")}});
  std::vector<Counted> clauses = {{"", message(lang, "console.all")}};
  for (const auto& [clause, count] : counts.by_clause) {
    if (!clause.empty()) clauses.push_back({clause, clause, count});
    if (const policy::Clause* found = policy != nullptr ? policy->find(clause) : nullptr)
      clauses.back().label =
          std::to_string(found->number) + " " + std::string(prose_in(found->title, lang, *policy).text);
  }
  write_choice(w, "clause", message(lang, "console.clause"), asked.query.clause, clauses);
  std::vector<Counted> languages = {{"", message(lang, "console.all")}};
  for (const auto& [language, count] : counts.by_language)
    if (!language.empty()) languages.push_back({language, language, count});
  write_choice(w, "language", message(lang, "console.language"), asked.query.language, languages);
  w.open("button").attribute("type", "submit").text(message(lang, "console.show")).close("button").close("form");
}

Result<Response> queue(App& app, const Request& request, const SignedIn& who) {
  QueueAsked asked = queue_asked(app, who, request.query);
  asked.query.limit = 25;
  store::Store& store = app.world.store;
  COMITY_TRY(const auto cards, store.waiting(who.site.id, asked.query));
  COMITY_TRY(const auto counts, store.waiting_counts(who.site.id));
  const auto live = app.world.policies.live(who.site);
  const policy::Compiled* policy = live ? live->get() : nullptr;
  const Time now = app.world.clock.now();
  const std::string& lang = who.lang;

  ConsolePage page;
  page.current = "queue";
  page.path = "/queue" + asked.text;
  page.title = message(lang, "console.queue.title", {{"n", counts.all}});
  page.notice = done_notice(request, lang);
  if (const auto done = request.query_value("done")) {
    page.undo = "decision=" + std::string(*done);
  }
  if (const auto batch = request.query_value("batch")) {
    const auto n = number_in(request.query_value("n").value_or("")).value_or(0);
    page.notice = message_html(lang, "console.done.many", {{"n", n}});
    if (const auto more = request.query_value("proposed")) {
      page.notice.markup += " ";
      page.notice += message_html(lang, "console.done.many_proposed", {{"n", number_in(*more).value_or(0)}});
    }
    page.undo = "batch=" + std::string(*batch);
  }
  if (const auto undone = request.query_value("undone")) {
    const auto left = number_in(request.query_value("left").value_or("")).value_or(0);
    page.notice = message_html(lang, left > 0 ? "console.undone.some" : "console.undone", {{"n", left}});
  }
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (counts.oldest) {
    w.element("p", "quiet", message_html(lang, "console.oldest", {{"age", ago(*counts.oldest, now, lang)}}));
  }
  write_stopped_rules(w, app, request, who, policy);
  write_proposals(w, app, request, who, now);
  write_filters(w, request, who, asked, counts, policy);
  if (cards.empty()) {
    w.element("p", "empty", message(lang, asked.query.after ? "console.queue.end" : "console.queue.empty"));
    return console_answer(request, who, 200, page);
  }
  w.open("form").attribute("method", "post").attribute("action", console_link(request, who, "/many")).raw("");
  w.hidden("csrf", who.csrf).hidden("back", asked.text);
  w.open("div", "cards").raw("");
  std::map<StoryId, discussion::Story> stories;
  for (const store::WaitingCard& card : cards) {
    const StoryId story = card.item.comment.story;
    if (!stories.contains(story)) {
      if (auto found = store.story(who.site.id, story)) stories.emplace(story, *std::move(found));
    }
    const auto of = stories.find(story);
    write_card(w, request, who,
               {card.item, card.alike, of == stories.end() ? nullptr : &of->second, policy, asked.text, true}, now);
  }
  w.close("div").open("p", "many").open("button").attribute("type", "submit");
  w.text(message(lang, "console.many.choose")).close("button").close("p").close("form");
  if (cards.size() == asked.query.limit) {
    w.open("p", "pages").open("a").attribute("rel", "next");
    w.attribute("href", "/console/" + who.site.key + "/queue" + asked.text +
                            "&after=" + percent_encoded(place_text(cards.back().place)));
    w.text(message(lang, "console.more")).close("a").close("p");
  }
  return console_answer(request, who, 200, page);
}

}  // namespace

void add_queue_pages(App& app) {
  add_staff_route(app, "GET", "/console/{site}/queue", Permission::read_queue,
                  [](App& a, const Request& request, const SignedIn& who) {
                    auto page = queue(a, request, who);
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
  add_staff_route(
      app, "POST", "/console/{site}/blur", Permission::read_queue,
      [](App&, const Request& request, const SignedIn& who) {
        const auto form = parse_form(request);
        if (!form) return console_error(request, who, form.error());
        const std::string_view back = form->value("back");
        Response response = console_move(who, back.starts_with('/') && !back.starts_with("//") ? back : "/queue");
        response.add("Set-Cookie", "comity_blur=" + std::string(form->value("blur") == "yes" ? "yes" : "no") +
                                       "; Path=/console; Max-Age=31536000; HttpOnly; SameSite=Lax" +
                                       (request.secure ? "; Secure" : ""));
        return response;
      });
}

}  // namespace comity::http
