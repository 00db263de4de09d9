#include "actions/make_demo.h"

#include <algorithm>
#include <functional>

#include "actions/decide_comment.h"
#include "actions/demo_script.h"
#include "actions/edit_comment.h"
#include "actions/manage_site.h"
#include "actions/post_comment.h"
#include "actions/withdraw_comment.h"

namespace comity::actions {

using discussion::Deed;
using discussion::State;

namespace {

// The paper's own time: comments are written when the files say, not when the demonstration is made.
class StoryClock final : public Clock {
 public:
  Time now() const override { return now_; }
  void set(Time t) { now_ = t; }

 private:
  Time now_{};
};

// One thing that happens at one time, in the order of time: an edit may come after an answer to it.
struct Scene {
  Time at;
  std::function<Done()> play;
};

class Stage {
 public:
  Stage(World& world, discussion::Site site, const DemoStory& script)
      : world_{world.store, world.policies, clock_, world.random, world.secret, world.story_names},
        site_(std::move(site)),
        script_(script),
        written_(script.comments.size()) {}

  // Makes the story where it is missing. Answers how many comments were added.
  Result<std::int64_t> play() {
    clock_.set(script_.published);
    StoryAddress address;
    address.id = script_.id;
    const bool is_new = !find_story(world_, site_, address);
    address.url = site_.origins.front() + "/s/" + site_.key + "/" + script_.id;
    address.title = script_.title;
    address.language = script_.language;
    COMITY_TRY(story_, find_or_add_story(world_, site_, address));
    if (story_.section != script_.section) {
      StorySettings section;
      section.section = script_.section;
      COMITY_TRY(story_, set_story(world_, site_, story_.id, section));
    }
    std::vector<Scene> scenes;
    for (std::size_t i = 0; i < script_.comments.size(); ++i) add_scenes(scenes, i);
    std::stable_sort(scenes.begin(), scenes.end(), [](const Scene& a, const Scene& b) { return a.at < b.at; });
    for (const Scene& scene : scenes) {
      clock_.set(scene.at);
      COMITY_CHECK(scene.play());
    }
    if (is_new && script_.close) {
      StorySettings closed;
      closed.open = false;
      COMITY_TRY(story_, set_story(world_, site_, story_.id, closed));
    }
    COMITY_TRY(story_, world_.store.story(site_.id, story_.id));
    return added_;
  }

  const discussion::Story& story() const { return story_; }

 private:
  void add_scenes(std::vector<Scene>& scenes, std::size_t i) {
    const DemoComment& c = script_.comments[i];
    const Time at = script_.published + c.after;
    scenes.push_back({at, [this, i] { return post(i); }});
    if (c.edited) scenes.push_back({at + c.edited_after, [this, i] { return edit(i); }});
    if (c.corrected) scenes.push_back({at + c.corrected_after, [this, i] { return correct(i); }});
    if (c.withdrawn_after) scenes.push_back({at + *c.withdrawn_after, [this, i] { return withdraw(i); }});
    const auto decided = [&](const std::optional<DemoDecision>& decision, Deed deed, State from) {
      if (!decision) return;
      scenes.push_back(
          {at + decision->after, [this, i, &decision, deed, from] { return decide(i, *decision, deed, from); }});
    };
    decided(c.removed, Deed::remove, State::published);
    decided(c.refused, Deed::refuse, State::held);
    decided(c.released, Deed::publish, State::held);
  }

  // The guest and the request are the same in every run, so a second run is answered as the first.
  PostComment request_for(const DemoComment& c, std::string text) const {
    PostComment request;
    request.site = site_;
    request.story.id = script_.id;
    request.name = c.name;
    request.text = std::move(text);
    request.guest_key = keyed_hash(world_.secret, "demonstration guest\n" + c.by);
    request.language_of_interface = script_.language;
    return request;
  }

  Result<discussion::Comment> now(std::size_t i) const {
    return world_.store.comment(site_.id, story_.id, written_[i].id);
  }

  Done post(std::size_t i) {
    const DemoComment& c = script_.comments[i];
    PostComment request = request_for(c, c.text);
    request.idempotency_key = "demonstration/" + script_.id + "/" + std::to_string(i + 1);
    request.correction = PostComment::Correction::decline;
    if (c.reply_to != 0) {
      const auto parent = now(c.reply_to - 1);
      if (!parent) return fail(parent.error());
      request.reply_to = parent->number;
    }
    auto posted = post_comment(world_, request);
    if (!posted) return fail(Error{posted.error().code, script_.id + ", " + c.name + ": " + posted.error().detail});
    if (!posted->again) ++added_;
    written_[i] = std::move(posted->comment);
    return {};
  }

  Done edit(std::size_t i) {
    const auto comment = now(i);
    if (!comment) return fail(comment.error());
    if (comment->last_revision != 1) return {};
    EditComment request;
    request.site = site_;
    request.receipt = comment->receipt;
    request.text = *script_.comments[i].edited;
    return edit_comment(world_, request).map([](const auto&) {});
  }

  Done correct(std::size_t i) {
    const auto comment = now(i);
    if (!comment) return fail(comment.error());
    if (comment->last_revision != 1 || comment->state != State::published) return {};
    PostComment request = request_for(script_.comments[i], *script_.comments[i].corrected);
    request.correction = PostComment::Correction::accept;
    return post_comment(world_, request).map([](const auto&) {});
  }

  Done withdraw(std::size_t i) {
    const auto comment = now(i);
    if (!comment) return fail(comment.error());
    if (comment->state != State::published) return {};
    return withdraw_comment(world_, site_, comment->receipt).map([](const auto&) {});
  }

  // Only where nobody has decided since the engine did.
  Done decide(std::size_t i, const DemoDecision& decision, Deed deed, State from) {
    const auto comment = now(i);
    if (!comment) return fail(comment.error());
    if (comment->state != from) return {};
    const auto decisions = world_.store.decisions(site_.id, story_.id, comment->id);
    if (!decisions) return fail(decisions.error());
    for (const discussion::Decision& earlier : *decisions) {
      if (earlier.actor != discussion::Actor::engine) return {};
    }
    DecideComment request;
    request.site = site_.id;
    request.story = story_.id;
    request.comment = comment->id;
    request.deed = deed;
    if (!decision.clause.empty()) request.clauses.push_back(decision.clause);
    request.reason = decision.reason;
    request.by = "the desk";
    request.actor = discussion::Actor::moderator;
    return decide_comment(world_, request).map([](const auto&) {});
  }

  StoryClock clock_;
  World world_;
  discussion::Site site_;
  const DemoStory& script_;
  discussion::Story story_;
  std::vector<discussion::Comment> written_;
  std::int64_t added_ = 0;
};

}  // namespace

Result<Demo> make_demo(World& world, const MakeDemo& request) {
  COMITY_TRY(const auto script, demo_script(demo_site_key));
  Demo demo;
  auto site = world.store.site(demo_site_key);
  if (!site && site.error().code != Error::Code::not_found) return fail(site.error());
  if (!site) {
    discussion::Site wanted;
    wanted.key = demo_site_key;
    wanted.name = "The Lindenford Herald";
    wanted.origins = {request.origin};
    wanted.languages = {"en", "ru", "ar"};
    site = add_site(world, wanted);
    if (!site) return fail(site.error());
  }
  demo.site = *std::move(site);
  for (const DemoStory& story : script) {
    Stage stage(world, demo.site, story);
    COMITY_TRY(const auto added, stage.play());
    demo.comments_added += added;
    demo.stories.push_back(stage.story());
  }
  return demo;
}

}  // namespace comity::actions
