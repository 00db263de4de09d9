#include "http/app.h"

#include <rapidcheck.h>

#include "http/posting.h"
#include "http/testing.h"
#include "http/view.h"
#include "store/soon.h"

using namespace comity;
using namespace comity::http;

namespace {

const std::string comments = "/api/v1/sites/herald/stories/bridge/comments";

}  // namespace

TEST_CASE("an exception in a handler is a 500 problem with the request's id, and a line in the log") {
  Paper f;
  f.app->router.add("GET", "/broken", [](const Request&) -> Response { throw std::runtime_error("a bug"); });
  const Response response = f.ask("GET", "/broken");
  CHECK(response.status == 500);
  CHECK(response.body.find("urn:comity:request:r1") != std::string::npos);
  CHECK(response.body.find("a bug") == std::string::npos);
  REQUIRE(f.log.size() == 1);
  CHECK(f.log[0].find("r1") != std::string::npos);
  CHECK(f.log[0].find("a bug") != std::string::npos);
}

TEST_CASE("an author who follows the answer at once sees their own comment") {
  Paper f;
  const std::vector<std::pair<std::string, std::string>> json = {{"content-type", "application/json"}};
  for (int n = 1; n <= 20; ++n) {
    const std::string text = "Comment " + std::to_string(n) + ".";
    const Response posted = f.ask(
        "POST", comments, R"({"name":"Anna","text":")" + text + R"(","url":"https://herald.example/bridge"})", json);
    REQUIRE(posted.status == 201);
    CHECK(f.ask("GET", comments).shared->find(text) != std::string::npos);
  }
}

TEST_CASE("a chain of 10,000 replies is shown") {
  Paper f;
  f.post("The first.");
  const auto story = f.story();
  // As an import does it: many to a change.
  for (std::int64_t n = 2; n <= 10'000;) {
    store::Change change{system_random().key128(), f.site.id, f.clock.now(), {}};
    for (int i = 0; i < 500 && n <= 10'000; ++i, ++n) {
      store::AddComment add;
      add.comment.site = f.site.id;
      add.comment.story = story.id;
      add.comment.reply_to = CommentId{n - 1};
      add.comment.name = "Anna";
      add.comment.author = AuthorId{1};
      add.comment.state = discussion::State::published;
      add.comment.receipt = system_random().key128();
      add.comment.case_code = "code-" + std::to_string(n);
      add.comment.written = f.clock.now();
      add.revision.text = "Reply " + std::to_string(n);
      add.revision.state = discussion::State::published;
      add.revision.written = f.clock.now();
      if (n == 2) {
        discussion::Author author;
        author.site = f.site.id;
        author.id = AuthorId{1};
        author.first_seen = f.clock.now();
        change.writes.push_back(store::AddAuthor{author});
      }
      change.writes.push_back(add);
    }
    const auto done = f.store->commit(change);
    REQUIRE_MESSAGE(done, (done ? "" : done.error().detail));
  }
  std::string after;
  std::int64_t seen = 0;
  do {
    const auto view = discussion_view(*f.app, f.site, f.story(), {Sort::threads, 200, after});
    REQUIRE(view);
    for (const CommentView& comment : view->comments) {
      CHECK(comment.number == ++seen);
      CHECK(comment.depth == comment.number - 1);
    }
    after = view->next;
  } while (!after.empty());
  CHECK(seen == 10'000);
}

TEST_CASE("that a removal was wrong is told for seven days, then no more, and the page rests") {
  Paper f;
  f.post("Hello.");
  const auto decide = [&](discussion::Deed deed) {
    actions::DecideComment request;
    request.site = f.site.id;
    request.story = f.story().id;
    request.comment = CommentId{1};
    request.deed = deed;
    request.clauses = {"manners"};
    request.by = "desk";
    REQUIRE(actions::decide_comment(f.world, request));
  };
  decide(discussion::Deed::remove);
  decide(discussion::Deed::restore);
  const auto restored = [&] {
    return discussion_view(*f.app, f.site, f.story(), {}).value().comments.at(0).restored.has_value();
  };
  CHECK(restored());
  f.ask("GET", comments);
  f.clock.at += std::chrono::days(8);
  CHECK_FALSE(restored());
  f.app->snapshots.touched(f.site.id, f.story().id);
  // The store may still be telling of the decisions.
  CHECK(store::soon([&] {
    const auto rebuilt = f.app->snapshots.numbers().rebuilt;
    f.ask("GET", comments);
    return f.app->snapshots.numbers().rebuilt == rebuilt;
  }));
}

// What is kept between renderings against what is read anew.
TEST_CASE("after whatever happens a page is what it would be if nothing had been kept") {
  CHECK(rc::check([] {
    Paper f;
    std::vector<actions::Posted> all;
    const int steps = *rc::gen::inRange(1, 25);
    for (int i = 0; i < steps; ++i) {
      f.clock.at += Millis{1000};
      const auto which = [&] {
        return all[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(all.size())))];
      };
      const int deed = all.empty() ? 0 : *rc::gen::inRange(0, 8);
      const std::string text = std::to_string(i) + (*rc::gen::inRange(0, 3) == 0 ? " humbug" : " words");
      if (deed <= 2) {
        const std::int64_t reply_to = all.empty() ? 0 : *rc::gen::inRange<std::int64_t>(0, f.story().next_number);
        if (auto posted = f.post(text, reply_to)) all.push_back(*posted);
      } else if (deed <= 4) {
        actions::EditComment edit;
        edit.site = f.site;
        edit.receipt = which().comment.receipt;
        edit.text = text;
        (void)actions::edit_comment(f.world, edit);
      } else if (deed == 5) {
        (void)actions::withdraw_comment(f.world, f.site, which().comment.receipt);
      } else {
        const auto deeds = {discussion::Deed::publish, discussion::Deed::refuse, discussion::Deed::remove,
                            discussion::Deed::restore};
        actions::DecideComment decide;
        decide.site = f.site.id;
        decide.story = which().comment.story;
        decide.comment = which().comment.id;
        decide.deed = *rc::gen::elementOf(std::vector<discussion::Deed>(deeds));
        decide.clauses = {"manners"};
        decide.by = "desk";
        (void)actions::decide_comment(f.world, decide);
      }
      if (*rc::gen::inRange(0, 3) == 0) continue;  // several things between two readings
      if (all.empty()) continue;
      const auto story = f.story();
      const auto kept = discussion_view(*f.app, f.site, story, {});
      App fresh(f.world, {});
      const auto anew = discussion_view(fresh, f.site, story, {});
      RC_ASSERT(kept.has_value());
      RC_ASSERT(comments_json(*kept, "") == comments_json(*anew, ""));
    }
  }));
}
