// Which discussion a request means, and everything a page of it shows.

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "actions/find_story.h"
#include "http/app.h"
#include "http/comment_views.h"
#include "http/messages.h"
#include "http/pages/frame.h"
#include "http/rendering.h"
#include "text/language.h"

namespace comity::http {
namespace {

constexpr std::int64_t max_page = 200;

bool is_tag(std::string_view text) {
  for (const char c : text) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) return false;
  }
  return text.size() <= 35;
}

// A right-to-left language decides for a text that has no letters of its own.
bool reads_from_right(std::string_view text, std::string_view language) {
  const auto otherwise = direction(language) == "rtl" ? text::Direction::rtl : text::Direction::ltr;
  return text::direction_of(text, otherwise) == text::Direction::rtl;
}

using Outline = std::vector<store::Store::OutlineRow>;

// Without what only the outline knows: `depth`, and which number `edited_after` names.
Result<CommentView> view_of(App& app, const store::StoredComment& stored) {
  const discussion::Comment& comment = stored.comment;
  CommentView view;
  view.number = comment.number;
  view.reply_to = stored.reply_to_number;
  view.name = comment.name;
  view.name_mark = comment.name_mark;
  view.staff = stored.revision.facts.author_kind == policy::AuthorKind::staff;
  view.state = comment.state;
  view.language = stored.revision.facts.language;
  view.created = comment.written;
  view.edited = stored.edited;
  if (stored.edited && stored.revision.after_number > comment.number) view.edited_after = stored.revision.after_number;
  if (comment.state == discussion::State::published) {
    view.text = stored.revision.text;
    view.html = *app.rendering->html(comment.site, comment.story, comment.id, stored.revision.revision, view.text);
    view.rtl = reads_from_right(view.text, view.language);
  }
  if (comment.state == discussion::State::removed) {
    view.clauses = stored.clauses;
    COMITY_TRY(const auto decisions, app.world.store.decisions(comment.site, comment.story, comment.id));
    for (const discussion::Decision& decision : decisions) {
      if (decision.id != comment.decision || decision.actor == discussion::Actor::imported) continue;
      view.decided = decision.decided;
      view.decided_by_program = decision.actor == discussion::Actor::engine;
    }
  }
  if (comment.state == discussion::State::published && comment.decision) {
    COMITY_TRY(const auto decisions, app.world.store.decisions(comment.site, comment.story, comment.id));
    bool was_removed = false;
    for (const discussion::Decision& decision : decisions) {
      was_removed = was_removed || decision.deed == discussion::Deed::remove;
      if (decision.id != comment.decision || decision.deed != discussion::Deed::restore) continue;
      if (app.world.clock.now() < decision.decided + restored_shown_for) view.restored = decision.decided;
    }
    if (!was_removed) view.restored.reset();  // it had been refused: readers never saw it
  }
  if (comment.superseded_by) {
    COMITY_TRY(const auto newer, app.world.store.comment(comment.site, comment.story, comment.superseded_by));
    view.superseded_by = newer.number;
  }
  return view;
}

// The store says which number was the story's highest when a text was changed; readers hear of it only when that text
// had been answered by then: "changed after no. 12 answered".
void name_answers(std::vector<CommentView>& views, const Outline& outline) {
  std::unordered_map<std::int64_t, CommentView*> changed;
  for (CommentView& view : views) {
    if (view.edited_after != 0) changed.emplace(view.number, &view);
  }
  if (changed.empty()) return;
  std::unordered_map<std::int64_t, std::int64_t> answers;
  for (const auto& row : outline) {  // in order of number
    const auto found = changed.find(row.reply_to);
    if (found != changed.end() && row.number <= found->second->edited_after) answers[row.reply_to] = row.number;
  }
  for (const auto& [number, view] : changed) {
    const auto answer = answers.find(number);
    view->edited_after = answer == answers.end() ? 0 : answer->second;
  }
}

// `story`'s row was read before `order`: what is kept of its comments is at least as new.
Result<std::vector<CommentView>> placed_views(App& app, const discussion::Story& story,
                                              const std::vector<discussion::Placed>& order) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(order.size());
  for (const discussion::Placed& placed : order) numbers.push_back(placed.number);
  COMITY_TRY(const auto ready,
             app.views->get(story.site, story.id, story.position, numbers,
                            [&app](const store::StoredComment& stored) { return view_of(app, stored); }));
  std::vector<CommentView> views;
  views.reserve(ready.size());
  std::size_t at = 0;
  for (const auto& one : ready) {
    CommentView& view = views.emplace_back(*one);
    while (order[at].number != view.number) ++at;  // both are in one order
    view.reply_to = order[at].reply_to;            // of now: what it answers may have had no number when this was kept
    view.depth = order[at].depth;
  }
  return views;
}

// Marks those in branches that are closed to replies.
Done mark_closed(App& app, const discussion::Story& story, const Outline& outline, std::vector<CommentView>& views) {
  COMITY_TRY(const auto tops, app.world.store.closed_branches(story.site, story.id));
  if (tops.empty()) return {};
  std::unordered_set<std::int64_t> closed;
  std::optional<int> under;  // the depth of the top of the branch we are in
  for (const discussion::Placed& placed : discussion::in_order(outline, Sort::threads)) {
    if (!under || placed.depth <= *under) {
      const bool is_top = std::binary_search(tops.begin(), tops.end(), placed.number);
      under = is_top ? std::optional(placed.depth) : std::nullopt;
    }
    if (under) closed.insert(placed.number);
  }
  for (CommentView& view : views) view.closed = closed.contains(view.number);
  return {};
}

discussion::Story story_to_come(const discussion::Site& site, const Request& request) {
  discussion::Story story;
  story.site = site.id;
  const std::string_view id = request.param("story").value_or("");
  if (id != "~") story.publisher_id = id;
  story.url = request.query_value("url").value_or("");
  story.title = request.query_value("title").value_or("");
  story.language = request.query_value("language").value_or("");
  return story;
}

}  // namespace

Result<discussion::Site> site_of(App& app, const Request& request) {
  return app.world.store.site(request.param("site").value_or(""));
}

Result<std::optional<discussion::Story>> story_of(App& app, const Request& request, const discussion::Site& site) {
  actions::StoryAddress address;
  const std::string_view id = request.param("story").value_or("");
  if (id != "~") address.id = id;
  address.url = request.query_value("url").value_or("");
  if (address.id.empty() && address.url.empty()) {
    return fail(Error::Code::invalid, "'~' stands for the story whose page has the address ?url=, and there is none");
  }
  auto story = actions::find_story(app.world, site, address);
  if (story) return std::optional(*std::move(story));
  if (story.error().code == Error::Code::not_found && !address.id.starts_with('~')) {
    return std::optional<discussion::Story>();
  }
  return fail(std::move(story).error());
}

Result<DiscussionQuery> discussion_query(const Request& request) {
  DiscussionQuery query;
  if (const auto sort = request.query_value("sort")) {
    const auto known = discussion::sort_from(*sort);
    if (!known) return fail(Error::Code::invalid, "sort is threads, oldest or newest");
    query.sort = *known;
  }
  if (const auto limit = request.query_value("limit")) {
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), query.limit);
    if (error != std::errc{} || end != limit->data() + limit->size() || query.limit < 1 || query.limit > max_page) {
      return fail(Error::Code::invalid, "limit is a number from 1 to 200");
    }
  }
  if (const auto after = request.query_value("after")) {
    if (after->size() > 64) return fail(Error::Code::invalid, "after is the cursor of the page before");
    query.after = *after;
  }
  return query;
}

Result<DiscussionView> discussion_view(App& app, const discussion::Site& site,
                                       const std::optional<discussion::Story>& story, const DiscussionQuery& query) {
  DiscussionView view;
  view.site = site;
  view.sort = query.sort;
  if (auto policy = app.world.policies.live(site)) {
    view.policy = *std::move(policy);
  } else if (policy.error().code != Error::Code::not_found) {
    return fail(std::move(policy).error());
  }
  if (!story) {
    view.story.site = site.id;
    if (!discussion::page_of({}, query.sort, query.after, 1)) return fail(Error::Code::invalid, "an unknown cursor");
    return view;
  }
  // The story's row is read first: events from its position on may say again what the page shows, never less.
  COMITY_TRY(view.story, app.world.store.story(site.id, story->id));
  view.open = discussion::is_open(view.story, app.world.clock.now());
  COMITY_TRY(const auto outline, app.world.store.outline(site.id, story->id));
  const auto order = discussion::in_order(outline, query.sort);
  auto page = discussion::page_of(order, query.sort, query.after, static_cast<std::size_t>(query.limit));
  if (!page) return fail(Error::Code::invalid, "an unknown cursor, or one of another order");
  view.next = std::move(page->next);

  COMITY_TRY(view.comments, placed_views(app, view.story, page->comments));
  name_answers(view.comments, outline);
  COMITY_CHECK(mark_closed(app, view.story, outline, view.comments));
  if (view.story.refused > 0) {
    COMITY_TRY(view.refused_by_clause, app.world.store.refused_by_clause(site.id, story->id));
  }
  return view;
}

Result<std::vector<CommentView>> comment_views(App& app, const discussion::Site& site, const discussion::Story& story,
                                               const std::vector<std::int64_t>& numbers) {
  COMITY_TRY(const auto outline, app.world.store.outline(site.id, story.id));
  std::unordered_map<std::int64_t, discussion::Placed> order;
  for (const discussion::Placed& placed : discussion::in_order(outline, Sort::threads)) {
    order.emplace(placed.number, placed);
  }
  std::vector<discussion::Placed> asked;
  for (const std::int64_t number : numbers) {
    if (const auto placed = order.find(number); placed != order.end()) asked.push_back(placed->second);
  }
  COMITY_TRY(auto views, placed_views(app, story, asked));
  name_answers(views, outline);
  COMITY_CHECK(mark_closed(app, story, outline, views));
  return views;
}

Result<CommentView> comment_view(App& app, const discussion::Site& site, const discussion::Story& story,
                                 std::int64_t number) {
  COMITY_TRY(auto views, comment_views(app, site, story, {number}));
  if (views.empty()) return fail(Error::Code::not_found, "There is no such comment.");
  return std::move(views.front());
}

std::string rendered_language(App& app, const discussion::Site& site, std::string_view asked) {
  if (asked.empty()) return {};
  const auto policy = app.world.policies.live(site);  // what is wrong with it, rendering tells
  const auto in_policy = [&](std::string_view tag) {
    return policy &&
           std::find((*policy)->languages.begin(), (*policy)->languages.end(), tag) != (*policy)->languages.end();
  };
  if (in_policy(asked)) return std::string(asked);
  if (const auto catalogue = interface_language(asked); !catalogue.empty()) return std::string(catalogue);
  const std::string_view primary = asked.substr(0, asked.find('-'));
  return in_policy(primary) ? std::string(primary) : std::string();
}

Response discussion_answer(App& app, const Request& request, std::string_view representation,
                           std::string_view content_type,
                           const std::function<std::string(const DiscussionView&, std::string_view)>& render) {
  const auto site = site_of(app, request);
  if (!site) return problem(site.error(), request);
  const auto story = story_of(app, request, *site);
  if (!story) return problem(story.error(), request);
  const auto query = discussion_query(request);
  if (!query) return problem(query.error(), request);
  const std::string_view asked = request.query_value("lang").value_or("");
  if (!is_tag(asked)) return problem(Error{Error::Code::invalid, "lang is a language tag"}, request);
  const std::string lang = rendered_language(app, *site, asked);

  SnapshotKey key{site->id, *story ? (*story)->id : StoryId{}, "", std::string(representation)};
  key.what += " " + std::string(discussion::name(query->sort)) + " " + std::to_string(query->limit) + " " + lang + " " +
              query->after;
  // Of all the sizes that one may ask for, only the usual one is read by many.
  if (query->limit != DiscussionQuery{}.limit) key.address = "limit";
  const discussion::Story to_come = story_to_come(*site, request);
  if (!*story) {
    for (const std::string* part : {&to_come.publisher_id, &to_come.url, &to_come.title, &to_come.language}) {
      key.address += *part + '\n';
    }
  }
  return app.snapshots.answer(request, key, [&]() -> Result<Rendered> {
    COMITY_TRY(auto view, discussion_view(app, *site, *story, *query));
    if (!*story) view.story = to_come;
    Rendered rendered;
    rendered.bytes = render(view, lang);
    rendered.content_type = content_type;
    if (content_type.starts_with("text/html")) rendered.headers = page_headers();
    rendered.headers.emplace_back("Access-Control-Allow-Origin", "*");
    if (view.open) rendered.until = view.story.closes_at;
    for (const CommentView& comment : view.comments) {
      if (!comment.restored) continue;
      const Time until = *comment.restored + restored_shown_for;
      if (!rendered.until || until < *rendered.until) rendered.until = until;
    }
    return rendered;
  });
}

}  // namespace comity::http
