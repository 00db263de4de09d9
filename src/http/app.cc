#include "http/app.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <mutex>

#include "base/json.h"
#include "http/comment_views.h"
#include "http/events.h"
#include "http/rendering.h"

namespace comity::http {
namespace {

// Whether this reader would rather have a page than JSON: text/html stands in Accept, and no JSON before it.
bool wants_page(const Request& request) {
  const std::string_view accept = request.header("accept");
  const std::size_t html = accept.find("text/html");
  return html != std::string_view::npos && accept.find("json") > html;
}

void make_page_of_problem(const App& app, const Request& request, Response& response) {
  if (!app.problem_page || response.header("content-type") != "application/problem+json") return;
  if (!wants_page(request) || (!request.segments.empty() && request.segments.front() == "api")) return;
  const auto value = json::parse(response.body);
  if (!value) return;
  const auto* code = value->find("code");
  const auto* detail = value->find("detail");
  Response page = app.problem_page(request, response.status, code && code->string() ? *code->string() : "",
                                   detail && detail->string() ? *detail->string() : "");
  for (const char* kept : {"Retry-After", "Allow"}) {
    if (const auto text = response.header(kept); !text.empty()) page.set(kept, text);
  }
  if (page.header("cache-control").empty()) page.add("Cache-Control", "no-store");
  response = std::move(page);
}

}  // namespace

// The store may outlive us, and speak to us until its end.
struct App::Ear {
  std::mutex mutex;
  App* app = nullptr;
};

App::App(actions::World& w, AppOptions o)
    : world(w),
      options(std::move(o)),
      passwords(options.passwords),
      challenges(w.random),
      rates(options.rates),
      snapshots(options.snapshot_bytes, w.clock),
      rendering(std::make_unique<Rendering>(options.rendered_bytes)),
      views(std::make_unique<CommentViews>(w.store, options.view_bytes)),
      events(std::make_unique<Events>(w.store, w.random, options.streams_per_source)),
      ear_(std::make_shared<Ear>()) {
  ear_->app = this;
  world.store.on_touched([ear = ear_](const store::StoryTouched& touched) {
    const std::lock_guard lock(ear->mutex);
    if (ear->app == nullptr) return;
    ear->app->snapshots.touched(touched.site, touched.story, touched.log_position);
    ear->app->events->touched(touched.site, touched.story);
  });
}

App::~App() {
  stop();
  const std::lock_guard lock(ear_->mutex);
  ear_->app = nullptr;
}

Response App::answer(Request& request) {
  Response response;
  try {
    response = router.route(request);
    make_page_of_problem(*this, request, response);
  } catch (const std::exception& e) {
    log("request " + request.id + ": " + request.method + ": " + e.what());
    response = problem(500, "internal", "Something broke here. The operator has been told.", request);
  } catch (...) {
    log("request " + request.id + ": " + request.method + ": an unknown exception");
    response = problem(500, "internal", "Something broke here. The operator has been told.", request);
  }
  if (!response.head_lines) response.set("X-Content-Type-Options", "nosniff");
  ++counters.answers[static_cast<std::size_t>(std::clamp(response.status / 100, 0, 5))];
  return response;
}

std::optional<Response> App::quick(const Request& request) {
  return snapshots.quick(request.method, request.target, request.header("accept-encoding"),
                         request.header("if-none-match"));
}

void App::stop() {
  stopping_ = true;
  events->stop();
}

void App::log(const std::string& line) const {
  if (options.log) return options.log(line);
  std::fprintf(stderr, "%s %s\n", rfc3339(world.clock.now()).c_str(), line.c_str());
}

}  // namespace comity::http
