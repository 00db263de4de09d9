#include "http/pages/discussion_html.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "http/messages.h"

using namespace comity;
using namespace comity::http;
using discussion::State;

namespace {

const auto policy_in_force = policy::compile(policy::shipped_policy()).policy;

CommentView comment(std::int64_t number, std::int64_t reply_to = 0, int depth = 0) {
  CommentView view;
  view.number = number;
  view.reply_to = reply_to;
  view.depth = depth;
  view.name = "Anna";
  view.html = "<p>Hello.</p>";
  view.language = "en";
  view.created = *parse_rfc3339("2026-11-22T15:05:57Z");
  return view;
}

DiscussionView discussion_of(std::vector<CommentView> comments) {
  DiscussionView view;
  view.site.key = "herald";
  view.site.name = "The Herald";
  view.site.languages = {"en"};
  view.story.id = StoryId{1};
  view.story.publisher_id = "bridge";
  view.story.published = static_cast<std::int64_t>(comments.size());
  view.comments = std::move(comments);
  view.policy = policy_in_force;
  return view;
}

std::string html(const DiscussionView& view, DiscussionPlace place = {}) {
  place.story = "/s/herald/bridge";
  std::string out;
  HtmlWriter w(out);
  write_discussion(w, view, place);
  return out;
}

std::string html_in(std::string_view lang, const DiscussionView& view) {
  DiscussionPlace place;
  place.reader.lang = lang;
  return html(view, place);
}

bool has(std::string_view page, std::string_view piece) { return page.find(piece) != std::string_view::npos; }

std::size_t count(std::string_view page, std::string_view piece) {
  std::size_t n = 0;
  for (std::size_t at = page.find(piece); at != std::string_view::npos; at = page.find(piece, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("a comment is an article that says its number, its author and what it answers") {
  const std::string page = html(discussion_of({comment(9), comment(14, 9, 1)}));
  CHECK(has(page, R"(id="c9" aria-label="Comment 9 by Anna")"));
  CHECK(has(page, R"(class="cd-comment cd-d1" id="c14" aria-label="Comment 14 by Anna, reply to 9")"));
  CHECK(has(page, R"(href="/s/herald/bridge/14")"));
}

TEST_CASE("a comment carries its own language and direction, and an unknown language is said to be unknown") {
  auto one = comment(1);
  one.language = "ar";
  one.rtl = true;
  auto other = comment(2);
  other.language = "";
  const std::string page = html(discussion_of({one, other}));
  CHECK(has(page, R"(<div class="cd-text" lang="ar" dir="rtl">)"));
  CHECK(has(page, R"(<div class="cd-text" lang="" dir="ltr">)"));
}

TEST_CASE("times are absolute and the same for everybody") {
  CHECK(has(html(discussion_of({comment(1)})),
            R"(<time datetime="2026-11-22T15:05:57Z">22 November 2026 at 15:05 UTC</time>)"));
}

TEST_CASE("a removed comment keeps its number and names the rule, linked") {
  auto removed = comment(3);
  removed.state = State::removed;
  removed.html = "";
  removed.clauses = {"person"};
  const std::string page = html(discussion_of({removed}));
  CHECK(has(page, "Number 3 was removed: rule 2, No attacks on a person."));
  CHECK(has(page, R"(href="/policy/herald#rule-person")"));
  CHECK_FALSE(has(page, "Decided by"));
  removed.decided = *parse_rfc3339("2026-11-23T09:00:00Z");
  CHECK(has(html(discussion_of({removed})), ">23 November 2026</time>. <a"));
  CHECK(has(html(discussion_of({removed})), "Decided by a moderator on"));
  CHECK_FALSE(has(page, "Anna"));
}

TEST_CASE("a comment that was put back says that the decision was wrong") {
  auto back = comment(3);
  back.restored = *parse_rfc3339("2026-11-23T09:00:00Z");
  CHECK(has(html(discussion_of({back})), "Number 3 was removed and then put back: the decision was wrong."));
}

TEST_CASE("a removal under a rule that the policy no longer has still names it") {
  auto removed = comment(3);
  removed.state = State::removed;
  removed.clauses = {"old-rule"};
  CHECK(has(html(discussion_of({removed})), "Number 3 was removed: <bdi>old-rule</bdi>."));
}

TEST_CASE("withdrawn and superseded comments are numbered lines") {
  auto withdrawn = comment(4);
  withdrawn.state = State::withdrawn;
  auto older = comment(5);
  older.superseded_by = 8;
  const std::string page = html(discussion_of({withdrawn, older}));
  CHECK(has(page, "Number 4 was withdrawn by its author."));
  CHECK(has(page, R"(corrected by its author in number <a href="/s/herald/bridge/8">8</a>)"));
  CHECK_FALSE(has(page, "cd-reply"));
}

TEST_CASE("replies are indented to a depth, and below it say what they answer") {
  const std::string page =
      html(discussion_of({comment(1), comment(2, 1, 1), comment(3, 2, 5), comment(4, 3, 6), comment(5, 4, 9'999)}));
  CHECK(has(page, "cd-d5\" id=\"c3\""));
  CHECK(has(page, "cd-d5\" id=\"c4\""));
  CHECK(has(page, "cd-d5\" id=\"c5\""));
  CHECK(has(page, R"(<p class="cd-in-reply"><a href="#c4">in reply to no. 4</a></p>)"));
  CHECK_FALSE(has(page, "in reply to no. 1<"));
}

TEST_CASE("a reply whose parent stands on an earlier page links to it") {
  CHECK(has(html(discussion_of({comment(8, 2, 1)})), R"(<a href="/s/herald/bridge/2">in reply to no. 2</a>)"));
}

TEST_CASE("the flat orders do not indent and always say what is answered") {
  auto view = discussion_of({comment(1), comment(2, 1, 1)});
  view.sort = Sort::oldest;
  const std::string page = html(view);
  CHECK_FALSE(has(page, "cd-d1"));
  CHECK(has(page, R"(<a href="#c1">in reply to no. 1</a>)"));
  CHECK(has(page, R"(<a href="/s/herald/bridge?sort=oldest#discussion" aria-current="true">Oldest first</a>)"));
}

TEST_CASE("the foot says what was not published and why") {
  auto view = discussion_of({comment(1)});
  view.story.held = 3;
  view.refused_by_clause = {{"spam", 24}, {"person", 7}};
  CHECK(has(html(view), "3 await review; 31 not published: 24 spam, 7 rule 2"));
  CHECK(has(html_in("ru", view), "3 ждут проверки; 31 не опубликован: 24 — спам, 7 — правило 2"));
  view.story.held = 0;
  view.refused_by_clause = {{"", 1}};
  CHECK(has(html(view), "1 not published: 1 without a named rule"));
  view.refused_by_clause.clear();
  CHECK_FALSE(has(html(view), "cd-foot"));
}

TEST_CASE("a page with more behind it links on, and one that is not the first links back") {
  auto view = discussion_of({comment(1)});
  view.next = "t.14";
  DiscussionPlace place;
  place.continued = true;
  const std::string page = html(view, place);
  CHECK(has(page, R"(rel="next" href="/s/herald/bridge?after=t.14#discussion")"));
  CHECK(has(page, "Back to the first comments"));
  view.next = "";
  CHECK_FALSE(has(html(view), "cd-more"));
}

TEST_CASE("a closed discussion says so and has neither form nor replies") {
  auto view = discussion_of({comment(1)});
  view.open = false;
  const std::string page = html(view);
  CHECK(has(page, "This discussion is closed."));
  CHECK_FALSE(has(page, "<form"));
  CHECK_FALSE(has(page, "cd-reply"));
}

TEST_CASE("above the form stand one sentence of the policy, its link, and the rules' titles") {
  const std::string page = html(discussion_of({}));
  CHECK(has(page, "You are welcome here, whatever side you are on. <a href=\"/policy/herald\">"));
  CHECK_FALSE(has(page, "Say what you think happened"));
  CHECK(count(page, "<li>") == policy_in_force->clauses.size());
  CHECK(has(page, "Nobody has written here yet."));
}

TEST_CASE("nobody is asked for the first comment where there is no form for it") {
  DiscussionPlace place;
  place.form = false;
  const std::string page = html(discussion_of({}), place);
  CHECK(has(page, "Nobody wrote here."));
  CHECK_FALSE(has(page, "Yours can be the first"));
  CHECK_FALSE(has(page, "<form"));
}

TEST_CASE("the language that was asked for stays in every link") {
  DiscussionPlace place;
  place.reader = {"ar", true};
  auto view = discussion_of({comment(1), comment(2, 1, 1)});
  view.next = "t.2";
  const std::string page = html(view, place);
  CHECK(count(page, "href=\"/") + count(page, "action=\"/") == count(page, "lang=ar"));
  CHECK(has(page, R"(action="/s/herald/bridge?lang=ar")"));
  CHECK(has(page, R"(href="/s/herald/bridge/1?lang=ar#write")"));
  CHECK(has(page, R"(lang="ar" dir="rtl" aria-labelledby="cd-title")"));
}

TEST_CASE("on a publisher's page every address leads to our server") {
  DiscussionPlace place;
  place.base = "https://talk.example.org";
  auto view = discussion_of({comment(1)});
  view.next = "t.1";
  const std::string page = html(view, place);
  CHECK_FALSE(has(page, "href=\"/"));
  CHECK_FALSE(has(page, "action=\"/"));
}

TEST_CASE("an author's mark, a staff badge and an erased name are words") {
  auto marked = comment(1);
  marked.name_mark = "2";
  auto staff = comment(2);
  staff.staff = true;
  auto erased = comment(3);
  erased.name = "";
  const std::string page = html(discussion_of({marked, staff, erased}));
  CHECK(has(page, "<bdi class=\"cd-name\">Anna · 2</bdi>"));
  CHECK(has(page, "editorial staff"));
  CHECK(has(page, "Comment 3 by name erased"));
}

TEST_CASE("an edit after an answer says so") {
  auto edited = comment(1);
  edited.edited = *parse_rfc3339("2026-11-22T15:10:00Z");
  edited.edited_after = 12;
  CHECK(has(html(discussion_of({edited})), ", after no. 12 answered"));
}

TEST_CASE("whatever name, language or address somebody sends, no markup of theirs reaches the page") {
  CHECK(rc::check([](const std::string& before, const std::string& after) {
    const std::string hostile = before + "\"'><script>x</script><img src=x onerror=x>" + after;
    auto one = comment(1);
    one.name = one.name_mark = one.language = hostile;
    auto view = discussion_of({one});
    view.site.name = view.story.title = view.story.url = hostile;
    view.next = hostile;
    view.refused_by_clause = {{hostile, 2}};
    DiscussionPlace place;
    place.url = place.title = place.language = hostile;
    const std::string page = html(view, place);
    RC_ASSERT(!has(page, "<script"));
    RC_ASSERT(!has(page, "<img"));
  }));
}
