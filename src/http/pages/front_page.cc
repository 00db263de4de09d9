// The front page: of the demonstration paper, of a site's stories, or of the sites on this server.
#include <algorithm>
#include <iterator>
#include <map>

#include "base/crypto.h"
#include "http/codings.h"
#include "http/messages.h"
#include "http/pages/articles.h"
#include "http/pages/assets.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

constexpr std::size_t on_a_page = 50;
// Looked at for the list. A paper with more stories leads its readers there from its own pages; what is beyond is
// reached by its address.
constexpr std::size_t max_stories = 20'000;

// RFC 9110 section 13.1.2: a strong ETag over the bytes, for pages that are cheap enough to write each time.
Response with_etag(Response response, const Request& request) {
  const std::string tag = "\"" + to_hex(sha256(response.body)).substr(0, 32) + "\"";
  response.set("ETag", tag);
  if (none_match_has(request.header("if-none-match"), tag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

void write_count(HtmlWriter& w, const Reader& reader, const std::string& path, std::int64_t published) {
  w.open("p", "count")
      .link(reader.link(path + "#discussion"), "", message(reader.lang, "discussion.count", {{"n", published}}))
      .close("p");
}

void write_articles(HtmlWriter& w, const Reader& reader, const discussion::Site& site,
                    const std::map<std::string, std::int64_t>& published) {
  w.open("ul", "stories").raw("");
  for (const Article& article : articles()) {
    if (article.site != site.key) continue;
    discussion::Story story;
    story.publisher_id = article.id;
    const std::string path = story_path(site, story);
    w.open("li").open("div").attribute("lang", article.language).attribute("dir", direction(article.language));
    w.element("p", "section", article.section).open("h2").link(reader.link(path), "", article.title).close("h2");
    w.element("p", "", article.summary).close("div");
    const auto found = published.find(article.id);
    write_count(w, reader, path, found == published.end() ? 0 : found->second);
    w.close("li");
  }
  w.close("ul");
}

Result<std::vector<discussion::Story>> newest_first(App& app, SiteId site) {
  std::vector<discussion::Story> stories;
  for (StoryId after; stories.size() < max_stories;) {
    COMITY_TRY(auto some, app.world.store.stories(site, after, 1000));
    if (some.empty()) break;
    after = some.back().id;
    std::move(some.begin(), some.end(), std::back_inserter(stories));
  }
  std::sort(stories.begin(), stories.end(),
            [](const auto& a, const auto& b) { return a.created != b.created ? a.created > b.created : a.id < b.id; });
  return stories;
}

void write_pages(HtmlWriter& w, const Reader& reader, const std::string& path, std::size_t page, bool more) {
  if (page == 1 && !more) return;
  const auto numbered = [&](std::size_t n) { return reader.link(with_query(path, "page", std::to_string(n))); };
  w.open("nav", "pages").attribute("aria-label", message(reader.lang, "front.pages")).raw("");
  if (page > 1) w.link(numbered(page - 1), "", message(reader.lang, "front.newer")).text(" ");
  if (more) w.link(numbered(page + 1), "", message(reader.lang, "front.older"));
  w.close("nav");
}

void write_stories(HtmlWriter& w, const Reader& reader, const discussion::Site& site, const std::string& here,
                   const std::vector<discussion::Story>& stories, std::size_t page) {
  if (stories.empty()) {
    w.element("p", "quiet", message(reader.lang, "front.no_stories"));
    return;
  }
  const std::size_t begin = std::min((page - 1) * on_a_page, stories.size());
  const std::size_t end = std::min(begin + on_a_page, stories.size());
  w.open("ul", "stories plain").raw("");
  for (std::size_t i = begin; i < end; ++i) {
    const discussion::Story& story = stories[i];
    const std::string path = story_path(site, story);
    w.open("li").open("h2").open("a").attribute("href", reader.link(path)).attribute("dir", "auto");
    if (!story.language.empty()) w.attribute("lang", story.language);
    w.text(title_of(story, reader.lang)).close("a").close("h2");
    write_count(w, reader, path, story.published);
    w.close("li");
  }
  w.close("ul");
  write_pages(w, reader, here, page, end < stories.size());
}

void write_sites(HtmlWriter& w, const Reader& reader, const std::vector<discussion::Site>& sites, SiteId but) {
  w.open("ul", "sites").raw("");
  for (const discussion::Site& site : sites) {
    if (site.id == but) continue;
    w.open("li").open("a").attribute("href", reader.link("/s/" + site.key)).open("bdi").text(site.name).close("bdi");
    w.close("a").close("li");
  }
  w.close("ul");
}

struct FrontOf {
  const discussion::Site& site;
  const std::vector<discussion::Site>& sites;  // listed below; empty: not at "/"
  std::size_t page = 1;
  std::string path() const { return sites.empty() ? "/s/" + site.key : "/"; }
};

Result<Rendered> site_front(App& app, const Request& request, const FrontOf& front) {
  const discussion::Site& site = front.site;
  COMITY_TRY(const auto stories, newest_first(app, site.id));
  Frame frame;
  frame.reader = reader_for(asked_language(request), site);
  frame.site = &site;
  frame.title = site.name;
  frame.path = front.path();
  const std::string& lang = frame.reader.lang;
  HtmlWriter w(frame.main.markup);
  w.element("h1", "hidden", message(lang, "front.title"));
  if (is_demonstration(site.key)) {
    std::map<std::string, std::int64_t> published;
    for (const auto& story : stories) published[story.publisher_id] = story.published;
    write_articles(w, frame.reader, site, published);
    w.element("p", "quiet", message(lang, "front.demo_note"));
  } else {
    write_stories(w, frame.reader, site, front.path(), stories, front.page);
  }
  if (front.sites.size() > 1) {
    w.element("h2", "", message(lang, "front.sites"));
    write_sites(w, frame.reader, front.sites, site.id);
  }
  return Rendered{page_html(frame), "text/html; charset=utf-8", page_headers(), {}};
}

Response site_front_answer(App& app, const Request& request, const discussion::Site& site,
                           const std::vector<discussion::Site>& sites) {
  const auto page = number_in(request.query_value("page").value_or("1"));
  if (!page || *page > static_cast<std::int64_t>(max_stories / on_a_page)) {
    return error_page(app, request, 404, "not_found");
  }
  const FrontOf front{site, sites, static_cast<std::size_t>(*page)};
  const Reader reader = reader_for(asked_language(request), site);
  // A site added since is another list of sites; what happens to a story makes every front page of its site old.
  std::string what = "front " + std::to_string(*page) + " " + (reader.asked ? reader.lang : "");
  for (const discussion::Site& one : sites) what += " " + one.key;
  Response response = app.snapshots.answer(request, {site.id, StoryId{}, "front", what},
                                           [&] { return site_front(app, request, front); });
  if (response.status >= 400) return error_page(app, request, response.status, "");
  return response;
}

// The demonstration paper wherever there is one; the only site's stories; else the list of sites.
Result<Response> front(App& app, const Request& request) {
  COMITY_TRY(const auto sites, app.world.store.sites());
  for (const discussion::Site& site : sites) {
    if (is_demonstration(site.key)) return site_front_answer(app, request, site, sites);
  }
  if (sites.size() == 1) return site_front_answer(app, request, sites.front(), sites);
  Frame frame;
  frame.reader = reader_for(asked_language(request), sites.empty() ? discussion::Site{} : sites.front());
  frame.title = message(frame.reader.lang, "front.sites");
  frame.path = "/";
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  if (sites.empty()) w.element("p", "quiet", message(frame.reader.lang, "front.no_stories"));
  write_sites(w, frame.reader, sites, SiteId{});
  return with_etag(public_page(200, frame), request);
}

}  // namespace

void add_front_pages(App& app) {
  app.router.add("GET", "/", [&app](const Request& request) {
    auto page = front(app, request);
    return page ? *std::move(page) : error_page(app, request, page.error());
  });
  app.router.add("GET", "/s/{site}", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    return site_front_answer(app, request, *site, {});
  });
  app.router.add("GET", "/assets/{file}", asset_answer);
  app.router.add("GET", "/widget.js", asset_answer);
  app.router.add("GET", "/account.js", asset_answer);
}

}  // namespace comity::http
