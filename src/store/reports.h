// What the store is asked about readers' reports, authorities' orders and lives in danger. Errors as in store/store.h.
#pragma once

#include <vector>

#include "base/result.h"
#include "discussion/order.h"
#include "discussion/report.h"

namespace comity::store {

// One comment that readers see, with the reports about it that wait: one item of the console, however many they are.
struct ReportedComment {
  discussion::Comment comment;
  std::int64_t reports = 0;
  std::int64_t notices = 0;  // among them
  Time oldest;               // of them

  bool operator==(const ReportedComment&) const = default;
};
struct ReportedCounts {
  std::int64_t comments = 0;
  std::int64_t reports = 0;

  bool operator==(const ReportedCounts&) const = default;
};

class Reports {
 public:
  virtual ~Reports() = default;

  virtual Result<discussion::Report> report(SiteId site, discussion::ReportId id) = 0;             // `not_found`
  virtual Result<discussion::Report> report_by_receipt(const Key128& receipt) = 0;                 // `not_found`
  virtual Result<discussion::Report> report_by_case_code(SiteId site, std::string_view code) = 0;  // `not_found`
  // All of one comment, as they were filed, then by id.
  virtual Result<std::vector<discussion::Report>> reports_about(SiteId site, StoryId story, CommentId comment) = 0;
  // All, in order of id, `after` excluded: for exports and statistics.
  virtual Result<std::vector<discussion::Report>> reports(SiteId site, discussion::ReportId after,
                                                          std::size_t limit) = 0;
  // About the comments of a story, those that say something in words; by place, then as they were filed.
  virtual Result<std::vector<discussion::Report>> reports_in(SiteId site, StoryId story) = 0;
  // What one reporter sent (Report::reporter), in order of id.
  virtual Result<std::vector<discussion::Report>> reports_by(SiteId site, const Key128& reporter) = 0;
  // Reports that still say who sent them, or something in words, and were answered before `before`; of those that wait
  // the ones filed before it about what readers see no more. Not while an appeal about the comment is open, or a danger
  // noted about it is. By that time, then by id.
  virtual Result<std::vector<discussion::Report>> reports_kept(SiteId site, Time before, std::size_t limit) = 0;
  // The console's queue: published comments about which reports wait; those with a notice first, then by the oldest
  // report, story and place.
  virtual Result<std::vector<ReportedComment>> reported(SiteId site, std::size_t offset, std::size_t limit) = 0;
  // The one behind this comment in that order; behind the last, or where it does not wait, the first. Never itself.
  // One walk over the reports that wait. Errors: `not_found` - no other waits.
  virtual Result<ReportedComment> reported_after(SiteId site, StoryId story, CommentId comment) = 0;
  virtual Result<ReportedCounts> reported_counts(SiteId site) = 0;

  // In order of recording, then id.
  virtual Result<std::vector<discussion::Order>> orders(SiteId site) = 0;
  virtual Result<std::vector<discussion::Order>> orders_about(SiteId site, StoryId story, CommentId comment) = 0;

  // Those that keep something first, then by time, the latest first, then by id.
  virtual Result<std::vector<discussion::Danger>> dangers(SiteId site) = 0;
  virtual Result<discussion::Danger> danger(SiteId site, discussion::DangerId id) = 0;  // `not_found`
  // Whether what is stored of a comment must be kept whatever its time: a danger about it was not ended.
  virtual Result<bool> is_kept_for_danger(SiteId site, StoryId story, CommentId comment) = 0;
};

}  // namespace comity::store
