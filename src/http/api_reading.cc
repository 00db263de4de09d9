// The public GETs. All are answered from the snapshots.

#include <charconv>

#include "http/api.h"

namespace comity::http {
namespace {

constexpr std::size_t max_numbers = 200;
constexpr std::size_t max_counts = 100;

Rendered rendered_json(std::string bytes) {
  return {std::move(bytes), "application/json", {{"Access-Control-Allow-Origin", "*"}}, {}};
}

Response failed(const Error& error, const Request& request) {
  Response response = problem(error, request);
  allow_any_origin(response);
  return response;
}

// A problem, too, may be read by any page.
Response public_answer(Response response) {
  if (response.status >= 400) allow_any_origin(response);
  return response;
}

std::optional<std::int64_t> number_from(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1 || number > 999'999'999'999) return {};
  return number;
}

Response site_answer(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return failed(site.error(), request);
  const auto asked = language_of(request);
  if (!asked) return failed(asked.error(), request);
  const std::string lang = rendered_language(app, *site, *asked);
  return app.snapshots.answer(request, {site->id, StoryId{}, "", "site " + lang}, [&]() -> Result<Rendered> {
    std::shared_ptr<const policy::Compiled> policy;
    if (auto live = app.world.policies.live(*site)) {
      policy = *std::move(live);
    } else if (live.error().code != Error::Code::not_found) {
      return fail(std::move(live).error());
    }
    return rendered_json(site_json(*site, policy.get(), lang, app.options.public_url + "/policy/" + site->key));
  });
}

Response story_answer(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return failed(site.error(), request);
  const auto id = request.query_value("id");
  const auto url = request.query_value("url");
  if ((!id || id->empty()) && (!url || url->empty())) {
    return failed(Error{Error::Code::invalid, "give ?url= or ?id="}, request);
  }
  Request named = request;
  named.params["story"] = id && !id->empty() ? std::string(*id) : "~";
  const auto story = story_of(app, named, *site);
  if (!story) return failed(story.error(), request);
  const SnapshotKey key{site->id, *story ? (*story)->id : StoryId{}, *story ? "" : request.target, "story"};
  return app.snapshots.answer(request, key, [&]() -> Result<Rendered> {
    discussion::Story shown;
    Rendered rendered;
    if (*story) {
      COMITY_TRY(shown, app.world.store.story(site->id, (*story)->id));
    } else {
      shown.publisher_id = id.value_or("");
      shown.url = url.value_or("");
    }
    const bool open = discussion::is_open(shown, app.world.clock.now());
    json::Writer out(rendered.bytes);
    write_story(out, shown, open);
    Rendered whole = rendered_json(std::move(rendered.bytes));
    if (open) whole.until = shown.closes_at;
    return whole;
  });
}

// Chosen comments instead of a page: for a reader who heard of them by events.
Response chosen_answer(App& app, const Request& request, std::string_view list) {
  const auto site = site_of(app, request);
  if (!site) return failed(site.error(), request);
  const auto story = story_of(app, request, *site);
  if (!story) return failed(story.error(), request);
  const auto asked = language_of(request);
  if (!asked) return failed(asked.error(), request);
  const std::string lang = rendered_language(app, *site, *asked);
  std::vector<std::int64_t> numbers;
  for (std::string_view rest = list;;) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const auto number = number_from(rest.substr(0, end));
    if (!number || numbers.size() == max_numbers) {
      return failed(Error{Error::Code::invalid, "numbers are at most 200 whole numbers, split by commas"}, request);
    }
    numbers.push_back(*number);
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  const SnapshotKey key{site->id, *story ? (*story)->id : StoryId{}, *story ? "" : request.target,
                        "numbers " + lang + " " + std::string(list)};
  return app.snapshots.answer(request, key, [&]() -> Result<Rendered> {
    DiscussionView view;
    COMITY_TRY(view, discussion_view(app, *site, *story, {Sort::oldest, 1, ""}));
    view.comments.clear();
    view.next.clear();
    if (*story) {
      COMITY_TRY(view.comments, comment_views(app, *site, view.story, numbers));
    }
    Rendered rendered = rendered_json(comments_json(view, lang));
    if (view.open) rendered.until = view.story.closes_at;
    return rendered;
  });
}

Response comment_answer(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return failed(site.error(), request);
  const auto story = story_of(app, request, *site);
  if (!story) return failed(story.error(), request);
  const auto asked = language_of(request);
  if (!asked) return failed(asked.error(), request);
  const std::string lang = rendered_language(app, *site, *asked);
  const auto number = number_from(request.param("number").value_or(""));
  if (!number) return failed(Error{Error::Code::invalid, "a comment's number is a whole number, 1 or more"}, request);
  if (!*story) return failed(Error{Error::Code::not_found, "There is no such comment."}, request);
  const SnapshotKey key{site->id, (*story)->id, "", "comment " + lang + " " + std::to_string(*number)};
  return public_answer(app.snapshots.answer(request, key, [&]() -> Result<Rendered> {
    COMITY_TRY(const auto views, comment_views(app, *site, **story, {*number}));
    if (views.empty()) return fail(Error::Code::not_found, "There is no such comment.");
    std::shared_ptr<const policy::Compiled> policy;
    if (auto live = app.world.policies.live(*site)) policy = *std::move(live);
    std::string bytes;
    json::Writer out(bytes);
    write_comment(out, views.front(), policy.get(), lang);
    return rendered_json(std::move(bytes));
  }));
}

Response counts_answer(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return failed(site.error(), request);
  const auto ids = request.query_values("story");
  const auto urls = request.query_values("url");
  if (ids.size() + urls.size() > max_counts) {
    return failed(Error{Error::Code::invalid, "at most 100 stories at a time"}, request);
  }
  // Touched by any story of the site: which stories it is about is known only while rendering.
  return public_answer(
      app.snapshots.answer(request, {site->id, StoryId{}, request.target, "counts"}, [&]() -> Result<Rendered> {
        std::string bytes;
        json::Writer out(bytes);
        out.object().key("counts").object();
        std::vector<std::string_view> seen;
        const auto count = [&](std::string_view asked, const actions::StoryAddress& address) -> Done {
          if (std::find(seen.begin(), seen.end(), asked) != seen.end()) return {};
          seen.push_back(asked);
          const auto story = actions::find_story(app.world, *site, address);
          if (!story && story.error().code == Error::Code::unavailable) return fail(story.error());
          out.member(asked, story ? story->published : 0);
          return {};
        };
        for (const std::string_view id : ids) COMITY_CHECK(count(id, {std::string(id), "", "", ""}));
        for (const std::string_view url : urls) COMITY_CHECK(count(url, {"", std::string(url), "", ""}));
        out.end().end();
        return rendered_json(std::move(bytes));
      }));
}

}  // namespace

void add_reading(App& app) {
  app.router.add("GET", "/api/v1/sites/{site}", [&app](const Request& r) { return site_answer(app, r); });
  app.router.add("GET", "/api/v1/sites/{site}/stories", [&app](const Request& r) { return story_answer(app, r); });
  app.router.add("GET", "/api/v1/sites/{site}/stories/{story}/comments", [&app](const Request& r) {
    if (const auto numbers = r.query_value("numbers")) return chosen_answer(app, r, *numbers);
    return public_answer(discussion_answer(app, r, "json", "application/json", comments_json));
  });
  app.router.add("GET", "/api/v1/sites/{site}/stories/{story}/comments/{number}",
                 [&app](const Request& r) { return comment_answer(app, r); });
  app.router.add("GET", "/api/v1/sites/{site}/counts", [&app](const Request& r) { return counts_answer(app, r); });
}

}  // namespace comity::http
