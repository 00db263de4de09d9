#include "actions/site_settings.h"

#include <algorithm>
#include <charconv>
#include <optional>

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

// A number of `unit` each between two bounds; a percentage may have two places.
struct Number {
  std::string_view name;
  std::int64_t Site::* of = nullptr;
  std::int64_t discussion::Retention::* kept = nullptr;
  std::int64_t unit = 1;
  std::int64_t least = 0, most = 0;
  bool has_places = false;

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
    {"brake-percent", &Site::brake_share, nullptr, 100, 0, 100, true},
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

std::optional<std::int64_t> whole(std::string_view digits) {
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// In hundredths: "2.5" is 250.
std::optional<std::int64_t> hundredths(std::string_view text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view places = text.substr(std::min(dot + 1, text.size()));
  if (dot == 0 || dot > 3 || places.size() > 2 || (dot < text.size() && places.empty())) return std::nullopt;
  return whole(std::string(text.substr(0, dot)) + std::string(places) + std::string(2 - places.size(), '0'));
}

std::string hundredths_text(std::int64_t value) {
  std::string text = std::to_string(value / 100);
  if (value % 100 == 0) return text;
  text += '.';
  text += static_cast<char>('0' + value % 100 / 10);
  if (value % 10 != 0) text += static_cast<char>('0' + value % 10);
  return text;
}

// As the site holds it. What is finer than the unit stays as long as nobody changes it.
Result<std::int64_t> number_in(const Number& setting, std::string_view text, std::int64_t now) {
  text = trimmed(text);
  const auto value = setting.has_places ? hundredths(text) : whole(text);
  const std::int64_t scale = setting.has_places ? 100 : 1;
  if (!value || *value < setting.least * scale || *value > setting.most * scale) {
    return fail(Error::Code::invalid, std::string(setting.name) + " is " + std::to_string(setting.least) + " to " +
                                          std::to_string(setting.most) +
                                          (setting.has_places ? ", with at most two places" : ""));
  }
  const std::int64_t unit = setting.unit / scale;
  return now / unit == *value ? now : *value * unit;
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
    return number->has_places ? hundredths_text(number->at(copy)) : std::to_string(number->at(copy) / number->unit);
  }
  return name == "second-look" ? std::string(discussion::name(site.second_look)) : std::string();
}

Result<Site> with_setting(Site site, std::string_view name, std::string_view text) {
  if (const Number* number = row(numbers, name)) {
    COMITY_TRY(number->at(site), number_in(*number, text, number->at(site)));
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
