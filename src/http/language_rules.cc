// How a language counts, groups digits and writes days: ICU's knowledge, behind LanguageRules.
#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>

#include <mutex>
#include <stdexcept>
#include <unordered_map>

#include "http/message_format.h"

namespace comity::http {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

void must(UErrorCode status) {
  if (U_FAILURE(status) != 0) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

}  // namespace

struct LanguageRules::Impl {
  std::unique_ptr<icu::PluralRules> plurals;
  std::set<std::string, std::less<>> categories;
  icu::number::LocalizedNumberFormatter numbers;
  std::mutex mutex;  // SimpleDateFormat is not thread-safe
  std::unique_ptr<icu::SimpleDateFormat> dates;
  std::unordered_map<std::int64_t, std::string> days;  // day since 1970 -> its words
};

LanguageRules::LanguageRules(std::string_view locale_tag) : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(locale_tag.data(), static_cast<std::int32_t>(locale_tag.size())), status);
  must(status);
  impl_->plurals.reset(icu::PluralRules::forLocale(locale, status));
  must(status);
  const std::unique_ptr<icu::StringEnumeration> words(impl_->plurals->getKeywords(status));
  must(status);
  while (const icu::UnicodeString* word = words->snext(status)) impl_->categories.insert(utf8(*word));
  impl_->numbers = icu::number::NumberFormatter::withLocale(locale).grouping(UNUM_GROUPING_MIN2);
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  must(status);
  icu::UnicodeString pattern = patterns->getBestPattern(u"yMMMMd", status);
  must(status);
  // "d MMMM y 'г'.": the shortened word's full stop would stand beside a sentence's own.
  if (pattern.endsWith(u"'.")) pattern.truncate(pattern.lastIndexOf(u'y') + 1);
  impl_->dates = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
  must(status);
  impl_->dates->adoptTimeZone(icu::TimeZone::getGMT()->clone());
}

LanguageRules::~LanguageRules() = default;
LanguageRules::LanguageRules(LanguageRules&&) noexcept = default;

std::string_view LanguageRules::category(std::int64_t n) const {
  const icu::UnicodeString word = impl_->plurals->select(static_cast<double>(n));
  const auto found = impl_->categories.find(utf8(word));
  return found == impl_->categories.end() ? std::string_view("other") : std::string_view(*found);
}

const std::set<std::string, std::less<>>& LanguageRules::categories() const { return impl_->categories; }

std::string LanguageRules::number(std::int64_t n) const {
  if (n >= 0 && n < 1000) return std::to_string(n);  // nothing to group; digits are 0-9 in every catalogue
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = impl_->numbers.formatInt(n, status).toString(status);
  must(status);
  return utf8(text);
}

std::string LanguageRules::date(Time t) const {
  const std::int64_t day = std::chrono::floor<std::chrono::days>(t).time_since_epoch().count();
  const std::lock_guard lock(impl_->mutex);
  if (const auto known = impl_->days.find(day); known != impl_->days.end()) return known->second;
  icu::UnicodeString text;
  impl_->dates->format(static_cast<UDate>(day) * 86'400'000.0, text);
  if (impl_->days.size() >= 4096) impl_->days.clear();  // years of daily comments; a bound, not a policy
  return impl_->days[day] = utf8(text);
}

}  // namespace comity::http
