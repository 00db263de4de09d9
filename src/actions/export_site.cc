#include "actions/export_site.h"

#include <algorithm>

#include "interchange/jsonl.h"

namespace comity::actions {
namespace {

constexpr std::size_t rows_at_once = 200;

class Exporting {
 public:
  Exporting(World& world, const discussion::Site& site, const std::function<Done(std::string_view)>& write)
      : store_(world.store), site_(site), write_(write) {}

  Result<ExportCounts> run() {
    COMITY_CHECK(put(site_));
    COMITY_CHECK(policies());
    COMITY_CHECK(authors());
    COMITY_CHECK(stories());
    COMITY_CHECK(orders());
    COMITY_CHECK(blocks());
    COMITY_CHECK(appeals());
    return counts_;
  }

 private:
  Done put(const interchange::JsonlRow& row) { return write_(interchange::to_jsonl(row)); }

  // Oldest first: the last one is in force.
  Done policies() {
    COMITY_TRY(auto documents, store_.policies(site_.id));
    std::reverse(documents.begin(), documents.end());
    for (store::PolicyDocument& document : documents) {
      COMITY_CHECK(put(
          interchange::PolicyRow{document.id, std::move(document.source), std::move(document.by), document.published}));
      ++counts_.policies;
    }
    return {};
  }

  Done authors() {
    AuthorId after;
    while (true) {
      COMITY_TRY(const auto page, store_.authors(site_.id, after, rows_at_once));
      if (page.empty()) return {};
      for (const discussion::Author& author : page) COMITY_CHECK(put(author));
      counts_.authors += static_cast<std::int64_t>(page.size());
      after = page.back().id;
    }
  }

  // Behind all stories: a block stands on decisions in several.
  Done blocks() {
    AuthorId after;
    while (true) {
      COMITY_TRY(const auto page, store_.authors(site_.id, after, rows_at_once));
      if (page.empty()) return {};
      for (const discussion::Author& author : page) {
        COMITY_TRY(const auto blocks, store_.blocks(site_.id, author.id));
        for (const discussion::Block& block : blocks) COMITY_CHECK(put(block));
        counts_.blocks += static_cast<std::int64_t>(blocks.size());
      }
      after = page.back().id;
    }
  }

  Done appeals() {
    discussion::AppealId after;
    while (true) {
      COMITY_TRY(const auto page, store_.appeals(site_.id, after, rows_at_once));
      if (page.empty()) return {};
      for (const discussion::Appeal& appeal : page) COMITY_CHECK(put(appeal));
      counts_.appeals += static_cast<std::int64_t>(page.size());
      after = page.back().id;
    }
  }

  Done stories() {
    StoryId after;
    while (true) {
      COMITY_TRY(const auto page, store_.stories(site_.id, after, rows_at_once));
      if (page.empty()) return {};
      for (const discussion::Story& story : page) {
        COMITY_TRY(auto urls, store_.urls(site_.id, story.id));
        COMITY_TRY(auto words, store_.story_text(site_.id, story.id));
        COMITY_CHECK(put(interchange::StoryRow{story, std::move(urls), std::move(words)}));
        ++counts_.stories;
        COMITY_CHECK(comments(story.id));
      }
      after = page.back().id;
    }
  }

  // Behind what they are about.
  Done orders() {
    COMITY_TRY(const auto orders, store_.orders(site_.id));
    for (const discussion::Order& order : orders) COMITY_CHECK(put(order));
    COMITY_TRY(const auto dangers, store_.dangers(site_.id));
    for (const discussion::Danger& danger : dangers) COMITY_CHECK(put(danger));
    return {};
  }

  Done comments(StoryId story) {
    CommentId after;
    while (true) {
      COMITY_TRY(const auto page, store_.comments(site_.id, story, after, rows_at_once));
      if (page.empty()) return {};
      for (const discussion::Comment& comment : page) COMITY_CHECK(one(comment));
      after = page.back().id;
    }
  }

  Done one(const discussion::Comment& comment) {
    COMITY_CHECK(put(interchange::CommentRow{comment}));
    ++counts_.comments;
    COMITY_TRY(auto revisions, store_.revisions(site_.id, comment.story, comment.id));
    for (discussion::Revision& revision : revisions) {
      COMITY_CHECK(put(interchange::RevisionRow{comment.story, comment.id, std::move(revision)}));
      ++counts_.revisions;
    }
    COMITY_TRY(const auto decisions, store_.decisions(site_.id, comment.story, comment.id));
    for (const discussion::Decision& decision : decisions) {
      COMITY_CHECK(put(decision));
      ++counts_.decisions;
    }
    COMITY_TRY(const auto reports, store_.reports_about(site_.id, comment.story, comment.id));
    for (const discussion::Report& report : reports) COMITY_CHECK(put(report));
    return {};
  }

  store::Store& store_;
  const discussion::Site& site_;
  const std::function<Done(std::string_view)>& write_;
  ExportCounts counts_;
};

}  // namespace

Result<ExportCounts> export_site(World& world, const discussion::Site& site,
                                 const std::function<Done(std::string_view)>& write) {
  return Exporting(world, site, write).run();
}

}  // namespace comity::actions
