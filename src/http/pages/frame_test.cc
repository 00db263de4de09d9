#include "http/pages/frame.h"

#include <doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "http/messages.h"
#include "http/pages/assets.h"

using namespace comity;
using namespace comity::http;

namespace {

discussion::Site herald() {
  discussion::Site site;
  site.key = "herald";
  site.name = "The <Herald>";
  site.languages = {"ru", "en"};
  return site;
}

bool has(std::string_view page, std::string_view piece) { return page.find(piece) != std::string_view::npos; }

std::string file(const std::string& path) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

std::vector<std::string> page_sources() {
  std::vector<std::string> names;
  for (const char* folder : {"src/http/pages", "src/http/console", "src/http/letters"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const std::string name = entry.path().string();
      if (name.ends_with(".cc") && !name.ends_with("_test.cc")) names.push_back(name);
    }
  }
  return names;
}

// Keys of the console that are put together from the name of a deed, a state, a page ...
bool is_put_together(const std::string& key) {
  for (const char* group : {"console.nav.",
                            "console.key.",
                            "console.error.",
                            "console.done.",
                            "console.deed.",
                            "console.outcome.",
                            "console.actor.",
                            "console.restriction.",
                            "console.setting.",
                            "console.below.",
                            "console.form.",
                            "account.way.",
                            "account.passkeys.why.",
                            "order.",
                            "report.console.",
                            "report.outcome.",
                            "report.contest.received.",
                            "appeal.console.contest.",
                            "appeal.about.",
                            "appeal.help.",
                            "appeal.look.",
                            "appeal.received.",
                            "error.4",
                            "error.5",
                            "discussion.sort.",
                            "receipt.state.",
                            "policy.fold.",
                            "policy.effect.",
                            "people.role."}) {
    if (key.starts_with(group)) return true;
  }
  for (const char* one :
       {"console.policy.check", "console.policy.shadow", "console.policy.publish", "console.policy.form",
        "console.policy.try", "console.policy.publish_untried", "appeal.console.upheld", "appeal.console.partly",
        "appeal.console.reversed", "block.warn", "block.premoderate", "block.block", "block.for_good", "notice.what",
        "notice.why", "notice.who", "notice.can"}) {
    if (key == one) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a page speaks the language asked for, else the story's, else the site's first") {
  CHECK(reader_for("ar", herald(), "en").lang == "ar");
  CHECK(reader_for("ar", herald(), "en").asked);
  CHECK(reader_for("", herald(), "en-GB").lang == "en");
  CHECK(reader_for("xx", herald(), "yy").lang == "ru");
  CHECK_FALSE(reader_for("xx", herald()).asked);
  CHECK(reader_for("", {}).lang == "en");
}

TEST_CASE("links keep their query and their fragment when they name the language") {
  CHECK(Reader{"ru", true}.link("/s/a/b?sort=newest#c1") == "/s/a/b?sort=newest&lang=ru#c1");
  CHECK(Reader{"ru", false}.link("/s/a/b#c1") == "/s/a/b#c1");
}

TEST_CASE("a story's address survives any publisher's id") {
  discussion::Story story;
  story.id = StoryId{1};
  story.publisher_id = "a/b?c#d";
  CHECK(story_path(herald(), story) == "/s/herald/a%2Fb%3Fc%23d");
  story.publisher_id = "..";  // a browser would walk up
  CHECK(story_path(herald(), story) == "/s/herald/" + short_id(StoryId{1}));
}

TEST_CASE("a page names its language and direction, escapes names, and holds no script or style of its own") {
  const auto site = herald();
  Frame frame;
  frame.reader = {"ar", true};
  frame.site = &site;
  frame.title = "A & B";
  frame.path = "/s/herald";
  const std::string page = page_html(frame);
  CHECK(page.starts_with("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">"));
  CHECK(has(page, "<title>A &amp; B - The &lt;Herald&gt;</title>"));
  CHECK(has(page, "<bdi>The &lt;Herald&gt;</bdi>"));
  CHECK_FALSE(has(page, "<style"));
  CHECK_FALSE(has(page, "style=\""));
  CHECK_FALSE(has(page, "<script"));
  CHECK_FALSE(std::regex_search(page, std::regex("\\son[a-z]+=")));
  for (const std::string& lang : interface_languages()) CHECK(has(page, "href=\"/s/herald?lang=" + lang + "\""));
}

TEST_CASE("a private page is kept by nobody, tells no other site its address and is not indexed") {
  const Response response = private_page(200, Frame{});
  CHECK(response.header("cache-control") == "no-store");
  CHECK(response.header("referrer-policy") == "same-origin");
  CHECK(secret_page(200, Frame{}).header("referrer-policy") == "no-referrer");
  CHECK(response.header("x-robots-tag") == "noindex");
  CHECK(has(response.body, "<meta name=\"robots\" content=\"noindex\">"));
}

TEST_CASE("a page's policy lets in nothing from elsewhere and nothing inline") {
  const Response response = public_page(200, Frame{});
  const std::string_view csp = response.header("content-security-policy");
  CHECK(has(csp, "default-src 'none'"));
  CHECK(has(csp, "frame-ancestors 'none'"));
  CHECK(has(csp, "base-uri 'none'"));
  CHECK_FALSE(has(csp, "unsafe"));
}

TEST_CASE("an asset's address holds the hash of its bytes, and may be kept for ever") {
  Request request;
  request.method = "GET";
  request.path = asset_path("page.css");
  CHECK(std::regex_match(request.path, std::regex("/assets/page\\.[0-9a-f]{12}\\.css")));
  const Response response = asset_answer(request);
  CHECK(response.status == 200);
  CHECK(has(response.header("cache-control"), "immutable"));
  CHECK(has(*response.shared, ".masthead"));
  request.headers = {{"if-none-match", std::string(response.header("etag"))}};
  CHECK(asset_answer(request).status == 304);
  request.path = "/assets/page.000000000000.css";
  CHECK(asset_answer(request).status == 404);
}

TEST_CASE("every text of the catalogue is shown somewhere") {
  std::string sources = file("ui/src/keys.ts") + file("src/http/messages.cc");
  for (const std::string& name : page_sources()) sources += file(name);
  sources += file("src/policy/explain.cc") + file("src/http/staff_entry.cc") + file("src/http/entry.cc") +
             file("src/cmd/case_page.cc");
  const std::string policy_page = file("src/policy/page.cc") + file("src/policy/page_lists.cc") +
                                  file("src/policy/page_text.cc") + file("src/policy/page_words.cc");
  constexpr std::string_view around_a_policy = "policy.page.";
  for (const std::string& key : message_keys("en")) {
    if (key.starts_with(around_a_policy)) {
      const std::string own = key.substr(around_a_policy.size());
      const bool joined = own.starts_with("example_") || own.starts_with("then_") || own.starts_with("two_people.");
      CHECK_MESSAGE((joined || has(policy_page, "\"" + own + "\"")), key);
      continue;
    }
    if (key == "comment.name_unknown") continue;  // imported comments are named so
    CHECK_MESSAGE((is_put_together(key) || has(sources, "\"" + key + "\"") || has(sources, "'" + key + "'")), key);
  }
}

TEST_CASE("every text that the pages ask for is in the catalogue") {
  std::set<std::string> keys;
  for (const std::string& key : message_keys("en")) keys.insert(key);
  const std::regex asked(
      "\"((?:meta|discussion|comment|form|clause|advise|correction|notice|receipt|history|case|forget|"
      "policy|front|story|error|statement|report|console)\\.[a-z_0-9.]*[a-z_0-9])\"");
  for (const std::string& name : page_sources()) {
    const std::string source = file(name);
    REQUIRE_FALSE(source.empty());
    for (auto it = std::sregex_iterator(source.begin(), source.end(), asked); it != std::sregex_iterator(); ++it) {
      const std::string key = (*it)[1];
      if (key.ends_with(".css")) continue;
      CHECK_MESSAGE(keys.contains(key), name << " asks for " << key);
    }
  }
}
