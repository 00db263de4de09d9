// The command line sets whatever the console's settings page sets, with the same bounds and in the same words.
#include "cmd/setting_options.h"

#include <doctest.h>

#include <algorithm>

#include "actions/site_settings.h"

using namespace comity;
using namespace comity::cmd;

namespace {

discussion::Site herald() {
  discussion::Site site;
  site.key = "herald";
  site.name = "The Herald";
  site.origins = {"https://herald.example"};
  site.languages = {"en"};
  return site;
}
Result<discussion::Site> set(const std::vector<std::string>& words) {
  SettingOptions options;
  Arguments args("comity admin site set", "Changes what is given.");
  options.declare(args, Need::optional);
  REQUIRE_FALSE(args.parse(words));
  return options.put_into(herald());
}
std::string complaint(const std::vector<std::string>& words) {
  const auto site = set(words);
  return site ? "" : site.error().detail;
}

}  // namespace

TEST_CASE("every setting is an option of the same name, with the page's bounds and words") {
  const std::vector<std::string> tries = {"0",    "1",     "23",    "24",      "365",   "366", "3650",
                                          "3651", "36525", "36526", "2.5",     "yes",   "off", "six",
                                          "-1",   "en,ru", "none",  "outside", "527041"};
  for (const actions::SiteSetting& setting : actions::site_settings()) {
    if (setting.name == "same-www") continue;
    for (const std::string& text : tries) {
      INFO(setting.name, " ", text);
      const auto by_page = actions::with_setting(herald(), setting.name, text);
      const auto by_option = set({"--" + std::string(setting.name) + "=" + text});
      REQUIRE(by_page.has_value() == by_option.has_value());
      if (by_page) {
        CHECK(*by_page == *by_option);
      } else {
        CHECK("--" + by_page.error().detail == by_option.error().detail);
      }
    }
  }
}

TEST_CASE("what is not given stays, lists may be given in parts, and no setting twice") {
  CHECK(set({}).value() == herald());
  CHECK(set({"--languages", "en", "--languages", "ru,ar"})->languages == std::vector<std::string>{"en", "ru", "ar"});
  CHECK(set({"--same-www"})->same_www);
  CHECK_FALSE(set({"--other-www"})->same_www);
  CHECK(complaint({"--same-www", "--other-www"}) == "--same-www or --other-www, not both");
  CHECK(complaint({"--daily-hour", "3", "--daily-hour", "4"}) == "--daily-hour is given once");
  CHECK(complaint({"--daily-hour", "24"}) == "--daily-hour is 0 to 23");
}
