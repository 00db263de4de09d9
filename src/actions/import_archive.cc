#include "actions/import_archive.h"

#include <algorithm>
#include <vector>

#include "actions/import_story.h"
#include "actions/manage_site.h"
#include "discussion/story_address.h"
#include "interchange/html_text.h"
#include "interchange/wxr_reader.h"

namespace comity::actions {
namespace {

constexpr std::size_t bytes_at_once = 64 * 1024;

// The mapped archive, and the address of the first story, for files that do not say where they come from.
class FirstLink final : public interchange::WxrSink {
 public:
  explicit FirstLink(interchange::WxrArchive& next) : next_(next) {}
  Done comment(const interchange::WxrComment& comment) override { return next_.comment(comment); }
  Done item(const interchange::WxrItem& item) override {
    if (link.empty()) link = item.link;
    return next_.item(item);
  }
  std::string link;

 private:
  interchange::WxrArchive& next_;
};

std::int64_t person_of(const World& world, const std::string& site_key, const std::string& key) {
  const Key128 hash = keyed_hash(world.secret, "imported person\n" + site_key + "\n" + key);
  std::uint64_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i) id = (id << 8) | hash.bytes[i];
  return static_cast<std::int64_t>(id & ((std::uint64_t{1} << 62) - 1)) | 1;
}

// "https://larch.example" of "http://larch.example/2014/": as written, so that it equals what browsers send.
std::string origin_of(const std::string& url) {
  const std::size_t host = url.find("://");
  if (host == std::string::npos) return {};
  const auto origin = discussion::checked_origin(url.substr(0, url.find_first_of("/?#", host + 3)));
  return origin ? *origin : std::string();
}

// The base URL that stands in source keys; http is https, so that a site that has moved is the same source.
std::string source_of(const interchange::WxrChannel& channel, const std::string& first_link) {
  for (const std::string& base : {channel.base_blog_url, channel.base_site_url, channel.link, origin_of(first_link)})
    if (auto normal = discussion::normal_url(base, false)) {
      if (normal->ends_with('/')) normal->pop_back();
      return *std::move(normal);
    }
  return "wxr";
}

std::string language_of(const interchange::WxrChannel& channel) {
  std::string tag;
  for (const char c : channel.language) {
    if (c == '-' || c == '_') break;
    tag.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  const bool plain = (tag.size() == 2 || tag.size() == 3) &&
                     std::all_of(tag.begin(), tag.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return plain ? tag : "en";
}

discussion::Site site_from(const std::string& key, const interchange::WxrChannel& channel,
                           const std::string& first_link) {
  discussion::Site site;
  site.key = key;
  site.name = interchange::plain_text(channel.title).substr(0, 200);
  while (!site.name.empty() && !text::is_well_formed(site.name)) site.name.pop_back();
  if (site.name.empty()) site.name = key;
  site.languages = {language_of(channel)};
  const std::string links[] = {channel.base_blog_url, channel.base_site_url, channel.link, first_link};
  for (const std::string& link : links) {
    const std::string origin = origin_of(link);
    if (origin.empty()) continue;
    site.origins.push_back(origin);
    if (origin.starts_with("http://")) site.origins.push_back("https://" + origin.substr(7));
  }
  std::sort(site.origins.begin(), site.origins.end());
  site.origins.erase(std::unique(site.origins.begin(), site.origins.end()), site.origins.end());
  return site;
}

Done find_or_make_site(ImportRun& run, const std::string& first_link) {
  World& world = run.world;
  const std::string& key = run.request.site_key;
  auto there = world.store.site(key);
  if (there) {
    run.site = *std::move(there);
    COMITY_TRY(run.policy, world.policies.live(run.site));
    return {};
  }
  if (there.error().code != Error::Code::not_found) return fail(there.error());
  run.report.site_made = true;
  run.site = site_from(key, run.report.file.channel, first_link);
  if (run.request.dry_run) {
    const policy::Checked checked = policy::compile(policy::shipped_policy());
    if (!checked.policy) return fail(Error::Code::corrupt, "the policy that ships does not compile");
    run.policy = checked.policy;
    return {};
  }
  COMITY_TRY(run.site, add_site(world, run.site));
  COMITY_TRY(run.policy, world.policies.live(run.site));
  return {};
}

Result<interchange::WxrSummary> read_file(const ImportArchive& request, interchange::WxrSink& sink) {
  interchange::WxrReader reader(sink);
  std::vector<char> buffer(bytes_at_once);
  std::uint64_t done = 0;
  while (true) {
    COMITY_TRY(const std::size_t size, request.read(buffer.data(), buffer.size()));
    if (size == 0) {
      COMITY_TRY(auto summary, reader.finish());
      if (!summary.recognised) return fail(Error::Code::invalid, std::string(interchange::no_wxr));
      return summary;
    }
    COMITY_CHECK(reader.feed({buffer.data(), size}));
    done += size;
    if (request.progress) request.progress({ImportProgress::Phase::reading, done, 0});
  }
}

}  // namespace

Result<ImportReport> import_wxr(World& world, const ImportArchive& request) {
  if (request.site_key.empty() || request.site_key.size() > 40 ||
      request.site_key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
    return fail(Error::Code::invalid, "a site's key has 1 to 40 of a-z, 0-9 and '-'");
  ImportReport report;
  report.dry_run = request.dry_run;
  report.site = request.site_key;

  interchange::Archive archive(request.spools);
  interchange::WxrArchive mapped(archive,
                                 [&](const std::string& key) { return person_of(world, request.site_key, key); });
  FirstLink sink(mapped);
  COMITY_TRY(report.file, read_file(request, sink));
  report.source = source_of(report.file.channel, sink.link);
  report.set_aside = std::move(mapped.set_aside);
  report.dropped = std::move(mapped.dropped);
  report.noted = std::move(mapped.noted);

  if (request.progress) request.progress({ImportProgress::Phase::arranging, 0, 0});
  COMITY_CHECK(archive.arrange());
  report.comments.repeated = static_cast<std::int64_t>(archive.repeated());
  if (archive.shared_ids() != 0)
    report.noted["id that a comment of another story has too"] = static_cast<std::int64_t>(archive.shared_ids());

  ImportRun run{world, request, archive, report, {}, {}, {}, {}, {}, 0, static_cast<std::uint64_t>(mapped.comments)};
  COMITY_CHECK(find_or_make_site(run, sink.link));
  report.policy = run.policy->name;
  run.nameless = name_of_nobody(run.site.languages.empty() ? "" : run.site.languages.front());
  while (true) {
    COMITY_TRY(const auto story, archive.next_story());
    if (!story) break;
    COMITY_CHECK(ImportStory(run, *story).bring());
  }
  if (request.progress) request.progress({ImportProgress::Phase::bringing, run.comments_in_all, run.comments_in_all});
  return report;
}

}  // namespace comity::actions
