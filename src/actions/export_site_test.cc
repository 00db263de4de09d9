#include "actions/export_site.h"

#include <doctest.h>

#include <cstring>

#include "actions/decide_appeal.h"
#include "actions/decide_reports.h"
#include "actions/erase_words.h"
#include "actions/file_appeal.h"
#include "actions/file_report.h"
#include "actions/import_archive.h"
#include "actions/import_site.h"
#include "actions/record_order.h"
#include "actions/site_settings.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using discussion::Deed;

namespace {

std::string exported(World& world, const discussion::Site& site) {
  std::string out;
  const auto counts = export_site(world, site, [&](std::string_view line) -> Done {
    out.append(line);
    return {};
  });
  REQUIRE(counts);
  return out;
}

std::function<Result<std::size_t>(char*, std::size_t)> bytes_of(const std::string& text, std::size_t piece = 1000) {
  return [&text, piece, at = std::size_t{0}](char* to, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t n = std::min({size, piece, text.size() - at});
    std::memcpy(to, text.data() + at, n);
    at += n;
    return n;
  };
}

// An empty folder.
struct Empty {
  testing::HandClock clock;
  testing::CountedRandom random;
  std::unique_ptr<store::Store> store = store::make_memory_store();
  Policies policies{*store};
  World world{*store, policies, clock, random, {}};

  Result<ImportSiteReport> import(const std::string& text, const std::string& key = "herald", bool dry_run = false) {
    return import_site(world, {key, bytes_of(text), dry_run, {}});
  }
  std::string again(const std::string& key = "herald") {
    const auto site = store->site(key);
    REQUIRE(site);
    return exported(world, *site);
  }
};

// A site on which everything has happened.
void live(testing::Server& server) {
  const auto first = *server.post("The bridge was *closed* again.");
  server.clock.wait(std::chrono::minutes(1));
  REQUIRE(server.edit(first, "The bridge was closed again, all week."));
  REQUIRE(server.edit(first, "The bridge was closed, humbug."));  // the edit is held
  const auto reply = *server.post_as("Bo", testing::Server::key(2), "I took the ferry \U0001F6A2.");
  REQUIRE(server.decide(reply.comment, Deed::remove, {"people"}));
  REQUIRE(server.decide(server.now(reply.comment), Deed::restore));
  const auto held = *server.post_as("Cy", testing::Server::key(3), "All humbug.");
  REQUIRE(server.decide(held.comment, Deed::publish));
  const auto refused = *server.post_as("Cy", testing::Server::key(3), "More humbug, \"quoted\" <b>.");
  REQUIRE(server.decide(refused.comment, Deed::refuse, {"manners"}));
  REQUIRE(server.post_as("Di", testing::Server::key(4), "Sheer balderdash."));
  REQUIRE(server.post_as("Di", testing::Server::key(4), "Humbug still waiting."));
  const auto gone = *server.post_as("Ed", testing::Server::key(5), "I take this back.");
  REQUIRE(withdraw_comment(server.world(), server.site, gone.comment.receipt));
  const auto dropped = *server.post_as("Ed", testing::Server::key(5), "This too is going: removed.");
  REQUIRE(server.decide(dropped.comment, Deed::remove, {"people"}));
  const auto forgotten = *server.post_as("Fay", testing::Server::key(6), "Not for ever.");
  REQUIRE(erase_author(server.world(), server.site.id, forgotten.comment.author, 10));
  REQUIRE(go_on_erasing(server.world(), server.site.id, forgotten.comment.author, 10, true));
  REQUIRE(revoke_guest(server.world(), server.site, gone.comment.author));
  FileReport report;
  report.story = first.story.id;
  report.number = first.comment.number;
  report.clause = "manners";
  report.words = "It is \"rude\".";
  report.language = "en";
  REQUIRE(file_report(server.world(), server.site, report));
  const auto answered = file_report(server.world(), server.site, report).value();
  REQUIRE(keep_reported(server.world(),
                        {server.site.id, answered.story, answered.comment, {answered.id}, "It is not.", "", "desk"}));
  RecordOrder order;
  order.site = server.site.id;
  order.order.authority = "District court of Lindenford";
  order.order.ground = "Civil code, section 12";
  order.order.recorded_by = "orla";
  REQUIRE(record_order(server.world(), order));
  REQUIRE(note_danger(server.world(), {server.site.id, gone.story.id, gone.comment.id, "A place.", "orla"}));
  StorySettings closed;
  closed.open = false;
  closed.title = "The bridge, closed";
  REQUIRE(set_story(server.world(), server.site, server.story().id, closed));
  REQUIRE(set_story_text(server.world(), server.site, server.story().id, "They closed it."));
  REQUIRE(publish_policy(server.world(), server.site, std::string(testing::small_policy) + "\n# second\n", "editor"));
}

// The site with another value of one setting, as stored.
discussion::Site changed(testing::Server& server, const SiteSetting& setting) {
  const std::string before = setting_text(server.site, setting.name);
  for (const std::string text : {"yes", "no", "outside", "7", "https://larch.example", "ru", "The Larch"}) {
    const auto site = with_setting(server.site, setting.name, text);
    if (!site || setting_text(*site, setting.name) == before) continue;
    if (const auto set = set_site(server.world(), *site)) return *set;
  }
  FAIL("no other value is known for " << setting.name);
  return {};
}

}  // namespace

TEST_CASE("whatever can be set on a site is exported and read back") {
  testing::Server server;
  for (const SiteSetting& setting : site_settings()) {
    CAPTURE(setting.name);
    const discussion::Site site = changed(server, setting);
    Empty empty;
    REQUIRE(empty.import(exported(server.world(), site)));
    const auto there = empty.store->site("herald").value();
    for (const SiteSetting& each : site_settings())
      CHECK(setting_text(there, each.name) == setting_text(site, each.name));
    CHECK(setting_text(there, setting.name) != setting_text(server.site, setting.name));
  }
}

TEST_CASE("an export brought into an empty folder and exported again gives the same bytes") {
  testing::Server server;
  live(server);
  const std::string text = exported(server.world(), *server.world().store.site(server.site.id));
  Empty empty;
  const auto report = empty.import(text);
  CHECK((report ? "" : report.error().detail) == "");
  REQUIRE(report);
  CHECK(empty.again() == text);
  CHECK(empty.store->integrity()->empty());
  CHECK(report->lines.comments == 9);
  CHECK(report->lines.policies == 2);
  CHECK(report->known == 0);
}

TEST_CASE("appeals, warnings and what followed them go the same way, and the strikes come out the same") {
  constexpr std::string_view ladder =
      "\n[[ladder]]\nstrikes = 2\nwithin = \"30d\"\nthen = \"warn\"\n"
      "[[ladder]]\nstrikes = 3\nwithin = \"30d\"\nthen = \"premoderate\"\nfor = \"14d\"\n";
  testing::Server server;
  World& world = server.world();
  REQUIRE(publish_policy(world, server.site, std::string(testing::small_policy) + std::string(ladder), "editor"));
  std::vector<discussion::Comment> refused;
  for (const char* text : {"Humbug.", "More of that humbug.", "Nothing but humbug here.", "Humbug once again."}) {
    server.clock.wait(std::chrono::hours(1));
    const auto posted = server.post(text);
    REQUIRE(posted);
    REQUIRE(server.decide(posted->comment, Deed::refuse, {"manners"}));
    refused.push_back(posted->comment);
  }
  const auto first = file_appeal(world, server.site, {refused[0].receipt, {}, "It was about a council.", "en"});
  REQUIRE(first);
  REQUIRE(file_appeal(world, server.site, {refused[1].receipt, {}, "So was this.", "en"}));
  REQUIRE(
      decide_appeal(world, {server.site.id, first->id, discussion::AppealOutcome::reversed, "So it was.", "boris"}));
  const auto author = *world.store.author(server.site.id, refused[0].author);
  const auto blocks = *world.store.blocks(server.site.id, author.id);
  REQUIRE(blocks.size() >= 2);

  const std::string text = exported(world, *world.store.site(server.site.id));
  Empty empty;
  const auto report = empty.import(text);
  CHECK((report ? "" : report.error().detail) == "");
  REQUIRE(report);
  CHECK(empty.again() == text);
  CHECK(report->lines.appeals == 2);
  CHECK(report->lines.blocks == static_cast<std::int64_t>(blocks.size()));
  const auto site = *empty.store->site("herald");
  CHECK(empty.store->author(site.id, author.id)->strikes == author.strikes);
  CHECK(empty.store->author(site.id, author.id)->restricted == author.restricted);
  CHECK(empty.store->blocks(site.id, author.id)->size() == blocks.size());
  CHECK(empty.store->open_appeals(site.id, 0, 9)->size() == 1);
  CHECK(empty.store->integrity()->empty());
  REQUIRE(empty.import(text));  // and once more adds nothing
  CHECK(empty.again() == text);
}

TEST_CASE("every line begins with its kind, and nothing in it opens a door") {
  testing::Server server;
  const auto posted = *server.post("A word.");
  const std::string text = exported(server.world(), server.site);
  std::size_t at = 0;
  while (at < text.size()) {
    CHECK(text.compare(at, 9, "{\"kind\":\"") == 0);
    at = text.find('\n', at) + 1;
  }
  CHECK(text.find(to_base64url(posted.comment.receipt)) == std::string::npos);
  CHECK(text.find(posted.comment.case_code) == std::string::npos);
  CHECK(text.find("token") == std::string::npos);
}

TEST_CASE("imported archives, doubles and marks go the same way") {
  Empty first;
  const std::string wxr =
      "<rss><channel><link>https://larch.example</link><item><link>https://larch.example/one</link>"
      "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ada</wp:comment_author><wp:comment_date_gmt>"
      "2014-03-01 10:00:00</wp:comment_date_gmt><wp:comment_content>Twice.</wp:comment_content><wp:comment_approved>1"
      "</wp:comment_approved></wp:comment><wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>Ada"
      "</wp:comment_author><wp:comment_date_gmt>2014-03-01 11:00:00</wp:comment_date_gmt><wp:comment_content>Twice."
      "</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>9</wp:comment_parent>"
      "</wp:comment></item></channel></rss>";
  ImportArchive request;
  request.site_key = "larch";
  request.read = bytes_of(wxr);
  request.spools = interchange::memory_spools();
  REQUIRE(import_wxr(first.world, request));
  const std::string text = first.again("larch");
  CHECK(text.find("\"superseded_by\":2") != std::string::npos);
  CHECK(text.find("\"mark\":\"orphan\"") != std::string::npos);
  CHECK(text.find("\"source_key\":\"https://larch.example#1\"") != std::string::npos);
  Empty second;
  REQUIRE(second.import(text, "larch"));
  CHECK(second.again("larch") == text);
  // The archive is known there too.
  request.read = bytes_of(wxr);
  const auto again = import_wxr(second.world, request);
  REQUIRE(again);
  CHECK(again->comments.known == 2);
}

TEST_CASE("an import that was stopped is run again to its end") {
  testing::Server server;
  live(server);
  const std::string text = exported(server.world(), *server.world().store.site(server.site.id));
  Empty empty;
  for (std::size_t cut = 500; cut < text.size(); cut += 1700) (void)empty.import(text.substr(0, cut));
  const auto report = empty.import(text);
  CHECK((report ? "" : report.error().detail) == "");
  CHECK(empty.again() == text);
}

TEST_CASE("a dry run reads every line and writes nothing") {
  testing::Server server;
  live(server);
  const std::string text = exported(server.world(), *server.world().store.site(server.site.id));
  Empty empty;
  const auto report = empty.import(text, "herald", true);
  REQUIRE(report);
  CHECK(report->lines.comments == 9);
  CHECK(empty.store->sites()->empty());
}

TEST_CASE("a wrong line is named by its number") {
  testing::Server server;
  REQUIRE(server.post("A word."));
  std::string text = exported(server.world(), server.site);
  text.insert(text.find('\n') + 1, "{\"kind\":\"goat\"}\n");
  Empty empty;
  const auto report = empty.import(text);
  REQUIRE_FALSE(report);
  CHECK(report.error().detail == "line 2: the kind 'goat' is not known here");
  CHECK(empty.import("").error().code == Error::Code::invalid);
  CHECK(empty.import("{\"kind\":\"author\",\"id\":\"1\",\"is\":\"guest\",\"first_seen\":\"2014-03-01T10:00:00Z\"}\n")
            .error()
            .detail.find("line 1") == 0);
}

TEST_CASE("a site that came from elsewhere is not written over") {
  testing::Server server;
  REQUIRE(server.post("A word."));
  Empty empty;
  REQUIRE(add_site(empty.world, server.site));
  discussion::Site elsewhere = server.site;
  elsewhere.created = at_ms(5);
  const std::string text = exported(server.world(), elsewhere);
  CHECK(empty.import(text).error().code == Error::Code::conflict);
  CHECK(empty.import(text, "other"));
}
