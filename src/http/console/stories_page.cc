// The pages under discussion: found by words of their title or address, opened, closed, renamed, re-pointed.
#include <algorithm>

#include "actions/manage_site.h"
#include "campaign/plain_words.h"
#include "http/console/console.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Story;

constexpr std::size_t shown_at_once = 50;
constexpr std::size_t looked_at_once = 20'000;
constexpr std::size_t read_at_once = 500;

struct Found {
  std::vector<Story> stories;
  StoryId after;  // to go on from; none: that was all
};

bool matches(const Story& story, const std::string& typed, const std::string& words) {
  if (typed.empty()) return true;
  if (story.url.find(typed) != std::string::npos || story.publisher_id.find(typed) != std::string::npos) return true;
  return !words.empty() && campaign::plain_words(story.title).find(words) != std::string::npos;
}

Result<Found> look_through(store::Store& store, SiteId site, const std::string& typed, StoryId after) {
  Found found;
  const std::string words = campaign::plain_words(typed);
  for (std::size_t looked_at = 0; looked_at < looked_at_once;) {
    COMITY_TRY(auto some, store.stories(site, after, read_at_once));
    for (Story& story : some) {
      after = story.id;
      if (!matches(story, typed, words)) continue;
      found.stories.push_back(std::move(story));
      if (found.stories.size() < shown_at_once) continue;
      found.after = after;
      return found;
    }
    if (some.size() < read_at_once) return found;
    looked_at += some.size();
  }
  found.after = after;
  return found;
}

std::string story_place(StoryId story) { return "/stories/" + short_id(story); }

std::string standing(const Story& story, const SignedIn& who, Time now) {
  if (!is_open(story, now)) return message(who.lang, "console.story.closed");
  if (!story.closes_at) return message(who.lang, "console.story.open");
  return message(who.lang, "console.story.closes", {{"date", date_time(who.lang, *story.closes_at)}});
}

void write_switch(HtmlWriter& w, const Request& request, const SignedIn& who, const Story& story, Time now) {
  const bool open = is_open(story, now);
  open_console_form(w, request, who, story_place(story.id));
  w.hidden("open", open ? "no" : "yes").open("button", "second").attribute("type", "submit");
  w.text(message(who.lang, open ? "console.story.close" : "console.story.reopen")).close("button").close("form");
}

void write_row(HtmlWriter& w, const Request& request, const SignedIn& who, const Story& story, Time now) {
  const std::string& lang = who.lang;
  w.open("li").open("p").open("a").attribute("href", console_link(request, who, story_place(story.id)));
  w.attribute("data-key", "open").open("bdi").text(title_of(story, lang)).close("bdi").close("a").close("p");
  w.open("p", "quiet").text(standing(story, who, now)).text(" · ");
  w.text(message(lang, "console.story.counts",
                 {{"published", story.published}, {"held", story.held}, {"refused", story.refused}}));
  w.close("p");
  write_switch(w, request, who, story, now);
  w.close("li");
}

Result<Response> list(App& app, const Request& request, const SignedIn& who) {
  const std::string& lang = who.lang;
  const std::string typed(request.query_value("words").value_or(""));
  const auto after = story_from_short_id(request.query_value("after").value_or(""));
  COMITY_TRY(const Found found, look_through(app.world.store, who.site.id, typed, after.value_or(StoryId{})));
  ConsolePage page;
  page.current = "stories";
  page.path = "/stories?words=" + percent_encoded(typed);
  page.title = message(lang, "console.nav.stories");
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  w.open("form", "filters").attribute("method", "get");
  w.attribute("action", "/console/" + who.site.key + "/stories").raw("");
  if (!asked_language(request).empty()) w.hidden("lang", lang);
  w.open("label").text(message(lang, "console.story.find")).text(" ").open("input").attribute("type", "search");
  w.attribute("name", "words").attribute("value", typed).attribute("dir", "auto").attribute("maxlength", "200");
  w.close("label").open("button").attribute("type", "submit").text(message(lang, "console.show"));
  w.close("button").close("form");
  if (found.stories.empty()) w.element("p", "empty", message(lang, "console.nothing_found"));
  const Time now = app.world.clock.now();
  w.open("ul", "cards").raw("");
  for (const Story& story : found.stories) write_row(w, request, who, story, now);
  w.close("ul");
  if (found.after) {
    const std::string more = with_query(console_link(request, who, page.path), "after", short_id(found.after));
    w.open("p", "pages").open("a").attribute("rel", "next").attribute("href", more);
    w.text(message(lang, "console.more")).close("a").close("p");
  }
  return console_answer(request, who, 200, page);
}

// What the form holds: as it is stored, or as somebody typed it and was told what is wrong.
struct Typed {
  std::string title, url, publisher_id, language, section, closes;
};

Typed stored(const Story& story) {
  return {story.title,    story.url,     story.publisher_id,
          story.language, story.section, story.closes_at ? rfc3339(*story.closes_at) : ""};
}

void write_line(HtmlWriter& w, std::string_view name, const std::string& label, const std::string& value,
                const Html& help = {}) {
  w.open("p").open("label").text(label).raw("<br>").open("input").attribute("type", "text").attribute("name", name);
  w.attribute("value", value).attribute("maxlength", 2'000).attribute("size", 60).attribute("dir", "auto");
  w.close("label");
  if (!help.empty()) w.raw("<br>").open("small").html(help).close("small");
  w.close("p");
}

Response page_of(App& app, const Request& request, const SignedIn& who, const Story& story, const Typed& typed,
                 const Error* error) {
  const std::string& lang = who.lang;
  const Time now = app.world.clock.now();
  ConsolePage page;
  page.current = "stories";
  page.path = story_place(story.id);
  page.title = title_of(story, lang);
  if (error != nullptr) {
    page.notice = message_html(lang, "console.story.not_changed");
    page.notice.markup += " <span lang=\"en\" dir=\"ltr\">";
    page.notice += escaped(error->detail);
    page.notice.markup += "</span>";
  } else if (request.query_value("changed")) {
    page.notice = message_html(lang, "console.story.changed");
  }
  HtmlWriter w(page.main.markup);
  w.open("h1").open("bdi").text(page.title).close("bdi").close("h1");
  w.open("p", "quiet").text(standing(story, who, now)).text(" · ");
  w.link(story_path(who.site, story), "", message(lang, "console.story.read")).close("p");
  write_switch(w, request, who, story, now);
  w.open("section").element("h2", "", message(lang, "console.story.settings"));
  open_console_form(w, request, who, story_place(story.id));
  write_line(w, "title", message(lang, "console.story.title"), typed.title);
  write_line(w, "url", message(lang, "console.story.url"), typed.url, message_html(lang, "console.story.url.help"));
  write_line(w, "publisher_id", message(lang, "console.story.publisher_id"), typed.publisher_id);
  write_line(w, "language", message(lang, "console.story.language"), typed.language);
  write_line(w, "section", message(lang, "console.story.section"), typed.section);
  const Time later = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(30) + std::chrono::hours(18);
  write_line(w, "closes", message(lang, "console.story.closes_at"), typed.closes,
             message_html(lang, "console.story.closes_at.help", {{"example", bdi(rfc3339(later))}}));
  w.open("p").open("button").attribute("type", "submit").text(message(lang, "console.story.save"));
  w.close("button").close("p").close("form").close("section");
  const int status = error == nullptr ? 200 : problem(*error, request).status;
  return console_answer(request, who, status, page);
}

Result<Story> load(App& app, const Request& request, const SignedIn& who) {
  const auto id = story_from_short_id(request.param("story").value_or(""));
  if (!id) return fail(Error::Code::not_found, "no such story");
  return app.world.store.story(who.site.id, *id);
}

// What differs from what is stored, so that one person's form does not undo what another changed meanwhile.
Result<actions::StorySettings> changes(const Typed& typed, const Story& story) {
  const Typed before = stored(story);
  actions::StorySettings to;
  if (typed.title != before.title) to.title = typed.title;
  if (typed.url != before.url) to.url = typed.url;
  if (typed.publisher_id != before.publisher_id) to.publisher_id = typed.publisher_id;
  if (typed.language != before.language) to.language = typed.language;
  if (typed.section != before.section) to.section = typed.section;
  if (typed.closes == before.closes) return to;
  to.closes_at = std::optional<Time>();
  if (typed.closes.empty()) return to;
  const auto when = parse_rfc3339(typed.closes);
  if (!when) return fail(Error::Code::invalid, "'" + typed.closes + "' is no moment such as 2027-01-31T18:00:00Z");
  to.closes_at = when;
  return to;
}

Response change(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto story = load(app, request, who);
  if (!story) return console_error(request, who, story.error());
  if (form->has("open")) {
    actions::StorySettings to;
    to.open = form->value("open") == "yes";
    if (*to.open) to.closes_at = std::optional<Time>();
    const auto set = actions::set_story(app.world, who.site, story->id, to);
    if (!set) return page_of(app, request, who, *story, stored(*story), &set.error());
    return console_move(who, with_query(story_place(story->id), "changed", "1"));
  }
  const auto text = [&](std::string_view name) { return std::string(form->value(name)); };
  const Typed typed{text("title"),    text("url"),     text("publisher_id"),
                    text("language"), text("section"), text("closes")};
  const auto to = changes(typed, *story);
  if (!to) return page_of(app, request, who, *story, typed, &to.error());
  const auto set = actions::set_story(app.world, who.site, story->id, *to);
  if (!set) return page_of(app, request, who, *story, typed, &set.error());
  return console_move(who, with_query(story_place(story->id), "changed", "1"));
}

}  // namespace

void add_stories_pages(App& app) {
  add_staff_route(app, "GET", "/console/{site}/stories", Permission::manage_stories,
                  [](App& a, const Request& request, const SignedIn& who) {
                    auto page = list(a, request, who);
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
  add_staff_route(app, "GET", "/console/{site}/stories/{story}", Permission::manage_stories,
                  [](App& a, const Request& request, const SignedIn& who) {
                    const auto story = load(a, request, who);
                    if (!story) return console_error(request, who, story.error());
                    return page_of(a, request, who, *story, stored(*story), nullptr);
                  });
  add_staff_route(app, "POST", "/console/{site}/stories/{story}", Permission::manage_stories, change);
}

}  // namespace comity::http
