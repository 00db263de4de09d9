#include "actions/apply_erasures.h"

#include "actions/erase_words.h"
#include "actions/forget_reporter.h"
#include "discussion/erasure.h"

namespace comity::actions {

namespace {

enum class Did : std::uint8_t { erased, passed };

Result<Did> erase_again(World& world, const discussion::Site& site, const discussion::Erasure& line) {
  if (line.story) {
    const auto comment = world.store.comment(site.id, line.story, line.comment);
    if (!comment && comment.error().code != Error::Code::not_found) return fail(comment.error());
    if (!comment || comment->erased || erasure_mark(site.key, *comment) != line.mark) return Did::passed;
    COMITY_TRY(const auto count, erase_comment(world, *comment));
    return count.comments > 0 ? Did::erased : Did::passed;
  }
  if (line.report) {
    const auto report = world.store.report(site.id, line.report);
    if (!report && report.error().code != Error::Code::not_found) return fail(report.error());
    if (!report || is_forgotten(*report)) return Did::passed;
    COMITY_CHECK(forget_reporters(world, site.id, {*report}, true));
    return Did::erased;
  }
  const auto author = world.store.author(site.id, line.author);
  if (!author && author.error().code != Error::Code::not_found) return fail(author.error());
  if (!author || (author->erased && !author->erasing)) return Did::passed;
  COMITY_TRY(auto count, erase_author(world, site.id, line.author, erased_at_once));
  do {
    COMITY_TRY(count, go_on_erasing(world, site.id, line.author, erased_at_once, true));
  } while (!count.finished);
  return Did::erased;
}

}  // namespace

Result<Reapplied> apply_erasures(World& world, std::string_view list) {
  Reapplied out;
  while (!list.empty()) {
    const std::size_t end = list.find('\n');
    const std::string_view line = list.substr(0, end);
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    if (line.empty()) continue;
    const auto erasure = discussion::erasure_from_line(line);
    if (!erasure) {
      ++out.unread;
      continue;
    }
    const auto site = world.store.site(erasure->site);
    if (!site && site.error().code != Error::Code::not_found) return fail(site.error());
    Did did = Did::passed;
    if (site) {
      COMITY_TRY(did, erase_again(world, *site, *erasure));
    }
    ++(did == Did::erased ? out.erased : out.passed);
  }
  return out;
}

}  // namespace comity::actions
