// An App over the memory store with one site, "herald", for the tests of this room. Actions are called beside it, as by
// another process.
#pragma once

#include <doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actions/decide_comment.h"
#include "actions/manage_site.h"
#include "actions/post_comment.h"
#include "http/app.h"
#include "store/memory.h"

namespace comity::http {

class HandClock final : public Clock {
 public:
  Time now() const override { return at; }
  Time at = at_ms(1'800'000'000'000);
};

// "humbug" is held, everything else published.
inline constexpr std::string_view humbug_policy = R"(format = 1
name = "Test policy"
languages = ["en"]

[[clause]]
id = "manners"
title.en = "Manners"
text.en = "No humbug."
when = 'lexicon("house")'
action = "hold"
category = "OTHER_VIOLATION_TC"

[lexicon.house]
words = ["humbug"]
)";

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// An answer's body, also where it is a snapshot that many share.
inline std::string_view body_of(const Response& response) {
  return response.shared ? std::string_view(*response.shared) : std::string_view(response.body);
}
// Whether it stands there; where not, the test's report shows what does.
inline bool has(const Response& response, std::string_view text) {
  const bool found = body_of(response).find(text) != std::string_view::npos;
  if (!found) MESSAGE(body_of(response));
  return found;
}

struct Paper {
  std::unique_ptr<store::Store> store = store::make_memory_store();
  actions::Policies policies{*store};
  HandClock clock;
  actions::World world{*store, policies, clock, system_random(), Hash256{}};
  std::vector<std::string> log;
  std::unique_ptr<App> app;
  discussion::Site site;

  explicit Paper(std::string_view policy = humbug_policy, AppOptions options = {}) {
    options.log = [this](const std::string& line) { log.push_back(line); };
    app = std::make_unique<App>(world, options);
    discussion::Site wanted;
    wanted.key = "herald";
    wanted.name = "The Herald";
    wanted.origins = {"https://herald.example"};
    wanted.languages = {"en"};
    site = actions::add_site(world, wanted, policy).value();
    add_api(*app);
    add_pages(*app);
  }

  // As Anna does it; without `guest` by somebody new each time.
  Result<actions::Posted> post(std::string_view text, std::int64_t reply_to = 0, std::optional<Key128> guest = {}) {
    actions::PostComment post;
    post.site = site;
    post.story = {"bridge", "https://herald.example/bridge", "", ""};
    post.name = "Anna";
    post.text = text;
    post.reply_to = reply_to;
    post.guest_key = guest;
    return actions::post_comment(world, post);
  }
  void refuse(const actions::Posted& posted, std::string by) {
    actions::DecideComment refuse;
    refuse.site = site.id;
    refuse.story = posted.story.id;
    refuse.comment = posted.comment.id;
    refuse.deed = discussion::Deed::refuse;
    refuse.clauses = {"manners"};
    refuse.by = std::move(by);
    refuse.actor = discussion::Actor::moderator;
    REQUIRE(actions::decide_comment(world, refuse));
  }
  discussion::Story story() { return store->story_by_publisher_id(site.id, "bridge").value(); }

  Response ask(const std::string& method, const std::string& target, const std::string& body = "",
               HeaderList headers = {}) {
    Request request;
    request.method = method;
    request.body = body;
    request.headers = std::move(headers);
    request.id = "r1";
    REQUIRE(set_target(request, target));
    return app->answer(request);
  }
};

}  // namespace comity::http
