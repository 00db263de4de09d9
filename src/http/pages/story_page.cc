// A story with its discussion, the discussion alone, and one comment with the conversation around it.
#include <algorithm>
#include <unordered_map>

#include "discussion/thread_order.h"
#include "http/messages.h"
#include "http/pages/articles.h"
#include "http/pages/assets.h"
#include "http/pages/discussion_html.h"
#include "http/pages/pages.h"
#include "http/pages/reader_pages.h"
#include "http/pages/write_form.h"

namespace comity::http {
namespace {

constexpr std::string_view html_type = "text/html; charset=utf-8";
constexpr std::size_t max_above = 8;      // comments shown above the one the page is about
constexpr std::size_t max_replies = 100;  // and below it

// Where the discussion of a view stands. A story that is not there yet is named as the address named it.
DiscussionPlace place_of(const Request& request, const DiscussionView& view, std::string_view lang) {
  DiscussionPlace place;
  place.reader = reader_for(lang, view.site, view.story.language);
  place.continued = !request.query_value("after").value_or("").empty();
  place.story = "/s/" + view.site.key + "/~";
  if (view.story.id || !view.story.publisher_id.empty()) place.story = story_path(view.site, view.story);
  if (!view.story.id) {
    place.url = view.story.url;
    place.title = view.story.title;
    place.language = view.story.language;
    place.form = is_web_address(place.url);  // only its address can tell whether the page is the site's
  }
  return place;
}

void write_article(HtmlWriter& w, const Article& article) {
  w.open("article").attribute("lang", article.language).attribute("dir", direction(article.language));
  w.element("p", "section", article.section).element("h1", "", article.title).element("p", "lede", article.summary);
  w.open("p", "byline").text(article.byline).text(" · ").open("time").attribute("datetime", article.date);
  const auto day = parse_rfc3339(article.date + "T00:00:00Z");
  w.text(day ? date_only(article.language, *day) : article.date).close("time").close("p");
  w.open("div", "article").html(article.body).close("div").close("article");
}

void write_title(HtmlWriter& w, const discussion::Story& story, const std::string& title, const Reader& reader) {
  w.open("h1");
  if (!story.language.empty()) w.attribute("lang", story.language);
  w.attribute("dir", "auto").text(title).close("h1");
  if (is_web_address(story.url)) {
    w.open("p", "quiet").open("a").attribute("href", story.url);
    w.text(message(reader.lang, "story.read_original")).close("a").close("p");
  }
}

std::string story_page(const Request& request, const DiscussionView& view, std::string_view lang) {
  DiscussionPlace place = place_of(request, view, lang);
  Frame frame;
  frame.reader = place.reader;
  frame.site = &view.site;
  const Article* article = article_of(view.site.key, view.story.publisher_id);
  frame.title = article != nullptr ? article->title : title_of(view.story, place.reader.lang);
  frame.path = place.story;
  if (!place.url.empty()) frame.path = with_query(frame.path, "url", place.url);
  frame.widget = view.story.id || place.form;
  HtmlWriter w(frame.main.markup);
  if (article != nullptr) {
    write_article(w, *article);
  } else {
    write_title(w, view.story, frame.title, place.reader);
  }
  // The widget takes the place of what is inside, where scripts run.
  if (frame.widget) {
    w.open("comity-discussion").attribute("site", view.site.key).attribute("lang", place.reader.lang);
    const std::string& id = view.story.publisher_id;
    w.attribute("story", view.story.id && id.empty() ? short_id(view.story.id) : id);
    if (!view.story.url.empty()) w.attribute("url", view.story.url);
    if (!view.story.language.empty()) w.attribute("story-lang", view.story.language);
    w.raw("");
  }
  write_discussion(w, view, place);
  if (frame.widget) w.close("comity-discussion");
  return page_html(frame);
}

std::string story_fragment(const App& app, const Request& request, const DiscussionView& view, std::string_view lang) {
  DiscussionPlace place = place_of(request, view, lang);
  place.base = app.options.public_url;  // it stands on a publisher's page
  std::string out;
  HtmlWriter w(out);
  w.open("link").attribute("rel", "stylesheet");
  w.attribute("href", place.base + std::string(asset_path("discussion.css"))).raw("");
  write_discussion(w, view, place);
  return out;
}

struct Conversation {
  std::vector<CommentView> above;  // the outermost first
  CommentView comment;
  std::vector<CommentView> replies;
};

Result<Conversation> conversation_around(App& app, const Located& at, std::int64_t number) {
  COMITY_TRY(const auto outline, app.world.store.outline(at.site.id, at.story.id));
  std::unordered_map<std::int64_t, std::int64_t> parents;
  for (const auto& row : outline) parents.emplace(row.number, row.reply_to);
  const auto parent_of = [&](std::int64_t child) {
    const auto found = parents.find(child);
    return found == parents.end() ? 0 : found->second;
  };

  Conversation talk;
  std::vector<std::int64_t> numbers;
  for (std::int64_t up = parent_of(number); up != 0 && up != number && numbers.size() < max_above; up = parent_of(up)) {
    numbers.insert(numbers.begin(), up);
  }
  numbers.push_back(number);
  const std::size_t before_replies = numbers.size();
  for (const auto& row : outline) {
    if (row.reply_to == number && row.number != number && numbers.size() < before_replies + max_replies) {
      numbers.push_back(row.number);
    }
  }
  COMITY_TRY(auto views, comment_views(app, at.site, at.story, numbers));
  bool seen = false;
  for (CommentView& view : views) {
    const bool is_it = view.number == number;
    auto& into = seen ? talk.replies : talk.above;
    seen = seen || is_it;
    if (is_it) {
      talk.comment = std::move(view);
    } else {
      into.push_back(std::move(view));
    }
  }
  if (!seen) return fail(Error::Code::not_found, "there is no comment with this number");
  return talk;
}

void write_conversation(HtmlWriter& w, const Conversation& talk, const CommentPlace& place) {
  w.open("div", "cd-thread").raw("");
  int depth = 0;
  const auto write = [&](const CommentView& comment, bool target) {
    Shown shown;
    shown.depth = std::min(depth, discussion::max_shown_depth);
    shown.reply_to_is_here = depth > 0;  // else what stands above it is not on this page
    shown.says_reply_to = !shown.reply_to_is_here || depth > discussion::max_shown_depth;
    shown.is_target = target;
    write_comment(w, comment, place, shown);
  };
  for (const CommentView& comment : talk.above) {
    write(comment, false);
    ++depth;
  }
  write(talk.comment, true);
  ++depth;
  for (const CommentView& reply : talk.replies) write(reply, false);
  w.close("div");
}

// That a comment was put back is told for some days: then the page is another.
void forget_restored(Rendered& page, const CommentView& comment) {
  if (!comment.restored) return;
  const Time until = *comment.restored + restored_shown_for;
  if (!page.until || until < *page.until) page.until = until;
}

Result<Rendered> comment_page(App& app, const Request& request, const Located& at, std::int64_t number) {
  COMITY_TRY(const Conversation talk, conversation_around(app, at, number));
  const auto policy = app.world.policies.live(at.site);
  const policy::Compiled* rules = policy ? policy->get() : nullptr;
  Frame frame;
  frame.reader = reader_for(asked_language(request), at.site, at.story.language);
  frame.site = &at.site;
  const std::string& lang = frame.reader.lang;
  const std::string story = story_path(at.site, at.story);
  const std::string number_text = std::to_string(number);
  const Article* article = article_of(at.site.key, at.story.publisher_id);
  const std::string title = article != nullptr ? article->title : title_of(at.story, lang);
  frame.title = message(lang, "comment.number", {{"number", number_text}}) + " - " + title;
  frame.path = comment_path(at.site, at.story, number);
  const bool open = discussion::is_open(at.story, app.world.clock.now());

  HtmlWriter w(frame.main.markup);
  w.open("p", "section").open("a").attribute("href", frame.reader.link(story)).attribute("dir", "auto");
  w.text(title).close("a").close("p");
  w.element("h1", "", message(lang, "comment.label_notice", {{"number", number_text}}));
  w.open("section", "cd").attribute("lang", lang).attribute("dir", direction(lang));
  w.attribute("aria-label", message(lang, "story.context")).raw("");
  write_conversation(w, talk, {frame.reader, "", story, policy_path(at.site), rules, open});
  w.open("nav", "cd-more").attribute("aria-label", message(lang, "discussion.pages"));
  w.link(frame.reader.link(story + "#discussion"), "", message(lang, "story.whole"));
  const bool shown = talk.comment.state == discussion::State::published && talk.comment.superseded_by == 0;
  if (at.site.reader_accounts && shown) {
    w.text(" ");
    write_mute_link(w, at.site, at.story, number, frame.reader);
  }
  w.close("nav");
  if (open && shown && talk.comment.closed) {
    w.element("p", "cd-closed", message(lang, "error.replies_closed"));
  } else if (open && shown) {
    WriteForm form;
    form.reader = frame.reader;
    form.action = story;
    form.policy = policy_path(at.site);
    form.account = account_path(at.site);
    form.rules = rules;
    form.reply_to = number;
    form.heading = 2;
    write_form(w, form);
    w.open("p").link(frame.reader.link(story + "#write"), "", message(lang, "form.cancel_reply")).close("p");
  }
  w.close("section");
  Rendered page{page_html(frame), std::string(html_type), page_headers(), {}};
  if (open) page.until = at.story.closes_at;
  for (const auto* some : {&talk.above, &talk.replies}) {
    for (const CommentView& comment : *some) forget_restored(page, comment);
  }
  forget_restored(page, talk.comment);
  return page;
}

Response one_comment(App& app, const Request& request) {
  const auto number = number_in(request.param("number").value_or(""));
  if (!number) return error_page(app, request, 404, "not_found");
  const auto at = locate(app, request);
  if (!at) return error_page(app, request, at.error());
  const Reader reader = reader_for(asked_language(request), at->site, at->story.language);
  const std::string what = "comment " + std::to_string(*number) + " " + (reader.asked ? reader.lang : "");
  Response response = app.snapshots.answer(request, {at->site.id, at->story.id, "", what},
                                           [&] { return comment_page(app, request, *at, *number); });
  if (response.status >= 400) return error_page(app, request, response.status, "");
  return response;
}

}  // namespace

void add_story_pages(App& app) {
  app.router.add("GET", "/s/{site}/{story}", [&app](const Request& request) {
    return discussion_answer(app, request, "page", html_type, [&](const DiscussionView& view, std::string_view lang) {
      return story_page(request, view, lang);
    });
  });
  app.router.add("GET", "/s/{site}/{story}/fragment", [&app](const Request& request) {
    return discussion_answer(
        app, request, "fragment", html_type,
        [&](const DiscussionView& view, std::string_view lang) { return story_fragment(app, request, view, lang); });
  });
  app.router.add("GET", "/s/{site}/{story}/{number}",
                 [&app](const Request& request) { return one_comment(app, request); });
}

}  // namespace comity::http
