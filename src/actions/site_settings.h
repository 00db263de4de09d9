// A site's settings by name and as text, for all who set them: the command line (each is the option of the same name)
// and the console's page. One place says what each may be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actions/world.h"

namespace comity::actions {

struct SiteSetting {
  enum class Kind : std::uint8_t { line, number, list, yes_no, choice };
  std::string_view name;  // "edit-minutes"
  Kind kind = Kind::line;
  std::vector<std::string_view> choices{};  // of a choice
};

// In the order in which they are shown.
const std::vector<SiteSetting>& site_settings();

// As `with_setting` reads it. An unknown name: ''.
std::string setting_text(const discussion::Site& site, std::string_view name);

// The site with one setting changed; nothing is written. Lists are parted by blanks, commas or lines. Of a point of
// contact "none" means none. Errors: `invalid` - no such setting, or no such value; `detail` begins with the name.
// What a whole site must be, set_site says.
Result<discussion::Site> with_setting(discussion::Site site, std::string_view name, std::string_view text);

}  // namespace comity::actions
