// Events of a story: as a stream, or as a list for those whose network cuts streams.

#include <charconv>

#include "discussion/story_address.h"
#include "http/api.h"
#include "http/events.h"

namespace comity::http {
namespace {

std::optional<std::int64_t> position_from(std::string_view text) {
  std::int64_t position = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (text.size() > 12 || error != std::errc{} || end != text.data() + text.size() || position < 0) return {};
  return position;
}

bool wants_list(const Request& request) {
  const std::string_view accept = request.header("accept");
  const std::size_t json = accept.find("application/json");
  return json != std::string_view::npos && accept.find("text/event-stream") > json;
}

Response events(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return problem(site.error(), request);
  const auto story = story_of(app, request, *site);
  if (!story) return problem(story.error(), request);

  // What a reconnecting browser sends by itself is newer than the address it once opened.
  std::optional<std::int64_t> from = *story ? (*story)->position : 0;
  if (const std::string_view last = request.header("last-event-id"); !last.empty()) {
    from = position_from(last);
  } else if (const auto asked = request.query_value("from")) {
    from = position_from(*asked);
  }
  if (!from) return problem(Error{Error::Code::invalid, "a position is a whole number, 0 or more"}, request);
  std::int64_t wait = 0;
  if (const auto asked = request.query_value("wait")) {
    const auto seconds = position_from(*asked);
    if (!seconds || *seconds > 25) return problem(Error{Error::Code::invalid, "wait is 0 to 25 seconds"}, request);
    wait = *seconds;
  }

  Events::Followed followed{site->id, {}, {}, {}};
  if (*story) {
    followed.story = (*story)->id;
  } else {
    if (const auto id = request.param("story"); id && *id != "~") followed.publisher_id = *id;
    if (const auto url = request.query_value("url")) {
      const auto normal = discussion::normal_url(*url, site->same_www);
      if (!normal) return problem(normal.error(), request);
      followed.normal_url = *normal;
    }
  }
  if (wants_list(request)) return app.events->list(request, followed, *from, std::chrono::seconds(wait));
  if (request.method == "HEAD") {
    Response response;
    return response.add("Content-Type", "text/event-stream").add("Cache-Control", "no-store");
  }
  return app.events->stream(request, followed, *from);
}

}  // namespace

void add_live(App& app) {
  app.router.add("GET", "/api/v1/sites/{site}/stories/{story}/events", [&app](const Request& request) {
    Response response = events(app, request);
    if (request.method == "HEAD") response.stream.reset();
    allow_any_origin(response);
    return response;
  });
}

}  // namespace comity::http
