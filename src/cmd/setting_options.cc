#include "cmd/setting_options.h"

#include <algorithm>

#include "actions/site_settings.h"

namespace comity::cmd {
namespace {

using actions::SiteSetting;

// How `--help` shows a setting.
struct Help {
  std::string_view name, value, text;
};
constexpr Help helps[] = {
    {"name", "WORDS", "what readers call the publication"},
    {"origin", "URL", "https://news.example: pages there may embed discussions and have stories"},
    {"languages", "TAGS", "en,ru,ar: the first one is the default"},
    {"edit-minutes", "N", "how long an author may change a published comment (15)"},
    {"close-after", "DAYS", "stories close by themselves after so long; 0: never (0)"},
    {"reader-accounts", "yes|no", "readers may make accounts: a name of their own, by an e-mail address (no)"},
    {"second-look", "WHO",
     "who looks again when a decision is appealed against: another person (other); where one person is the whole desk, "
     "somebody from outside (outside) or the same person a day later (same_later)"},
    {"appeal-days", "N", "an appeal is answered within so many days (14)"},
    {"daily-hour", "HOUR", "when the staff's daily letter goes out, 0 to 23 UTC (6)"},
    {"brake-percent", "SHARE", "of what is written, that a new clause may touch before it is held back; 0: any (5)"},
    {"retain-withdrawn", "DAYS", "withdrawn words are kept so long (30)"},
    {"retain-decided", "DAYS", "refused, returned and removed words are kept so long after the last decision (184)"},
    {"retain-reports", "DAYS", "who reported, and their words, after the answer (184)"},
    {"contact-readers", "WORDS",
     "where readers reach the publication: an e-mail address, a web address or words; none: no longer"},
    {"contact-authorities", "WORDS", "the same for authorities"},
    {"contact-languages", "TAGS", "en,de: what authorities may write in"},
};

Help help_of(std::string_view name) {
  for (const Help& one : helps)
    if (one.name == name) return one;
  return {name, "VALUE", ""};
}

}  // namespace

void SettingOptions::declare(Arguments& args, Need need) {
  for (const SiteSetting& setting : actions::site_settings()) {
    if (setting.name == "same-www") {  // the only one that is two flags
      args.flag("--same-www", same_www_, "www.news.example and news.example are the same host");
      args.flag("--other-www", other_www_, "they are not (the default)");
      continue;
    }
    const Help help = help_of(setting.name);
    const bool always = setting.name == "name" || setting.name == "origin" || setting.name == "languages";
    args.option("--" + std::string(setting.name), given_[std::string(setting.name)], std::string(help.value),
                std::string(help.text), always ? need : Need::optional);
  }
}

Result<discussion::Site> SettingOptions::put_into(discussion::Site site) const {
  if (same_www_ && other_www_) return fail(Error::Code::invalid, "--same-www or --other-www, not both");
  if (same_www_ || other_www_) {
    COMITY_TRY(site, actions::with_setting(std::move(site), "same-www", same_www_ ? "yes" : "no"));
  }
  for (const SiteSetting& setting : actions::site_settings()) {
    const auto given = given_.find(std::string(setting.name));
    if (given == given_.end() || given->second.empty()) continue;
    const std::string option = "--" + std::string(setting.name);
    if (setting.kind != SiteSetting::Kind::list && given->second.size() > 1)
      return fail(Error::Code::invalid, option + " is given once");
    std::string text;
    for (const std::string& one : given->second) text += (text.empty() ? "" : " ") + one;
    auto changed = actions::with_setting(std::move(site), setting.name, text);
    if (!changed) return fail(changed.error().code, "--" + changed.error().detail);
    site = *std::move(changed);
  }
  return site;
}

}  // namespace comity::cmd
