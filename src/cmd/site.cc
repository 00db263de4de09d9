// comity admin site: the publications whose discussions this server holds.

#include <algorithm>
#include <iostream>
#include <sstream>

#include "actions/manage_site.h"
#include "actions/site_settings.h"
#include "base/json.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "cmd/read_file.h"
#include "cmd/setting_options.h"
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
            << "\n  brake      "
            << (site.brake_share == 0 ? "off"
                                      : "on a new clause that touches more than " +
                                            actions::setting_text(site, "brake-percent") + " % of what is written")
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

// What both `add` and `set` take besides the settings.
struct Named {
  std::string data, key;
  SettingOptions settings;

  void declare(Arguments& args, Need need) {
    args.positional("KEY", key, "1 to 40 of a-z, 0-9 and '-': it stands in addresses");
    args.option("--data", data, "DIR", "the server's data folder", Need::required);
    settings.declare(args, need);
  }
};

int add(const Words& rest) {
  Named named;
  std::string policy_file;
  Arguments args("comity admin site add", "Adds a site. A missing data folder is made.",
                 "Example: comity admin site add herald --data /var/lib/comity --name \"The Lindenford Herald\" \\\n"
                 "           --origin https://herald.example --languages en,ru");
  named.declare(args, Need::required);
  args.option("--policy", policy_file, "FILE", "its policy; without it the one that ships");
  if (const auto stop = args.parse(rest)) return *stop;
  discussion::Site fresh;
  fresh.key = named.key;
  const auto site = named.settings.put_into(fresh);
  if (!site) return misused(site.error());
  std::string policy;
  if (!policy_file.empty()) {
    auto read = read_file(policy_file);
    if (!read) return complain(read.error());
    policy = *std::move(read);
  }
  const auto folder = DataFolder::open(named.data, Missing::create);
  if (!folder) return complain(folder.error());
  const auto added = actions::add_site((*folder)->world(), *site, policy);
  if (!added) return complain(added.error());
  print(*added);
  if (!named.settings.has("second-look")) {
    std::cerr << "Is one person the whole desk? Say who looks again when a decision is appealed against:\n"
                 "  comity admin site set "
              << added->key << " --data " << named.data << " --second-look outside|same_later\n";
  }
  return Exit::done;
}

int set(const Words& rest) {
  Named named;
  Arguments args("comity admin site set", "Changes what is given; the rest stays.",
                 "--origin and --languages replace the whole list.");
  named.declare(args, Need::optional);
  if (const auto stop = args.parse(rest)) return *stop;
  // What cannot be is said before anything is opened.
  if (const auto possible = named.settings.put_into({}); !possible) return misused(possible.error());
  const auto folder = DataFolder::open(named.data, Missing::refuse);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), named.key);
  if (!site) return complain(site.error());
  const auto wanted = named.settings.put_into(*site);
  if (!wanted) return complain(wanted.error());
  const auto changed = actions::set_site((*folder)->world(), *wanted);
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
