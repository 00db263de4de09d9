#include "actions/site_settings.h"

#include <algorithm>
#include <charconv>

namespace comity::actions {

using discussion::Site;
using Kind = SiteSetting::Kind;

namespace {

constexpr std::string_view blanks = " \t\r\n,";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (!(text = trimmed(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " ") + part;
  return out;
}

// A number of `unit` each between two bounds.
struct Number {
  std::string_view name;
  std::int64_t Site::* of = nullptr;
  std::int64_t discussion::Retention::* kept = nullptr;
  std::int64_t unit = 1;
  std::int64_t least = 0, most = 0;

  std::int64_t& at(Site& site) const { return of != nullptr ? site.*of : site.retention.*kept; }
};

constexpr Number numbers[] = {
    {"edit-minutes", &Site::edit_window_ms, nullptr, 60'000, 0, std::int64_t{366} * 24 * 60},
    {"close-after", &Site::close_after_days, nullptr, 1, 0, 36'525},
    {"appeal-days", &Site::appeal_days, nullptr, 1, 1, 365},
    {"daily-hour", &Site::daily_hour, nullptr, 1, 0, 23},
    {"retain-withdrawn", nullptr, &discussion::Retention::withdrawn_days, 1, 1, discussion::longest_retention_days},
    {"retain-decided", nullptr, &discussion::Retention::decided_days, 1, 1, discussion::longest_retention_days},
    {"retain-reports", nullptr, &discussion::Retention::reported_days, 1, 1, discussion::longest_retention_days},
    {"brake-percent", &Site::brake_share, nullptr, 100, 0, 100},
};

struct Lines {
  std::string_view name;
  std::string Site::* of;
};
constexpr Lines lines[] = {{"name", &Site::name},
                           {"contact-readers", &Site::contact_readers},
                           {"contact-authorities", &Site::contact_authorities}};

struct List {
  std::string_view name;
  std::vector<std::string> Site::* of;
};
constexpr List lists[] = {
    {"origin", &Site::origins}, {"languages", &Site::languages}, {"contact-languages", &Site::contact_languages}};

struct YesNo {
  std::string_view name;
  bool Site::* of;
};
constexpr YesNo switches[] = {{"same-www", &Site::same_www}, {"reader-accounts", &Site::reader_accounts}};

template <class Row, std::size_t N>
const Row* row(const Row (&rows)[N], std::string_view name) {
  const auto found = std::find_if(std::begin(rows), std::end(rows), [&](const Row& one) { return one.name == name; });
  return found == std::end(rows) ? nullptr : &*found;
}

Result<std::int64_t> number_in(const Number& setting, std::string_view text) {
  text = trimmed(text);
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < setting.least || value > setting.most) {
    return fail(Error::Code::invalid, std::string(setting.name) + " is " + std::to_string(setting.least) + " to " +
                                          std::to_string(setting.most));
  }
  return value;
}

}  // namespace

const std::vector<SiteSetting>& site_settings() {
  static const std::vector<SiteSetting> all = {
      {"name", Kind::line},
      {"origin", Kind::list},
      {"same-www", Kind::yes_no},
      {"languages", Kind::list},
      {"edit-minutes", Kind::number},
      {"close-after", Kind::number},
      {"reader-accounts", Kind::yes_no},
      {"second-look", Kind::choice, {"other", "outside", "same_later"}},
      {"appeal-days", Kind::number},
      {"daily-hour", Kind::number},
      {"brake-percent", Kind::number},
      {"retain-withdrawn", Kind::number},
      {"retain-decided", Kind::number},
      {"retain-reports", Kind::number},
      {"contact-readers", Kind::line},
      {"contact-authorities", Kind::line},
      {"contact-languages", Kind::list},
  };
  return all;
}

std::string setting_text(const Site& site, std::string_view name) {
  if (const Lines* line = row(lines, name)) return site.*line->of;
  if (const List* list = row(lists, name)) return joined(site.*list->of);
  if (const YesNo* on = row(switches, name)) return site.*on->of ? "yes" : "no";
  if (const Number* number = row(numbers, name)) {
    Site copy = site;
    return std::to_string(number->at(copy) / number->unit);
  }
  return name == "second-look" ? std::string(discussion::name(site.second_look)) : std::string();
}

Result<Site> with_setting(Site site, std::string_view name, std::string_view text) {
  if (const Number* number = row(numbers, name)) {
    COMITY_TRY(const std::int64_t value, number_in(*number, text));
    // What is finer than the unit stays as long as nobody changes it.
    std::int64_t& at = number->at(site);
    if (at / number->unit != value) at = value * number->unit;
    return site;
  }
  if (const List* list = row(lists, name)) {
    site.*list->of = parts_of(text);
    return site;
  }
  if (const Lines* line = row(lines, name)) {
    const bool none = name != "name" && trimmed(text) == "none";
    site.*line->of = none ? std::string() : std::string(trimmed(text));
    return site;
  }
  if (const YesNo* on = row(switches, name)) {
    const bool yes = text == "yes" || text == "on";
    if (!yes && text != "no" && text != "off") return fail(Error::Code::invalid, std::string(name) + " is yes or no");
    site.*on->of = yes;
    return site;
  }
  if (name == "second-look") {
    const auto look = discussion::second_look_from(trimmed(text));
    if (!look) return fail(Error::Code::invalid, "second-look is other, outside or same_later");
    site.second_look = *look;
    return site;
  }
  return fail(Error::Code::invalid, std::string(name) + " is no setting of a site");
}

}  // namespace comity::actions
