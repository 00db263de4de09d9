#include "text/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>

namespace comity::text {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

Span without_blanks(std::string_view utf8, std::size_t begin, std::size_t end) {
  while (begin < end && blanks.find(utf8[begin]) != std::string_view::npos) ++begin;
  while (end > begin && blanks.find(utf8[end - 1]) != std::string_view::npos) --end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

std::vector<Span> sentences_in(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  // One for each thread: making one reads the rules anew.
  thread_local const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
  std::vector<Span> out;
  if (U_FAILURE(status) || !breaks) {
    utext_close(&view);
    const Span whole = without_blanks(utf8, 0, utf8.size());
    if (whole.end > whole.begin) out.push_back(whole);
    return out;
  }
  breaks->setText(&view, status);
  std::int32_t begin = breaks->first();
  for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE; begin = end, end = breaks->next()) {
    const Span one = without_blanks(utf8, static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
    if (one.end > one.begin) out.push_back(one);
  }
  utext_close(&view);
  return out;
}

}  // namespace comity::text
