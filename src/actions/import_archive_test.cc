#include "actions/import_archive.h"

#include <doctest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using discussion::State;

namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// A server without a server.
struct Here {
  testing::HandClock clock;
  testing::CountedRandom random;
  std::unique_ptr<store::Store> store = store::make_memory_store();
  Policies policies{*store};
  World world{*store, policies, clock, random, {}};

  Result<ImportReport> run(const std::string& file, bool dry_run = false, const std::string& key = "larch",
                           std::function<void()> between = {}) {
    std::size_t at = 0;
    ImportArchive request;
    request.site_key = key;
    request.dry_run = dry_run;
    request.spools = interchange::memory_spools();
    request.read = [&](char* to, std::size_t size) -> Result<std::size_t> {
      const std::size_t n = std::min(size, file.size() - at);
      std::memcpy(to, file.data() + at, n);
      at += n;
      return n;
    };
    request.stepped = [&](std::chrono::nanoseconds) {
      if (between) between();
    };
    return import_wxr(world, request);
  }
  ImportReport import(const std::string& file, bool dry_run = false) {
    Result<ImportReport> report = run(file, dry_run);
    REQUIRE(report);
    return *std::move(report);
  }

  discussion::Site site() { return *store->site("larch"); }
  discussion::Story story(const std::string& slug) {
    const auto found = store->story_by_url(site().id, "https://larch.example/" + slug);
    REQUIRE(found);
    return *found;
  }
  discussion::Comment comment(int source_id) {
    const auto found = store->by_source_key(site().id, "https://larch.example#" + std::to_string(source_id));
    REQUIRE(found);
    return *found;
  }
  std::string text(int source_id) {
    const discussion::Comment c = comment(source_id);
    return store->revisions(c.site, c.story, c.id)->back().text;
  }
  // "1:Ada Wold 2:Bo Lind<1 ": numbers, names, what they answer.
  std::string outline(const std::string& slug) {
    const discussion::Story s = story(slug);
    std::vector<std::int64_t> numbers;
    const auto rows = store->outline(s.site, s.id);
    for (const auto& row : *rows) numbers.push_back(row.number);
    std::string out;
    const auto comments = store->by_numbers(s.site, s.id, numbers);
    for (const store::StoredComment& c : *comments) {
      out += std::to_string(c.comment.number) + ":" + c.comment.name;
      if (c.reply_to_number != 0) out += "<" + std::to_string(c.reply_to_number);
      out += " ";
    }
    return out;
  }
};

const std::string traps = "tests/imports/traps.xml";

std::string one_story(const std::string& comments) {
  return "<rss><channel><title>The Larch</title><link>https://larch.example</link><item><title>One</title><link>"
         "https://larch.example/one</link><wp:post_id>1</wp:post_id>" +
         comments + "</item></channel></rss>";
}

std::string said(int id, const std::string& date, const std::string& words, const std::string& approved = "1",
                 int parent = 0, const std::string& name = "Ada Wold") {
  return "<wp:comment><wp:comment_id>" + std::to_string(id) + "</wp:comment_id><wp:comment_author>" + name +
         "</wp:comment_author><wp:comment_date_gmt>" + date + "</wp:comment_date_gmt><wp:comment_content>" + words +
         "</wp:comment_content><wp:comment_approved>" + approved + "</wp:comment_approved><wp:comment_parent>" +
         std::to_string(parent) + "</wp:comment_parent></wp:comment>";
}

std::string day(int n) { return "2014-03-" + std::string(n < 10 ? "0" : "") + std::to_string(n) + " 10:00:00"; }

}  // namespace

TEST_CASE("an export with every trap gives the right counts") {
  Here here;
  const ImportReport r = here.import(file_text(traps));
  CHECK(r.site_made);
  CHECK(r.source == "https://larch.example");
  CHECK(r.stories.added == 5);
  CHECK(r.stories.closed == 1);
  CHECK(r.stories.foreign == 0);
  CHECK(r.comments.added() == 19);
  CHECK(r.comments.published == 15);
  CHECK(r.comments.held == 1);
  CHECK(r.comments.refused == 1);
  CHECK(r.comments.removed == 2);
  CHECK(r.comments.replies == 4);
  CHECK(r.comments.orphans == 2);
  CHECK(r.comments.cycles == 3);
  CHECK(r.comments.other_story == 1);
  CHECK(r.comments.superseded == 1);
  CHECK(r.set_aside ==
        interchange::Counts{
            {"item of type attachment", 1}, {"pingback", 1}, {"post with status draft", 1}, {"trackback", 1}});
  CHECK(r.noted.at("text escaped twice") == 1);
  CHECK(r.noted.at("date without GMT, read as GMT") == 1);
  CHECK(r.noted.at("comment without a name, shown as 'Anonymous'") == 1);
  CHECK(r.dropped.at("comment meta dsq_post_id") == 1);
  CHECK(r.dropped.at("network address") == 19);
  CHECK_FALSE(r.partly_read());
  std::int64_t judged = 0;
  for (const auto& [state, actions] : r.judged)
    for (const auto& [action, n] : actions) judged += n;
  CHECK(judged == 19);
  CHECK(here.store->integrity()->empty());
}

TEST_CASE("numbers go by date, then source id; answers find their parents wherever they stand in the file") {
  Here here;
  here.import(file_text(traps));
  CHECK(here.outline("story-10") == "1:Ada Wold 2:Anonymous 3:Bo Lind<1 4:Cy Marrow – Larch<3 5:Reader of Tobi ");
  CHECK(here.outline("story-12") == "1:Ada Wold 2:Bo Lind 3:Ada Wold 4:Ada Wold 5:Ada Wold 6:Cy Marrow<7 7:Ada Wold ");
  CHECK(here.comment(121).mark == "cycle");
  CHECK(here.comment(122).mark == "cycle");
  CHECK(here.comment(123).mark == "orphan");
  CHECK(here.comment(124).mark == "other_story");
  CHECK(here.comment(125).mark == "cycle");
  CHECK(here.comment(126).mark == "");
}

TEST_CASE("what moderators decided there stands here, as imported decisions") {
  Here here;
  here.import(file_text(traps));
  CHECK(here.comment(111).state == State::held);
  CHECK(here.comment(112).state == State::refused);
  CHECK(here.comment(112).number == 0);
  CHECK(here.comment(113).state == State::removed);
  CHECK(here.comment(113).number == 1);
  CHECK(here.comment(115).number == 3);
  const discussion::Comment spam = here.comment(112);
  const auto decisions = *here.store->decisions(spam.site, spam.story, spam.id);
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].actor == discussion::Actor::imported);
  CHECK(decisions[0].deed == discussion::Deed::refuse);
  CHECK(here.store->held(here.site().id, 0, 10)->size() == 1);
  CHECK_FALSE(here.story("story-11").open);
  CHECK(here.story("story-10").open);
  CHECK(here.story("story-10").title == "The bridge & the ferry");
}

TEST_CASE("words keep their look: HTML, newlines, what was escaped twice") {
  Here here;
  here.import(file_text(traps));
  CHECK(here.text(101) == "I **like** the [new bridge](<https://larch.example/maps>).");
  CHECK(here.text(103).find("Second thoughts:") == 0);
  CHECK(here.text(103).find("\n\nBut kinder.") != std::string::npos);
  CHECK(here.text(104) == "Escaped *twice*.");
  CHECK(here.comment(101).written == *parse_rfc3339("2014-03-01T10:00:00Z"));
}

TEST_CASE("the same words twice by one name within a day: the older is folded to the newer") {
  Here here;
  here.import(file_text(traps));
  CHECK(here.comment(131).superseded_by == here.comment(132).id);
  CHECK_FALSE(here.comment(132).superseded_by);
  const ImportReport r = here.import(one_story(said(1, day(1), "Twice.") + said(2, day(3), "Twice.") +
                                               said(3, "2014-03-03 11:00:00", "Twice.", "1", 0, "Bo Lind") +
                                               said(4, "2014-03-04 09:00:00", " twice. ")));
  CHECK(r.comments.superseded == 1);
  CHECK(here.comment(2).superseded_by == here.comment(4).id);
}

TEST_CASE("a second run adds nothing, changes nothing and says so") {
  Here here;
  const ImportReport first = here.import(file_text(traps));
  const discussion::Story before = here.story("story-12");
  const ImportReport again = here.import(file_text(traps));
  CHECK_FALSE(again.site_made);
  CHECK(again.stories.added == 0);
  CHECK(again.stories.known == 5);
  CHECK(again.comments.added() == 0);
  CHECK(again.comments.known == first.comments.added());
  CHECK(again.comments.changed == 0);
  CHECK(again.comments.superseded == 0);
  CHECK(here.story("story-12") == before);
}

TEST_CASE("a later run adds what is new behind what is here") {
  Here here;
  here.import(one_story(said(1, day(1), "One.") + said(5, day(5), "Five.")));
  const ImportReport r = here.import(one_story(said(1, day(1), "One.") + said(2, day(2), "Two.", "1", 5) +
                                               said(5, day(5), "Five.") + said(6, day(6), "Six.", "1", 2)));
  CHECK(r.comments.added() == 2);
  CHECK(here.outline("one") == "1:Ada Wold 2:Ada Wold 3:Ada Wold<2 4:Ada Wold<3 ");
  CHECK(here.text(2) == "Two.");
  CHECK(here.comment(2).number == 3);
  SUBCASE("and finds parents that only an earlier file held") {
    here.import(one_story(said(7, day(7), "Seven.", "1", 1)));
    CHECK(here.comment(7).reply_to == here.comment(1).id);
    CHECK(here.comment(7).mark == "");
  }
}

TEST_CASE("comments of a page that has moved since stay where they are; new ones go to the new page") {
  Here here;
  here.import(one_story(said(1, day(1), "One.", "0") + said(2, day(2), "Two.")));
  std::string moved = one_story(said(1, day(1), "One.") + said(2, day(2), "Two.") + said(3, day(3), "Three.", "1", 2));
  moved.replace(moved.find("example/one"), 11, "example/two");
  const ImportReport r = here.import(moved);
  CHECK(r.comments.known == 2);
  CHECK(r.comments.changed == 1);
  CHECK(here.outline("two") == "1:Ada Wold ");
  CHECK(here.comment(3).mark == "other_story");
  CHECK(here.comment(1).state == State::published);
}

TEST_CASE("a later run changes a state where nobody here has decided, and only there") {
  Here here;
  here.import(one_story(said(1, day(1), "One.", "0") + said(2, day(2), "Two.", "0") + said(3, day(3), "Three.") +
                        said(4, day(4), "Four.", "trash")));
  DecideComment refuse;
  refuse.site = here.site().id;
  refuse.story = here.story("one").id;
  refuse.comment = here.comment(2).id;
  refuse.deed = discussion::Deed::refuse;
  refuse.clauses = {(*here.policies.live(here.site()))->clauses.front().id};
  REQUIRE(decide_comment(here.world, refuse));
  const ImportReport r = here.import(one_story(said(1, day(1), "One.") + said(2, day(2), "Two.") +
                                               said(3, day(3), "Three.", "spam") + said(4, day(4), "Four.")));
  CHECK(r.comments.changed == 3);
  CHECK(r.comments.left == 1);
  CHECK(here.comment(1).state == State::published);
  CHECK(here.comment(1).number == 3);
  CHECK(here.comment(2).state == State::refused);
  CHECK(here.comment(3).state == State::removed);
  CHECK(here.comment(4).state == State::published);
  CHECK(here.store->integrity()->empty());
}

TEST_CASE("a dry run writes nothing and says the same") {
  Here here;
  const ImportReport dry = here.import(file_text(traps), true);
  CHECK(here.store->sites()->empty());
  ImportReport wet = here.import(file_text(traps));
  std::string text = to_text(wet);
  const std::string dry_text = to_text(dry);
  wet.dry_run = true;
  CHECK(dry_text == to_text(wet));
  SUBCASE("also when some of it is here") {
    here.import(one_story(said(1, day(1), "One.", "0")));
    const std::string more = one_story(said(1, day(1), "One.") + said(2, day(2), "Two.", "1", 1));
    const std::string said_dry = to_text(here.import(more, true));
    ImportReport then = here.import(more);
    then.dry_run = true;
    CHECK(said_dry == to_text(then));
  }
}

TEST_CASE("posts that arrive between the steps get numbers of their own, and nothing is lost") {
  Here here;
  std::string comments;
  for (int i = 1; i <= 500; ++i)  // every tenth answers one that is dated later
    comments += said(i, "2014-03-01 10:" + std::string(i % 60 < 10 ? "0" : "") + std::to_string(i % 60) + ":00",
                     "Words " + std::to_string(i) + ".", "1", i % 10 == 0 ? 501 - i : 0);
  int posted = 0;
  const auto post = [&] {
    if (posted == 20) return;
    PostComment request;
    request.site = here.site();
    request.story.url = "https://larch.example/one";
    request.name = "Live reader";
    request.text = "Post number " + std::to_string(posted) + " while an import runs.";
    const auto done = post_comment(here.world, request);
    REQUIRE(done);
    if (done->outcome == Posted::Outcome::published || done->outcome == Posted::Outcome::held) ++posted;
  };
  const auto report = here.run(one_story(comments), false, "larch", post);
  REQUIRE(report);
  CHECK(report->comments.added() == 500);
  CHECK(posted > 5);
  const discussion::Story story = here.story("one");
  CHECK(story.published + story.held == 500 + posted);
  CHECK(here.store->integrity()->empty());
  CHECK(here.import(one_story(comments)).comments.added() == 0);
}

TEST_CASE("an import that was stopped goes on where it was, with the numbers it would have had") {
  std::string comments;
  for (int i = 1; i <= 300; ++i)
    comments += said(i,
                     "2014-03-01 1" + std::to_string(i / 60) + ":" + std::string(i % 60 < 10 ? "0" : "") +
                         std::to_string(i % 60) + ":00",
                     "Words " + std::to_string(i) + ".", "1", i % 7 == 0 ? (i * 37) % 300 + 1 : 0);
  Here whole, stopped;
  whole.import(one_story(comments));
  struct Stop {};
  for (int steps = 1; steps <= 4; ++steps) {
    int left = steps;
    try {
      (void)stopped.run(one_story(comments), false, "larch", [&] {
        if (--left == 0) throw Stop{};
      });
    } catch (const Stop&) {
    }
  }
  stopped.import(one_story(comments));
  CHECK(stopped.outline("one") == whole.outline("one"));
  CHECK(stopped.store->integrity()->empty());
}

TEST_CASE("a name or a text that cannot stand here is made so and counted") {
  Here here;
  std::string long_name;
  for (int i = 0; i < 100; ++i) long_name += "é";
  ImportReport r =
      here.import(one_story(said(1, day(1), "One.", "1", 0, long_name) + said(2, day(2), std::string(20'000, 'a')) +
                            said(3, day(3), "") + said(4, day(4), "Four.", "1", 0, "\u202Egnorw")));
  CHECK(r.comments.added() == 4);
  CHECK(here.comment(1).name.size() == 120);
  CHECK(text::code_points(here.text(2)) == text::max_comment_code_points);
  CHECK(here.text(3) == "…");
  CHECK(here.comment(4).name == "gnorw");
  CHECK(r.noted.at("name that could not stand as it was") == 2);
}

TEST_CASE("a file without addresses is taken all the same, and known again") {
  Here here;
  const std::string file = "<rss><channel><item><title>Draft</title><wp:post_id>9</wp:post_id>" +
                           said(1, day(1), "One.") + "</item></channel></rss>";
  const ImportReport r = here.import(file);
  CHECK(r.source == "wxr");
  CHECK(r.stories.without_address == 1);
  CHECK(here.store->story_by_publisher_id(here.site().id, "wp-9"));
  CHECK(here.import(file).comments.known == 1);
}

TEST_CASE("what is refused changes nothing") {
  Here here;
  const auto refused = here.run("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + one_story(said(1, day(1), "One.")));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Error::Code::invalid);
  CHECK(here.store->sites()->empty());
  CHECK_FALSE(here.run(one_story(""), false, "No Key!"));
  for (const char* other : {"", "Dear editor,", "<rss/>", "<item><title>a</title></item>"}) {
    const auto no_export = here.run(other);
    REQUIRE_FALSE(no_export);
    CHECK(no_export.error().code == Error::Code::invalid);
  }
  CHECK(here.store->sites()->empty());
}

TEST_CASE("exports of real sites are taken as their tables say") {
  const char* shared = std::getenv("COMITY_SHARED");
  if (shared == nullptr || !std::filesystem::is_directory(std::filesystem::path(shared) / "data/imports")) {
    MESSAGE("skipped: COMITY_SHARED names no folder of sample exports");
    return;
  }
  struct Expected {
    std::string file;
    std::int64_t comments, replies, set_aside;
  };
  for (const auto& [name, comments, replies, set_aside] :
       {Expected{"wxr-bitcoin-france.xml", 193, 107, 42}, Expected{"wxr-theme-unit-test.xml", 29, 10, 4},
        Expected{"wxr-isso-threaded.xml", 8, 3, 0}, Expected{"wxr-importer-slashes.xml", 1, 0, 0}}) {
    CAPTURE(name);
    Here here;
    const ImportReport r = here.import(file_text(std::filesystem::path(shared) / "data/imports" / name));
    INFO(to_text(r));
    CHECK(r.comments.added() == comments);
    CHECK(r.comments.replies == replies);
    std::int64_t aside = 0;
    for (const auto& [what, n] : r.set_aside)
      if (what == "pingback" || what == "trackback") aside += n;
    CHECK(aside == set_aside);
    CHECK(here.store->integrity()->empty());
  }
}
