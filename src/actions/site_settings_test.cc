#include "actions/site_settings.h"

#include <doctest.h>

#include "actions/manage_site.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;

namespace {

discussion::Site herald() {
  discussion::Site site;
  site.key = "herald";
  site.name = "The Herald";
  site.origins = {"https://herald.example", "https://www.herald.example"};
  site.languages = {"en", "ru"};
  site.contact_readers = "readers@herald.example";
  return site;
}
std::string complaint(std::string_view name, std::string_view text) {
  const auto changed = with_setting(herald(), name, text);
  return changed ? "" : changed.error().detail;
}

}  // namespace

TEST_CASE("every setting is read back as it was written, and changes nothing else") {
  for (const SiteSetting& setting : site_settings()) {
    INFO(setting.name);
    const std::string text = setting_text(herald(), setting.name);
    const auto same = with_setting(herald(), setting.name, text);
    REQUIRE(same);
    CHECK(*same == herald());
  }
  const auto changed = with_setting(herald(), "edit-minutes", "20");
  REQUIRE(changed);
  discussion::Site wanted = herald();
  wanted.edit_window_ms = 20 * 60'000;
  CHECK(*changed == wanted);
}

TEST_CASE("lists are parted by blanks, commas or lines, and a point of contact may be none") {
  CHECK(with_setting(herald(), "languages", " en,ru\n ar ")->languages == std::vector<std::string>{"en", "ru", "ar"});
  CHECK(with_setting(herald(), "contact-readers", "none")->contact_readers.empty());
  CHECK(with_setting(herald(), "contact-readers", "")->contact_readers.empty());
  CHECK(with_setting(herald(), "name", "none")->name == "none");
}

TEST_CASE("what a setting cannot be is said with its name") {
  CHECK(complaint("appeal-days", "0") == "appeal-days is 1 to 365");
  CHECK(complaint("daily-hour", "24") == "daily-hour is 0 to 23");
  CHECK(complaint("daily-hour", "six") == "daily-hour is 0 to 23");
  CHECK(complaint("edit-minutes", "-1") == "edit-minutes is 0 to 527040");
  CHECK(complaint("retain-withdrawn", "3651") == "retain-withdrawn is 1 to 3650");
  CHECK(complaint("second-look", "nobody") == "second-look is other, outside or same_later");
  CHECK(complaint("same-www", "perhaps") == "same-www is yes or no");
  CHECK(complaint("colour", "red") == "colour is no setting of a site");
}

TEST_CASE("what is finer than a setting's unit stays until somebody changes it") {
  discussion::Site site = herald();
  site.edit_window_ms = 90'000;
  CHECK(with_setting(site, "edit-minutes", setting_text(site, "edit-minutes"))->edit_window_ms == 90'000);
  CHECK(with_setting(site, "edit-minutes", "2")->edit_window_ms == 120'000);
}

TEST_CASE("a share has at most two places") {
  discussion::Site site = herald();
  const auto read_back = [&](std::string_view text) {
    const auto changed = with_setting(site, "brake-percent", text);
    return changed ? std::to_string(changed->brake_share) + " " + setting_text(*changed, "brake-percent") : "";
  };
  CHECK(read_back("7") == "700 7");
  CHECK(read_back("2.5") == "250 2.5");
  CHECK(read_back("0.05") == "5 0.05");
  CHECK(read_back("100") == "10000 100");
  for (const std::string wrong : {"", ".", ".5", "5.", "2.555", "100.01", "-1", "0001", "five", "1e1", "+5"}) {
    INFO(wrong);
    CHECK(read_back(wrong) == "");
  }
  CHECK(complaint("brake-percent", "101") == "brake-percent is 0 to 100, with at most two places");
}
