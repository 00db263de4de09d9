#include "http/messages.h"

#include <doctest.h>

#include "http/message_format.h"

using namespace comity;
using namespace comity::http;

namespace {

std::string said(std::string_view lang, std::string_view pattern, Arguments arguments, bool as_html = false) {
  const auto nodes = parse_message(pattern);
  REQUIRE(nodes);
  std::string out;
  write_message(out, *nodes, LanguageRules(lang), arguments, as_html);
  return out;
}

std::string with(std::string_view key, std::string_view text) {
  std::string all = "{\"meta.locale\":\"en\",\"meta.direction\":\"ltr\"";
  return all + ",\"" + std::string(key) + "\":\"" + std::string(text) + "\"}";
}

bool names(const std::vector<std::string>& faults, std::string_view fault) {
  return std::find(faults.begin(), faults.end(), fault) != faults.end();
}

}  // namespace

TEST_CASE("every language has every text, with the same arguments and its plurals, and enough words for case codes") {
  CHECK(interface_languages().size() >= 3);
  CHECK(interface_languages().front() == "en");
  for (const base::Language& language : base::languages()) {
    for (const std::string& fault : language_faults(language)) FAIL_CHECK(language.tag << ".json: " << fault);
  }
}

TEST_CASE("a language's faults are named") {
  CHECK(names(language_faults("en", with("comment.reply", "Answer")), "comment.number: is missing"));
  CHECK(names(language_faults("en", with("comment.number", "Link")),
              "comment.number: its arguments differ from the English ones"));
  CHECK(names(language_faults("en", with("comment.raply", "Reply")), "comment.raply: is not in English"));
  CHECK(names(language_faults("en", with("discussion.count", "{n, plural, other {#}}")),
              "discussion.count: plural of 'n' lacks 'one'"));
  CHECK(names(language_faults("en", with("discussion.count", "{n, plural, one {#} few {#} other {#}}")),
              "discussion.count: plural of 'n' has 'few', which the language does not use"));
  CHECK(names(language_faults("en", with("comment.reply", "<b>")), "comment.reply: holds one of < > & ' \""));
  CHECK(names(language_faults("en", with("comment.reply", "Reply")), "case.words: has 0 words, fewer than 256"));
  CHECK(names(language_faults("en", with("comment.reply", "Reply")), "policy.page.rules: is missing"));
  CHECK(names(language_faults("en", "{\"case.words\": \"acorn\"}"), "the file: 'case.words' is not a list"));
  CHECK(names(language_faults("en", "{\"form.name\": 7}"), "the file: 'form.name' is not a text"));
  CHECK(names(language_faults("en", "[]"), "the file: not a JSON object"));
  CHECK(names(language_faults("ru", "{\"meta.locale\":\"en\",\"meta.direction\":\"ltr\"}"),
              "meta.locale 'en' is not a locale of this language"));
}

TEST_CASE("whatever a language's file lacks is named") {
  const auto& all = base::languages();
  const auto english = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.tag == "en"; });
  REQUIRE(english != all.end());
  for (std::size_t i = 0; i < english->texts.size(); ++i) {
    base::Language without = *english;
    const std::string key = without.texts[i].first;
    without.texts.erase(without.texts.begin() + static_cast<std::ptrdiff_t>(i));
    const auto faults = language_faults(without);
    if (key == "meta.locale") continue;  // without it nothing else can be looked at
    CAPTURE(key);
    CHECK(names(faults, key + ": is missing"));
    CHECK(faults.size() == (key == "meta.direction" ? 2 : 1));
  }
  base::Language wordless = *english;
  wordless.case_words.clear();
  CHECK(language_faults(wordless) == std::vector<std::string>{"case.words: has 0 words, fewer than 256"});
}

TEST_CASE("a language counts in its own way") {
  CHECK(message("en", "discussion.count", {{"n", 0}}) == "No comments yet");
  CHECK(message("en", "discussion.count", {{"n", 1}}) == "1 comment");
  CHECK(message("en", "discussion.count", {{"n", 12345}}) == "12,345 comments");
  CHECK(message("ru", "discussion.count", {{"n", 21}}) == "21 комментарий");
  CHECK(message("ru", "discussion.count", {{"n", 22}}) == "22 комментария");
  CHECK(message("ru", "discussion.count", {{"n", 25}}) == "25 комментариев");
  CHECK(message("ar", "discussion.count", {{"n", 2}}) == "تعليقان");
  CHECK(message("ar", "discussion.count", {{"n", 11}}) == "11 تعليقًا");
  CHECK(message("ar", "discussion.count", {{"n", 100}}) == "100 تعليق");
}

TEST_CASE("a number given as text is not grouped; one given as a number is") {
  CHECK(message("en", "comment.number", {{"number", "12345"}}) == "No. 12345");
  CHECK(said("en", "{n}", {{"n", 12345}}) == "12,345");
}

TEST_CASE("an argument is escaped in HTML and untouched in plain text") {
  CHECK(said("en", "a {x}", {{"x", "<i>&"}}) == "a <i>&");
  CHECK(said("en", "a {x}", {{"x", "<i>&\"'"}}, true) == "a &lt;i&gt;&amp;&quot;&#39;");
  CHECK(said("en", "a {x}", {{"x", bdi("<b")}}, true) == "a <bdi>&lt;b</bdi>");
}

TEST_CASE("a selection falls back to other") {
  const auto item = [](std::string_view clause) {
    return message("en", "discussion.foot.item", {{"clause", clause}, {"n", 7}, {"rule", "2"}});
  };
  CHECK(item("spam") == "7 spam");
  CHECK(item("person") == "7 rule 2");
  CHECK(item("none") == "7 without a named rule");
}

TEST_CASE("what catalogues must not use is refused") {
  CHECK_FALSE(parse_message("{n, number}"));
  CHECK_FALSE(parse_message("{n, plural, offset:1 other {#}}"));
  CHECK_FALSE(parse_message("{0}"));
  CHECK_FALSE(parse_message("it's {n"));
  CHECK_FALSE(parse_message("a '{quoted}'"));
  CHECK_FALSE(parse_message("{n, selectordinal, other {#}}"));
}

TEST_CASE("what a link is called begins with what is seen of it") {  // WCAG 2.5.3
  for (const std::string& lang : interface_languages()) {
    CHECK(message(lang, "comment.reply_to", {{"number", "1"}}).starts_with(message(lang, "comment.reply")));
  }
}

TEST_CASE("an unknown language speaks English, and an unknown key shows itself") {
  CHECK(message("xx", "comment.reply") == "Reply");
  CHECK(message("ru", "no.such.key") == "no.such.key");
}

TEST_CASE("a reader's tag finds the catalogue that is nearest") {
  CHECK(interface_language("ru") == "ru");
  CHECK(interface_language("en-GB") == "en");
  CHECK(interface_language("AR-eg") == "ar");
  CHECK(interface_language("xx") == "");
  CHECK(interface_language("") == "");
  CHECK(interface_language(std::string(5000, '-')) == "");
}

TEST_CASE("languages know their direction") {
  CHECK(direction("ar") == "rtl");
  CHECK(direction("he") == "rtl");
  CHECK(direction("en") == "ltr");
  CHECK(direction("") == "ltr");
}

TEST_CASE("a time is written in the language's words, in UTC, with digits everyone can read") {
  const Time t = *parse_rfc3339("2026-11-22T15:05:57Z");
  CHECK(date_time("en", t) == "22 November 2026 at 15:05 UTC");
  CHECK(date_time("ru", t) == "22 ноября 2026, 15:05 UTC");
  CHECK(date_time("ar", t) == "22 نوفمبر 2026، 15:05 UTC");
  CHECK(date_only("en", *parse_rfc3339("1969-12-31T23:59:59Z")) == "31 December 1969");
}
