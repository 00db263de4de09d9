// What the handlers share, and which handlers there are. Knows requests and answers, not the network.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "actions/challenges.h"
#include "actions/password_gate.h"
#include "actions/world.h"
#include "http/message.h"
#include "http/permissions.h"
#include "http/rates.h"
#include "http/router.h"
#include "http/snapshots.h"
#include "http/traces.h"
#include "http/view.h"

namespace comity::http {

class Events;        // events.h
class Rendering;     // rendering.h
class CommentViews;  // comment_views.h

struct AppOptions {
  std::string public_url;  // "https://talk.example.org", no slash at the end; '' unknown: links are relative
  RateLimits rates;
  std::size_t snapshot_bytes = 48 * 1024 * 1024;
  std::size_t view_bytes = 16 * 1024 * 1024;     // comments ready to be shown
  std::size_t rendered_bytes = 8 * 1024 * 1024;  // HTML of single comments
  std::size_t streams_per_source = 256;          // event streams; a carrier's readers share an address
  actions::PasswordGate::Limits passwords{};
  std::function<void(const std::string&)> log;  // one line without its end; none: standard error
};

// Counted since the start, for /metrics.
struct Counters {
  std::array<std::atomic<std::uint64_t>, 6>
      answers{};  // by the status's first digit; those of I/O threads not among them
  std::array<std::atomic<std::uint64_t>, 5> posted{};  // by actions::Posted::Outcome
  std::atomic<std::uint64_t> too_many{0};              // writes refused by the rates
  std::atomic<std::uint64_t> cross_site{0};
  std::atomic<std::uint64_t> failed{0};                  // writes the store could not take
  std::array<std::atomic<std::uint64_t>, 5> sign_ins{};  // done, wrong, too many, busy, not private
};

class App {
 public:
  App(actions::World& world, AppOptions options);
  ~App();

  // Routes the request; an exception becomes a 500 problem with the request's id, and a line in the log.
  Response answer(Request& request);
  // What can be answered without blocking, from memory: for I/O threads.
  std::optional<Response> quick(const Request& request);
  // Ends event streams and refuses new ones; /readyz says no.
  void stop();
  bool stopping() const { return stopping_; }
  void log(const std::string& line) const;

  actions::World& world;
  const AppOptions options;
  Router router;
  std::vector<StaffRoute> staff_routes;  // as they were added (staff.h)
  actions::PasswordGate passwords;
  actions::Challenges challenges;  // of passkeys
  Rates rates;
  Traces traces;
  Snapshots snapshots;
  std::unique_ptr<Rendering> rendering;
  std::unique_ptr<CommentViews> views;
  std::unique_ptr<Events> events;
  Counters counters;

  // When set: the page for a problem, for requests that would rather have HTML than JSON.
  std::function<Response(const Request&, int status, std::string_view code, std::string_view detail)> problem_page;
  // Besides the App's own numbers, for /metrics: lines of Prometheus' text format, appended.
  std::function<void(std::string&)> more_metrics;

 private:
  struct Ear;
  std::atomic<bool> stopping_{false};
  std::shared_ptr<Ear> ear_;
};

// /api/v1/…, /healthz, /readyz, /metrics.
void add_api(App& app);
// The pages for people: http/pages/.
void add_pages(App& app);

// The site that `{site}` in the path names. Errors: `not_found`.
Result<discussion::Site> site_of(App& app, const Request& request);

// The story that `{story}` and ?url= name; nothing: none is there (yet), which is an empty discussion. `{story}` "~"
// means the address alone. Errors: `invalid`; `not_found` - a short id that names nothing; `conflict` - another story's
// address.
Result<std::optional<discussion::Story>> story_of(App& app, const Request& request, const discussion::Site& site);

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
// The comments with these numbers, in the order asked, each with its depth; those that are not there are left out.
Result<std::vector<CommentView>> comment_views(App& app, const discussion::Site& site, const discussion::Story& story,
                                               const std::vector<std::int64_t>& numbers);
// One numbered comment. Errors: `not_found`.
Result<CommentView> comment_view(App& app, const discussion::Site& site, const discussion::Story& story,
                                 std::int64_t number);

// The language an answer of this site is rendered in when `asked` was asked for: a tag of its policy or of the
// catalogues, '' when neither has it. What is rendered depends on this tag only, so snapshots are kept by it: tags that
// nobody speaks make no new ones.
std::string rendered_language(App& app, const discussion::Site& site, std::string_view asked);

// The whole answer to a GET of a discussion in one representation ("json", "page", "fragment"): finds site and story
// of the path (`{site}`, `{story}`; `{story}` '~' stands for the one whose address is ?url=), reads the query above
// and ?lang=, and answers from the snapshots, or renders:
//   app.router.add("GET", "/s/{site}/{story}", [&app](const Request& request) {
//     return discussion_answer(app, request, "page", "text/html; charset=utf-8", discussion_page);
//   });
// `lang` is given to `render` as `rendered_language` has it. A story that is not there yet has the url,
// title and language of the query.
Response discussion_answer(App& app, const Request& request, std::string_view representation,
                           std::string_view content_type,
                           const std::function<std::string(const DiscussionView&, std::string_view lang)>& render);

}  // namespace comity::http
