// The front page: of the demonstration paper, of a site's stories, or of the sites on this server.
#include <algorithm>
#include <map>

#include "base/crypto.h"
#include "http/codings.h"
#include "http/messages.h"
#include "http/pages/articles.h"
#include "http/pages/assets.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

constexpr std::size_t max_stories = 100;

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

void write_stories(HtmlWriter& w, const Reader& reader, const discussion::Site& site,
                   std::vector<discussion::Story> stories) {
  if (stories.empty()) {
    w.element("p", "quiet", message(reader.lang, "front.no_stories"));
    return;
  }
  std::sort(stories.begin(), stories.end(), [](const auto& a, const auto& b) { return a.created > b.created; });
  w.open("ul", "stories").raw("");
  for (const discussion::Story& story : stories) {
    const std::string path = story_path(site, story);
    w.open("li").open("h2").open("a").attribute("href", reader.link(path)).attribute("dir", "auto");
    if (!story.language.empty()) w.attribute("lang", story.language);
    w.text(title_of(story, reader.lang)).close("a").close("h2");
    write_count(w, reader, path, story.published);
    w.close("li");
  }
  w.close("ul");
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

Result<Response> site_front(App& app, const Request& request, const discussion::Site& site, bool at_root) {
  COMITY_TRY(const auto stories, app.world.store.stories(site.id, StoryId{}, max_stories));
  Frame frame;
  frame.reader = reader_for(asked_language(request), site);
  frame.site = &site;
  frame.title = site.name;
  frame.path = at_root ? "/" : "/s/" + site.key;
  const std::string& lang = frame.reader.lang;
  HtmlWriter w(frame.main.markup);
  w.element("h1", "hidden", message(lang, "front.title"));
  if (is_demonstration(site.key)) {
    std::map<std::string, std::int64_t> published;
    for (const auto& story : stories) published[story.publisher_id] = story.published;
    write_articles(w, frame.reader, site, published);
    w.element("p", "quiet", message(lang, "front.demo_note"));
  } else {
    write_stories(w, frame.reader, site, stories);
  }
  if (at_root) {
    COMITY_TRY(const auto sites, app.world.store.sites());
    if (sites.size() > 1) {
      w.element("h2", "", message(lang, "front.sites"));
      write_sites(w, frame.reader, sites, site.id);
    }
  }
  return with_etag(public_page(200, frame), request);
}

// The demonstration paper wherever there is one; the only site's stories; else the list of sites.
Result<Response> front(App& app, const Request& request) {
  COMITY_TRY(const auto sites, app.world.store.sites());
  for (const discussion::Site& site : sites) {
    if (is_demonstration(site.key)) return site_front(app, request, site, true);
  }
  if (sites.size() == 1) return site_front(app, request, sites.front(), true);
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
    auto page = site_front(app, request, *site, false);
    return page ? *std::move(page) : error_page(app, request, page.error());
  });
  app.router.add("GET", "/assets/{file}", asset_answer);
  app.router.add("GET", "/widget.js", asset_answer);
}

}  // namespace comity::http
