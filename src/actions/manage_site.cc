#include "actions/manage_site.h"

#include <algorithm>

#include "actions/mirror_texts.h"
#include "campaign/plain_words.h"
#include "discussion/story_address.h"
#include "text/checked.h"

namespace comity::actions {
namespace {

constexpr std::size_t max_name_code_points = 200;

bool is_tag(std::string_view tag) {
  return !tag.empty() && tag.size() <= 35 && tag.front() != '-' && tag.back() != '-' &&
         std::all_of(tag.begin(), tag.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

Result<std::string> checked_line(std::string_view text, std::string_view what) {
  if (!text::is_well_formed(text)) return fail(Error::Code::invalid, std::string(what) + " is not UTF-8");
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  if (control) return fail(Error::Code::invalid, std::string(what) + " is one line without control characters");
  if (text::code_points(text) > max_name_code_points) {
    return fail(Error::Code::invalid, std::string(what) + " has at most 200 characters");
  }
  return std::string(text);
}

Result<discussion::Site> checked(discussion::Site site) {
  const bool key = !site.key.empty() && site.key.size() <= 40 &&
                   site.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!key) return fail(Error::Code::invalid, "a site's key has 1 to 40 of a-z, 0-9 and '-'");
  COMITY_TRY(site.name, checked_line(site.name, "a site's name"));
  if (site.name.empty()) return fail(Error::Code::invalid, "a site has a name");
  COMITY_TRY(site.contact_readers, checked_line(site.contact_readers, "a point of contact"));
  COMITY_TRY(site.contact_authorities, checked_line(site.contact_authorities, "a point of contact"));
  for (const std::string& tag : site.contact_languages) {
    if (!is_tag(tag)) return fail(Error::Code::invalid, "'" + tag + "' is no language tag");
  }
  for (std::string& origin : site.origins) {
    COMITY_TRY(origin, discussion::checked_origin(origin));
  }
  if (site.languages.empty()) return fail(Error::Code::invalid, "a site has at least one language");
  for (const std::string& tag : site.languages) {
    if (!is_tag(tag)) return fail(Error::Code::invalid, "'" + tag + "' is no language tag (BCP 47), such as 'en'");
  }
  if (site.edit_window_ms < 0) return fail(Error::Code::invalid, "the edit window is zero or more");
  if (site.close_after_days < 0)
    return fail(Error::Code::invalid, "the days after which stories close are zero or more");
  return site;
}

Result<std::shared_ptr<const policy::Compiled>> compiled(std::string_view source) {
  const policy::Checked checked = policy::compile(source);
  if (checked.policy) return checked.policy;
  std::string detail;
  for (const policy::Diagnostic& diagnostic : checked.diagnostics) detail += policy::to_text(diagnostic, "policy.toml");
  return fail(Error::Code::invalid, std::move(detail));
}

// Nothing for a policy without sides.
Result<std::optional<store::MirrorCounts>> mirrored(World& world, const discussion::Site& site,
                                                    const policy::Compiled& policy, const PublishOptions& options) {
  if (policy.sides.empty()) return std::optional<store::MirrorCounts>();
  policy::MirrorTally tally = policy::mirrored_examples(policy);
  COMITY_TRY(const auto texts, ArchiveTexts::open(world, site));
  COMITY_TRY(const auto of_archive, mirror_texts(*texts, policy, options.jobs, options.progress));
  tally.merge(of_archive);
  if (tally.changed > 0 && !options.despite_mirror) return fail(Error::Code::forbidden, policy::to_text(policy, tally));
  const auto count = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  return store::MirrorCounts{count(tally.texts), count(tally.exchanged), count(tally.changed)};
}

}  // namespace

Result<discussion::Site> add_site(World& world, discussion::Site site, std::string_view policy_source) {
  COMITY_TRY(site, checked(std::move(site)));
  if (policy_source.empty()) policy_source = policy::shipped_policy();
  COMITY_TRY(const auto policy, compiled(policy_source));
  COMITY_TRY(const auto mirror, mirrored(world, {}, *policy, {}));  // its examples; there is no archive yet
  if (world.store.site(site.key)) return fail(Error::Code::conflict, "there is a site '" + site.key + "' already");
  site.id = {};
  site.created = world.clock.now();
  const store::Change change{
      world.random.key128(),
      {},
      site.created,
      {store::PutSite{site}, store::PublishPolicy{policy->id, std::string(policy_source), "comity", mirror, {}}}};
  COMITY_TRY(const auto outcome, world.store.commit(change));
  return world.store.site(outcome.site);
}

Result<discussion::Site> set_site(World& world, const discussion::Site& site) {
  COMITY_TRY(const auto wanted, checked(site));
  const store::Change change{world.random.key128(), wanted.id, world.clock.now(), {store::PutSite{wanted}}};
  COMITY_CHECK(world.store.commit(change).map([](const auto&) {}));
  return world.store.site(wanted.id);
}

Result<Hash256> publish_policy(World& world, const discussion::Site& site, std::string_view source, std::string_view by,
                               const PublishOptions& options) {
  COMITY_TRY(const auto policy, compiled(source));
  if (options.tried && options.tried->policy != policy->id)
    return fail(Error::Code::conflict, "the report of what it would change is of another text");
  COMITY_TRY(auto correction, world.policies.correction(site));
  COMITY_TRY(const auto mirror,
             mirrored(world, site, *policy::with_correction(policy, std::move(correction)), options));
  store::PublishPolicy publish{policy->id, std::string(source), std::string(by), mirror, {}};
  if (options.tried) publish.replay = options.tried->counts;
  const store::Change change{world.random.key128(), site.id, world.clock.now(), {std::move(publish)}};
  COMITY_CHECK(world.store.commit(change).map([](const auto&) {}));
  return policy->id;
}

Result<discussion::Story> set_story(World& world, const discussion::Site& site, StoryId story,
                                    const StorySettings& to) {
  store::SetStory set;
  set.story = story;
  set.open = to.open;
  set.closes_at = to.closes_at;
  if (to.title) {
    COMITY_TRY(set.title, checked_line(*to.title, "a title"));
  }
  if (to.section) {
    COMITY_TRY(set.section, checked_line(*to.section, "a section"));
  }
  if (to.language) {
    if (!to.language->empty() && !is_tag(*to.language)) {
      return fail(Error::Code::invalid, "'" + *to.language + "' is no language tag (BCP 47), such as 'en'");
    }
    set.language = to.language;
  }
  if (to.publisher_id) {
    COMITY_TRY(set.publisher_id, discussion::checked_publisher_id(*to.publisher_id));
  }
  if (to.url) {
    COMITY_TRY(auto normal, discussion::normal_url(*to.url, site.same_www));
    if (!discussion::belongs_to(normal, site.origins, site.same_www)) {
      return fail(Error::Code::forbidden, "the host of " + normal + " is not one of the site's origins");
    }
    set.url = to.url;
    set.add_urls.push_back(std::move(normal));
  }
  const store::Change change{world.random.key128(), site.id, world.clock.now(), {std::move(set)}};
  COMITY_CHECK(world.store.commit(change).map([](const auto&) {}));
  return world.store.story(site.id, story);
}

Result<std::size_t> set_story_text(World& world, const discussion::Site& site, StoryId story, std::string_view text) {
  std::string words = campaign::plain_words(text::scrubbed(text));
  if (words.size() > store::max_story_text_bytes)
    return fail(Error::Code::invalid, "the story is too long: give at most 256 kB of it");
  const auto count = static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
  const store::Change change{
      world.random.key128(), site.id, world.clock.now(), {store::SetStoryText{story, std::move(words)}}};
  COMITY_CHECK(world.store.commit(change).map([](const auto&) {}));
  return count == 0 ? 0 : count - 1;
}

Done revoke_guest(World& world, const discussion::Site& site, AuthorId author) {
  const store::Change change{world.random.key128(), site.id, world.clock.now(), {store::RevokeAuthor{author}}};
  return world.store.commit(change).map([](const auto&) {});
}

}  // namespace comity::actions
