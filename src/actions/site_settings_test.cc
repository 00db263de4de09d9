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
  site.brake_share = 550;  // 5.5 per cent
  CHECK(with_setting(site, "brake-percent", setting_text(site, "brake-percent"))->brake_share == 550);
  CHECK(with_setting(site, "brake-percent", "7")->brake_share == 700);
}
