// Everything that came in, latest first; only new authors'; or only what holds given words. Nothing is indexed by
// words, so that erased ones are nowhere: a search looks through so many texts at once and says how far it came.
#include <map>

#include "campaign/plain_words.h"
#include "http/console/card.h"
#include "http/console/evidence.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "text/language.h"
#include "text/markup.h"

namespace comity::http {
namespace {

constexpr std::size_t shown_at_once = 50;
constexpr std::size_t looked_at_once = 20'000;
constexpr std::int64_t new_author_published = 3;  // who has fewer on the site is new

struct Asked {
  std::string words;  // plain: " the bridge "
  std::string typed;
  bool new_authors = false;
  std::int64_t before = 0;
};

class NewAuthors {
 public:
  NewAuthors(store::Store& store, SiteId site) : store_(store), site_(site) {}
  bool has(AuthorId author) {
    if (!author) return false;
    const auto known = known_.find(author);
    if (known != known_.end()) return known->second;
    const auto found = store_.author(site_, author);
    return known_[author] = found && found->published < new_author_published;
  }

 private:
  store::Store& store_;
  SiteId site_;
  std::map<AuthorId, bool> known_;
};

struct Found {
  std::vector<store::Arrival> items;
  std::int64_t before = 0;  // to go on from; 0: that was all
  std::optional<Time> back_to;
};

Result<Found> look_through(store::Store& store, SiteId site, const Asked& asked) {
  Found found;
  NewAuthors new_authors(store, site);
  found.before = asked.before;
  std::size_t looked_at = 0;
  do {
    COMITY_TRY(auto some,
               store.arrivals(site, found.before, asked.words.empty() && !asked.new_authors ? shown_at_once : 500));
    found.before = some.before;
    for (store::Arrival& one : some.items) {
      ++looked_at;
      found.back_to = one.revision.written;
      if (asked.new_authors && !new_authors.has(one.comment.author)) continue;
      if (!asked.words.empty() && campaign::plain_words(one.revision.text).find(asked.words) == std::string::npos)
        continue;
      const std::int64_t place = one.place;
      found.items.push_back(std::move(one));
      if (found.items.size() == shown_at_once) {
        found.before = place;
        return found;
      }
    }
    if (some.items.empty()) looked_at += 500;
  } while (found.before != 0 && looked_at < looked_at_once);
  return found;
}

void write_item(HtmlWriter& w, const SignedIn& who, const store::Arrival& one, Time now) {
  const discussion::Comment& comment = one.comment;
  w.open("li").open("p", "quiet").open("a");
  w.attribute("href", "/console/" + who.site.key + comment_place(comment.story, comment.id))
      .attribute("data-key", "open");
  w.open("bdi").text(comment.name.empty() ? message(who.lang, "console.nobody") : comment.name).close("bdi").close("a");
  w.text(" · ").html(ago(one.revision.written, now, who.lang)).text(" · ");
  w.text(message(who.lang, "receipt.state." + std::string(discussion::name(comment.state)))).close("p");
  const bool rtl = text::direction_of(one.revision.text) == text::Direction::rtl;
  w.open("div", "text").attribute("lang", one.revision.facts.language).attribute("dir", rtl ? "rtl" : "ltr");
  w.text(text_start(one.revision.text)).close("div").close("li");
}

Result<Response> recent(App& app, const Request& request, const SignedIn& who) {
  const std::string& lang = who.lang;
  Asked asked;
  asked.typed = request.query_value("words").value_or("");
  asked.words = campaign::plain_words(asked.typed);
  asked.new_authors = request.query_value("new") == std::optional<std::string_view>("yes");
  asked.before = number_in(request.query_value("before").value_or("")).value_or(0);
  COMITY_TRY(const Found found, look_through(app.world.store, who.site.id, asked));
  ConsolePage page;
  page.current = "recent";
  std::string query = "?words=" + percent_encoded(asked.typed) + (asked.new_authors ? "&new=yes" : "");
  page.path = "/recent" + query;
  page.title = message(lang, "console.recent.title");
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  w.open("form", "filters")
      .attribute("method", "get")
      .attribute("action", "/console/" + who.site.key + "/recent")
      .raw("");
  if (!asked_language(request).empty()) w.hidden("lang", lang);
  w.open("label").text(message(lang, "console.search")).text(" ").open("input").attribute("type", "search");
  w.attribute("name", "words").attribute("value", asked.typed).attribute("dir", "auto").attribute("maxlength", "200");
  w.close("label")
      .open("label")
      .open("input")
      .attribute("type", "checkbox")
      .attribute("name", "new")
      .attribute("value", "yes");
  if (asked.new_authors) w.flag("checked");
  w.text(" ").text(message(lang, "console.new_authors")).close("label");
  w.open("button").attribute("type", "submit").text(message(lang, "console.show")).close("button").close("form");
  const Time now = app.world.clock.now();
  if (found.items.empty()) w.element("p", "empty", message(lang, "console.nothing_found"));
  w.open("ul", "cards").raw("");
  for (const store::Arrival& one : found.items) write_item(w, who, one, now);
  w.close("ul");
  if (found.before != 0) {
    if (found.back_to && !asked.words.empty()) {
      w.element("p", "quiet", message(lang, "console.searched_to", {{"date", date_time(lang, *found.back_to)}}));
    }
    if (!asked_language(request).empty()) query += "&lang=" + lang;
    w.open("p", "pages").open("a").attribute("rel", "next");
    w.attribute("href", "/console/" + who.site.key + "/recent" + query + "&before=" + std::to_string(found.before));
    w.text(message(lang, "console.more")).close("a").close("p");
  }
  return console_answer(request, who, 200, page);
}

}  // namespace

void add_recent_pages(App& app) {
  add_staff_route(app, "GET", "/console/{site}/recent", Permission::read_queue,
                  [](App& a, const Request& request, const SignedIn& who) {
                    auto page = recent(a, request, who);
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
}

}  // namespace comity::http
