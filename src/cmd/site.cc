// comity admin site: the publications whose discussions this server holds.

#include <algorithm>
#include <iostream>
#include <sstream>

#include "actions/manage_site.h"
#include "base/json.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "cmd/read_file.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string looker(discussion::SecondLook look) {
  if (look == discussion::SecondLook::outside) return "somebody from outside the desk";
  if (look == discussion::SecondLook::same_later) return "the same person a day later, where nobody else is there";
  return "another person";
}

std::string contacts(const discussion::Site& site) {
  std::string out =
      site.contact_readers.empty() ? "none for readers" : "readers: " + one_line(site.contact_readers, 100);
  out += site.contact_authorities.empty() ? "; none for authorities"
                                          : "; authorities: " + one_line(site.contact_authorities, 100);
  if (!site.contact_languages.empty()) out += " (" + joined(site.contact_languages) + ")";
  return out;
}

void print(const discussion::Site& site) {
  std::cout << site.key << "\n  name       " << one_line(site.name, 100) << "\n  origins    " << joined(site.origins)
            << (site.same_www ? " (with or without www.)" : "") << "\n  languages  " << joined(site.languages)
            << "\n  editing    " << site.edit_window_ms / 60'000 << " minutes\n  closing    "
            << (site.close_after_days == 0 ? "never by itself"
                                           : std::to_string(site.close_after_days) + " days after a story is made")
            << "\n  appeals    answered within " << site.appeal_days << " days, by " << looker(site.second_look)
            << "\n  daily      letter to the staff at " << site.daily_hour << ":00 UTC"
            << "\n  keeping    withdrawn words " << site.retention.withdrawn_days << " days, refused and removed ones "
            << site.retention.decided_days << " days after the last decision, who reported "
            << site.retention.reported_days << " days after the answer"
            << "\n  accounts   " << (site.reader_accounts ? "readers may have one" : "none for readers")
            << "\n  contact    " << contacts(site) << "\n  policy     sha256:" << to_hex(site.policy) << '\n';
}

void print_json(const discussion::Site& site) {
  std::string out;
  json::Writer w(out);
  w.object().member("key", site.key).member("name", site.name).key("origins").array();
  for (const std::string& origin : site.origins) w.value(origin);
  w.end().key("languages").array();
  for (const std::string& language : site.languages) w.value(language);
  w.end().member("same_www", site.same_www).member("edit_minutes", site.edit_window_ms / 60'000);
  w.member("close_after_days", site.close_after_days).member("created", rfc3339(site.created));
  w.member("appeal_days", site.appeal_days).member("second_look", discussion::name(site.second_look));
  w.member("daily_hour", site.daily_hour).member("reader_accounts", site.reader_accounts);
  w.member("withdrawn_days", site.retention.withdrawn_days).member("decided_days", site.retention.decided_days);
  w.member("reported_days", site.retention.reported_days);
  w.member("contact_readers", site.contact_readers).member("contact_authorities", site.contact_authorities);
  w.key("contact_languages").array();
  for (const std::string& language : site.contact_languages) w.value(language);
  w.end().member("policy", "sha256:" + to_hex(site.policy)).end();
  std::cout << out << '\n';
}

// The settings that `add` and `set` share; -1 and '' stand for "not given".
struct Settings {
  std::string data, key, name;
  std::vector<std::string> origins, languages;
  bool same_www = false, other_www = false;
  std::int64_t edit_minutes = -1, close_after_days = -1, appeal_days = -1, daily_hour = -1;
  std::int64_t withdrawn_days = -1, decided_days = -1, reported_days = -1;
  std::string second_look;
  std::string contact_readers, contact_authorities;  // "none": no longer
  std::vector<std::string> contact_languages;
  std::string reader_accounts;

  void declare(Arguments& args, Need need) {
    args.positional("KEY", key, "1 to 40 of a-z, 0-9 and '-': it stands in addresses");
    args.option("--data", data, "DIR", "the server's data folder", Need::required);
    args.option("--name", name, "WORDS", "what readers call the publication", need);
    args.option("--origin", origins, "URL", "https://news.example: pages there may embed discussions and have stories",
                need);
    args.option("--languages", languages, "TAGS", "en,ru,ar: the first one is the default", need);
    args.flag("--same-www", same_www, "www.news.example and news.example are the same host");
    args.flag("--other-www", other_www, "they are not (the default)");
    args.option("--edit-minutes", edit_minutes, "N", "how long an author may change a published comment (15)");
    args.option("--close-after", close_after_days, "DAYS", "stories close by themselves after so long; 0: never (0)");
    args.option("--second-look", second_look, "WHO",
                "who looks again when a decision is appealed against: another person (other); where one person is the "
                "whole desk, somebody from outside (outside) or the same person a day later (same_later)");
    args.option("--appeal-days", appeal_days, "N", "an appeal is answered within so many days (14)");
    args.option("--daily-hour", daily_hour, "HOUR", "when the staff's daily letter goes out, 0 to 23 UTC (6)");
    args.option("--reader-accounts", reader_accounts, "on|off",
                "readers may make accounts: a name of their own, by an e-mail address (off)");
    args.option("--contact-readers", contact_readers, "WORDS",
                "where readers reach the publication: an e-mail address, a web address or words; none: no longer");
    args.option("--contact-authorities", contact_authorities, "WORDS", "the same for authorities");
    args.option("--contact-languages", contact_languages, "TAGS", "en,de: what authorities may write in");
    args.option("--retain-withdrawn", withdrawn_days, "DAYS", "withdrawn words are kept so long (30)");
    args.option("--retain-decided", decided_days, "DAYS",
                "refused, returned and removed words are kept so long after the last decision (184)");
    args.option("--retain-reports", reported_days, "DAYS", "who reported, and their words, after the answer (184)");
  }

  void put_into(discussion::Site& site) const {
    if (!name.empty()) site.name = name;
    if (!origins.empty()) site.origins = origins;
    if (!languages.empty()) site.languages = split_list(languages);
    if (same_www) site.same_www = true;
    if (other_www) site.same_www = false;
    if (edit_minutes >= 0) site.edit_window_ms = edit_minutes * 60'000;
    if (const auto look = discussion::second_look_from(second_look)) site.second_look = *look;
    if (appeal_days >= 0) site.appeal_days = appeal_days;
    if (daily_hour >= 0) site.daily_hour = daily_hour;
    if (withdrawn_days >= 0) site.retention.withdrawn_days = withdrawn_days;
    if (decided_days >= 0) site.retention.decided_days = decided_days;
    if (reported_days >= 0) site.retention.reported_days = reported_days;
    if (close_after_days >= 0) site.close_after_days = close_after_days;
    if (!contact_readers.empty()) site.contact_readers = contact_readers == "none" ? "" : contact_readers;
    if (!contact_authorities.empty())
      site.contact_authorities = contact_authorities == "none" ? "" : contact_authorities;
    if (!reader_accounts.empty()) site.reader_accounts = reader_accounts == "on";
    if (!contact_languages.empty()) site.contact_languages = split_list(contact_languages);
  }

  // Exit status of a mistake.
  std::optional<int> mistake() const {
    const bool too_much = edit_minutes > 366 * 24 * 60 || close_after_days > 36'525;
    if (too_much) std::cerr << "comity: at most a year for editing, and a century for closing.\n";
    if (same_www && other_www) std::cerr << "comity: --same-www or --other-www, not both.\n";
    const bool unknown = !second_look.empty() && !discussion::second_look_from(second_look);
    if (unknown) std::cerr << "comity: --second-look is other, outside or same_later.\n";
    const bool no_days = appeal_days == 0 || appeal_days > 365;
    if (no_days) std::cerr << "comity: --appeal-days is 1 to 365.\n";
    const bool no_hour = daily_hour > 23;
    if (no_hour) std::cerr << "comity: --daily-hour is 0 to 23.\n";
    const bool neither = !reader_accounts.empty() && reader_accounts != "on" && reader_accounts != "off";
    if (neither) std::cerr << "comity: --reader-accounts is on or off.\n";
    const auto is_kept = [](std::int64_t days) {
      return days == -1 || (days >= 1 && days <= discussion::longest_retention_days);
    };
    const bool no_retention = !is_kept(withdrawn_days) || !is_kept(decided_days) || !is_kept(reported_days);
    if (no_retention)
      std::cerr << "comity: --retain-withdrawn, --retain-decided and --retain-reports are 1 to 3650 days.\n";
    return too_much || unknown || no_days || no_hour || no_retention || neither || (same_www && other_www)
               ? std::optional<int>(Exit::usage)
               : std::nullopt;
  }
};

int add(const Words& rest) {
  Settings settings;
  std::string policy_file;
  Arguments args("comity admin site add", "Adds a site. A missing data folder is made.",
                 "Example: comity admin site add herald --data /var/lib/comity --name \"The Lindenford Herald\" \\\n"
                 "           --origin https://herald.example --languages en,ru");
  settings.declare(args, Need::required);
  args.option("--policy", policy_file, "FILE", "its policy; without it the one that ships");
  if (const auto stop = args.parse(rest)) return *stop;
  if (const auto stop = settings.mistake()) return *stop;
  std::string policy;
  if (!policy_file.empty()) {
    auto read = read_file(policy_file);
    if (!read) return complain(read.error());
    policy = *std::move(read);
  }
  const auto folder = DataFolder::open(settings.data, Missing::create);
  if (!folder) return complain(folder.error());
  discussion::Site site;
  site.key = settings.key;
  settings.put_into(site);
  const auto added = actions::add_site((*folder)->world(), site, policy);
  if (!added) return complain(added.error());
  print(*added);
  if (settings.second_look.empty()) {
    std::cerr << "Is one person the whole desk? Say who looks again when a decision is appealed against:\n"
                 "  comity admin site set "
              << added->key << " --data " << settings.data << " --second-look outside|same_later\n";
  }
  return Exit::done;
}

int set(const Words& rest) {
  Settings settings;
  Arguments args("comity admin site set", "Changes what is given; the rest stays.",
                 "--origin and --languages replace the whole list.");
  settings.declare(args, Need::optional);
  if (const auto stop = args.parse(rest)) return *stop;
  if (const auto stop = settings.mistake()) return *stop;
  const auto folder = DataFolder::open(settings.data, Missing::refuse);
  if (!folder) return complain(folder.error());
  auto site = which_site((*folder)->world(), settings.key);
  if (!site) return complain(site.error());
  settings.put_into(*site);
  const auto changed = actions::set_site((*folder)->world(), *site);
  if (!changed) return complain(changed.error());
  print(*changed);
  return Exit::done;
}

int list(const Words& rest) {
  std::string data;
  bool as_json = false;
  Arguments args("comity admin site list", "The sites of a server and their settings.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.flag("--json", as_json, "one JSON object a line");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  const auto sites = (*folder)->store().sites();
  if (!sites) return complain(sites.error());
  for (const discussion::Site& site : *sites) as_json ? print_json(site) : print(site);
  if (sites->empty()) std::cerr << "No site yet: `comity admin site add` makes one.\n";
  return Exit::done;
}

}  // namespace

std::vector<std::string> split_list(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::string word : words) {
    std::replace(word.begin(), word.end(), ',', ' ');
    std::istringstream parts(word);
    for (std::string part; parts >> part;) out.push_back(part);
  }
  return out;
}

std::vector<Command> site_commands() {
  return {{"admin site list", "the sites of this server", list},
          {"admin site add", "add a site with the policy that ships, or your own", add},
          {"admin site set", "change a site's name, origins, languages or limits", set}};
}

}  // namespace comity::cmd
