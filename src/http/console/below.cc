#include "http/console/below.h"

#include <algorithm>

#include "actions/find_quotations.h"
#include "discussion/branch.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "text/checked.h"

namespace comity::http {
namespace {

using discussion::State;

Done add_replies(App& app, const SignedIn& who, const discussion::Comment& comment, BelowCase& below) {
  struct Row {
    std::int64_t id = 0;
    std::int64_t reply_to = 0;
  };
  COMITY_TRY(const auto outline, app.world.store.outline(who.site.id, comment.story));
  std::vector<Row> rows;
  rows.reserve(outline.size());
  for (const auto& row : outline) rows.push_back({row.number, row.reply_to});
  std::vector<std::int64_t> branch = discussion::branch_below(comment.number, rows);
  if (branch.size() < 2) return {};
  branch.erase(branch.begin());
  below.many = branch.size();
  if (branch.size() > most_below) branch.resize(most_below);
  COMITY_TRY(below.replies, app.world.store.by_numbers(who.site.id, comment.story, branch));
  return {};
}

Done add_quotations(App& app, const SignedIn& who, const discussion::Comment& comment, BelowCase& below) {
  COMITY_TRY(auto search, actions::QuotationSearch::of(app.world, who.site.id, comment.story, {comment}));
  COMITY_TRY(const auto found, search.more());
  for (const store::EraseQuotes& in : found) {
    COMITY_TRY(auto quoting, app.world.store.comment(who.site.id, in.story, in.comment));
    if (quoting.state != State::published || quoting.live_revision != in.revision) continue;
    ++below.many_quotations;
    if (below.quotations.size() == most_below) continue;
    COMITY_TRY(const auto revisions, app.world.store.revisions(who.site.id, in.story, in.comment));
    const std::string& text = revisions.at(static_cast<std::size_t>(in.revision - 1)).text;
    Quotation quotation{std::move(quoting), {}};
    for (const text::Span span : in.quotations) {
      if (span.end <= text.size()) quotation.words.push_back(text.substr(span.begin, span.end - span.begin));
    }
    below.quotations.push_back(std::move(quotation));
  }
  return {};
}

void write_item(HtmlWriter& w, const SignedIn& who, const discussion::Comment& comment,
                const std::vector<std::string>& texts, bool choosable) {
  w.open("li");
  if (choosable && comment.state == State::published) {
    w.open("input").attribute("type", "checkbox").attribute("name", "comment");
    w.attribute("value", short_id(comment.story) + "." + std::to_string(comment.id.value));
    w.attribute("aria-label", message(who.lang, "console.choose", {{"name", comment.name}})).text(" ");
  }
  w.open("a").attribute("href", "/console/" + who.site.key + comment_place(comment.story, comment.id));
  w.open("bdi").text(comment.name).close("bdi").text(": ").open("span").attribute("dir", "auto");
  if (texts.empty() || texts.front().empty()) {
    w.text(message(who.lang, "receipt.state." + std::string(discussion::name(comment.state))));
  } else {
    w.text(text_start(texts.front()));
  }
  w.close("span").close("a");
  for (std::size_t i = 1; i < texts.size(); ++i)
    w.open("blockquote").attribute("dir", "auto").text(text_start(texts[i])).close("blockquote");
  w.close("li");
}

Result<Response> page(App& app, const Request& request, const SignedIn& who) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto id = number_in(request.param("comment").value_or(""));
  if (!story || !id) return fail(Error::Code::not_found, "no such comment");
  COMITY_TRY(const ConsoleCase at, load_case(app, who, *story, {*id}));
  COMITY_TRY(const BelowCase below, what_is_below(app, who, at));
  const discussion::Comment& comment = at.own.comment;
  ConsolePage page;
  page.current = "queue";
  page.path = comment_place(comment.story, comment.id) + "/below";
  page.title = message(who.lang, "console.below.title", {{"name", comment.name}});
  page.notice = done_notice(request, who.lang);
  if (const auto done = request.query_value("done")) page.undo = "decision=" + std::string(*done);
  HtmlWriter w(page.main.markup);
  w.open("h1").html(message_html(who.lang, "console.below.title", {{"name", bdi(comment.name)}})).close("h1");
  w.open("p").link(console_link(request, who, comment_place(comment.story, comment.id)), "",
                   message(who.lang, "console.below.back"));
  w.close("p");
  if (!below.any()) {
    w.element("p", "empty", message(who.lang, "console.below.nothing"));
    return console_answer(request, who, 200, page);
  }
  open_console_form(w, request, who, "/many");
  write_what_is_below(w, who, below, most_below, true);
  w.open("p", "many").open("button").attribute("type", "submit").text(message(who.lang, "console.many.choose"));
  w.close("button").close("p").close("form");
  return console_answer(request, who, 200, page);
}

}  // namespace

Result<BelowCase> what_is_below(App& app, const SignedIn& who, const ConsoleCase& at) {
  BelowCase below;
  const discussion::Comment& comment = at.own.comment;
  if (comment.number == 0) return below;
  COMITY_CHECK(add_replies(app, who, comment, below));
  COMITY_CHECK(add_quotations(app, who, comment, below));
  COMITY_TRY(below.is_closed, app.world.store.is_in_closed_branch(who.site.id, comment.story, comment.id));
  return below;
}

void write_what_is_below(HtmlWriter& w, const SignedIn& who, const BelowCase& below, std::size_t most, bool choosable) {
  const std::string& lang = who.lang;
  if (below.many > 0) {
    w.open("section").element("h2", "", message(lang, "console.branch", {{"n", below.many}}));
    w.element("p", "", message(lang, below.is_closed ? "console.branch.closed" : "console.branch.kept"));
    w.open("ul", "past").raw("");
    for (std::size_t i = 0; i < std::min(most, below.replies.size()); ++i) {
      const store::StoredComment& reply = below.replies[i];
      write_item(w, who, reply.comment, {reply.revision.text}, choosable);
    }
    w.close("ul").close("section");
  }
  if (below.many_quotations > 0) {
    w.open("section").element("h2", "", message(lang, "console.quotations", {{"n", below.many_quotations}}));
    w.element("p", "", message(lang, "console.quotations.kept")).open("ul", "past").raw("");
    for (std::size_t i = 0; i < std::min(most, below.quotations.size()); ++i) {
      std::vector<std::string> texts = {
          message(lang, "comment.number", {{"number", std::to_string(below.quotations[i].comment.number)}})};
      texts.insert(texts.end(), below.quotations[i].words.begin(), below.quotations[i].words.end());
      write_item(w, who, below.quotations[i].comment, texts, choosable);
    }
    w.close("ul").close("section");
  }
}

void add_below_page(App& app) {
  add_staff_route(app, "GET", "/console/{site}/comment/{story}/{comment}/below", Permission::read_queue,
                  [](App& a, const Request& request, const SignedIn& who) {
                    auto made = page(a, request, who);
                    return made ? *std::move(made) : console_error(request, who, made.error());
                  });
}

}  // namespace comity::http
