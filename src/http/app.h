// What the handlers share, and which handlers there are. Knows requests and answers, not the network.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "actions/world.h"
#include "http/message.h"
#include "http/rates.h"
#include "http/router.h"
#include "http/snapshots.h"
#include "http/view.h"

namespace comity::http {

class Events;     // events.h
class Rendering;  // rendering.h

struct AppOptions {
  std::string public_url;  // "https://talk.example.org", no slash at the end; '' unknown: links are relative
  RateLimits rates;
  std::size_t snapshot_bytes = 64 * 1024 * 1024;
  std::size_t rendered_bytes = 32 * 1024 * 1024;  // HTML of single comments
};

class App {
 public:
  App(actions::World& world, AppOptions options);
  ~App();

  // Routes the request; an exception becomes a 500 problem with the request's id, and a line in the log.
  Response answer(Request& request);
  // What can be answered without blocking, from memory: for I/O threads.
  std::optional<Response> quick(const Request& request);
  // Ends event streams and refuses new ones.
  void stop();

  actions::World& world;
  const AppOptions options;
  Router router;
  Rates rates;
  Snapshots snapshots;
  std::unique_ptr<Rendering> rendering;
  std::unique_ptr<Events> events;

  // When set: the page for a problem, for requests that would rather have HTML than JSON.
  std::function<Response(const Request&, int status, std::string_view code, std::string_view detail)> problem_page;
};

// /api/v1/…, /healthz, /readyz, /metrics.
void add_api(App& app);
// The pages for people: http/pages/.
void add_pages(App& app);

// The site that `{site}` in the path names. Errors: `not_found`.
Result<discussion::Site> site_of(App& app, const Request& request);

// How a discussion is asked for: ?sort=threads|oldest|newest&limit=1..200&after=cursor.
struct DiscussionQuery {
  Sort sort = Sort::threads;
  std::int64_t limit = 100;
  std::string after;
};
// Errors: `invalid` - says which value.
Result<DiscussionQuery> discussion_query(const Request& request);

// One page of a discussion. No story: an empty one (a GET never creates). Errors: `invalid` - the cursor.
Result<DiscussionView> discussion_view(App& app, const discussion::Site& site,
                                       const std::optional<discussion::Story>& story, const DiscussionQuery& query);
// One numbered comment. Errors: `not_found`.
Result<CommentView> comment_view(App& app, const discussion::Site& site, const discussion::Story& story,
                                 std::int64_t number);

// The whole answer to a GET of a discussion in one representation ("json", "page", "fragment"): finds site and story
// of the path (`{site}`, `{story}`; `{story}` '~' stands for the one whose address is ?url=), reads the query above
// and ?lang=, and answers from the snapshots, or renders:
//   app.router.add("GET", "/s/{site}/{story}", [&app](const Request& request) {
//     return discussion_answer(app, request, "page", "text/html; charset=utf-8", discussion_page);
//   });
// `lang` is given to `render` as the query has it, '' when it has none.
Response discussion_answer(App& app, const Request& request, std::string_view representation,
                           std::string_view content_type,
                           const std::function<std::string(const DiscussionView&, std::string_view lang)>& render);

}  // namespace comity::http
