// /console/{site}/orders: orders of authorities (DSA Art. 9 and 10), recorded with their ground, and carried out where
// they take a comment down.
#include <algorithm>

#include "actions/record_order.h"
#include "http/console/reported.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Order;
using discussion::Ordered;

struct About {
  StoryId story;
  CommentId comment;
};

// The comment that ?story= and ?comment=, or the form's fields, name.
std::optional<About> about(std::string_view story, std::string_view comment) {
  const auto in = story_from_short_id(story);
  const auto place = number_in(comment);
  if (!in || !place) return std::nullopt;
  return About{*in, {*place}};
}

void write_order(HtmlWriter& w, const Request& request, const SignedIn& who, const Order& order) {
  const std::string& lang = who.lang;
  w.open("li").open("p").open("strong").open("bdi").text(order.authority).close("bdi").close("strong");
  if (!order.country.empty()) w.text(" (" + order.country + ")");
  if (!order.reference.empty()) w.text(" · ").open("bdi").text(order.reference).close("bdi");
  w.text(" · ").text(message(lang, "order.ordered." + std::string(discussion::name(order.ordered))));
  w.text(" · ").text(message(lang, "order.received_on", {{"date", date_only(lang, order.received)}}));
  if (order.comment) {
    w.text(" · ").link(console_link(request, who, comment_place(order.story, order.comment)), "",
                       message(lang, "appeal.console.comment"));
  }
  w.text(" · ").text(message(lang, order.secret_ground.empty() ? "order.told" : "order.secret")).close("p");
  w.open("blockquote").attribute("dir", "auto").text(order.ground);
  if (!order.what.empty()) w.raw("<br>").text(order.what);
  if (!order.secret_ground.empty()) w.raw("<br>").text(order.secret_ground);
  w.close("blockquote").close("li");
}

void write_field(HtmlWriter& w, std::string_view lang, std::string_view name, std::string_view value, int rows,
                 bool required) {
  w.open("p").open("label").text(message(lang, "order." + std::string(name))).raw("<br>");
  if (rows > 0) {
    w.open("textarea").attribute("rows", rows);
  } else {
    w.open("input").attribute("value", value);
  }
  w.attribute("name", name).attribute("maxlength", static_cast<std::int64_t>(discussion::max_order_words));
  w.attribute("dir", "auto");
  if (required) w.flag("required");
  if (rows > 0) w.text(value).close("textarea");
  w.close("label").close("p");
}

void write_form(HtmlWriter& w, const Request& request, const SignedIn& who, const Order& typed, bool take_down) {
  const std::string& lang = who.lang;
  w.open("section", "decide").attribute("aria-labelledby", "record");
  w.open("h2").attribute("id", "record").text(message(lang, "order.record")).close("h2");
  open_console_form(w, request, who, "/orders");
  if (typed.comment) {
    w.hidden("story", short_id(typed.story)).hidden("comment", std::to_string(typed.comment.value));
    w.open("p").link(console_link(request, who, comment_place(typed.story, typed.comment)), "",
                     message(lang, "appeal.console.comment"));
    w.close("p");
  } else {
    w.element("p", "quiet", message(lang, "order.no_comment"));
  }
  w.open("fieldset", "deeds").element("legend", "", message(lang, "order.kind"));
  for (const Ordered ordered : {Ordered::act, Ordered::inform}) {
    w.open("label").open("input").attribute("type", "radio").attribute("name", "ordered");
    w.attribute("value", discussion::name(ordered)).flag("required");
    if (typed.ordered == ordered) w.flag("checked");
    w.text(" ").text(message(lang, "order.ordered." + std::string(discussion::name(ordered)))).close("label");
  }
  w.close("fieldset");
  write_field(w, lang, "authority", typed.authority, 0, true);
  write_field(w, lang, "country", typed.country, 0, false);
  write_field(w, lang, "reference", typed.reference, 0, false);
  write_field(w, lang, "ground", typed.ground, 2, true);
  write_field(w, lang, "what", typed.what, 2, false);
  w.open("p").open("label").text(message(lang, "order.received")).text(" ");
  w.open("input").attribute("type", "date").attribute("name", "received");
  if (typed.received != Time{}) w.attribute("value", rfc3339(typed.received).substr(0, 10));
  w.close("label").close("p");
  write_field(w, lang, "secret_ground", typed.secret_ground, 2, false);
  if (typed.comment) {
    w.open("p").open("label").open("input").attribute("type", "checkbox").attribute("name", "take_down");
    w.attribute("value", "yes");
    if (take_down) w.flag("checked");
    w.text(" ").text(message(lang, "order.take_down")).close("label").close("p");
  }
  w.open("p", "buttons").open("button").attribute("type", "submit").attribute("data-key", "send");
  w.text(message(lang, "order.submit")).close("button").close("p").close("form").close("section");
}

Response page_of(App& app, const Request& request, const SignedIn& who, const Order& typed, bool take_down,
                 const Error* error) {
  auto orders = app.world.store.orders(who.site.id);
  if (!orders) return console_error(request, who, orders.error());
  ConsolePage page;
  page.path = "/orders";
  page.title = message(who.lang, "order.title");
  page.notice = error != nullptr ? error_notice(*error, who.lang) : reported_notice(request, who.lang);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title).element("p", "", message(who.lang, "order.help"));
  write_form(w, request, who, typed, take_down);
  if (orders->empty()) w.element("p", "empty", message(who.lang, "order.none"));
  w.open("ul", "past").raw("");
  std::reverse(orders->begin(), orders->end());
  for (const Order& order : *orders) write_order(w, request, who, order);
  w.close("ul");
  return console_answer(request, who, error == nullptr ? 200 : error->code == Error::Code::conflict ? 409 : 400, page);
}

Response show(App& app, const Request& request, const SignedIn& who) {
  Order order;
  if (const auto of = about(request.query_value("story").value_or(""), request.query_value("comment").value_or(""))) {
    order.story = of->story;
    order.comment = of->comment;
  }
  return page_of(app, request, who, order, static_cast<bool>(order.comment), nullptr);
}

Response record(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  actions::RecordOrder wanted;
  wanted.site = who.site.id;
  Order& order = wanted.order;
  if (const auto of = about(form->value("story"), form->value("comment"))) {
    order.story = of->story;
    order.comment = of->comment;
  }
  order.ordered = discussion::ordered_from(form->value("ordered")).value_or(Ordered::act);
  order.authority = form->value("authority");
  order.country = form->value("country");
  order.reference = form->value("reference");
  order.ground = form->value("ground");
  order.what = form->value("what");
  order.secret_ground = form->value("secret_ground");
  order.recorded_by = who.person.name;
  const std::string day(form->value("received"));
  const auto received = day.empty() ? std::optional(Time{}) : parse_rfc3339(day + "T00:00:00Z");
  order.received = received.value_or(Time{});
  wanted.take_down = form->has("take_down");
  const auto done = received ? actions::record_order(app.world, wanted)
                             : fail(Error::Code::invalid, "when it came is a day such as 2027-01-31");
  if (!done) return page_of(app, request, who, order, wanted.take_down, &done.error());
  return console_move(who, "/orders?deed=order" + (asked_language(request).empty() ? "" : "&lang=" + who.lang));
}

}  // namespace

void add_order_pages(App& app) {
  add_staff_route(app, "GET", "/console/{site}/orders", Permission::record_orders, show);
  add_staff_route(app, "POST", "/console/{site}/orders", Permission::record_orders, record);
}

}  // namespace comity::http
