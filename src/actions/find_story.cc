#include "actions/find_story.h"

#include <algorithm>

#include "actions/resolve_story.h"
#include "discussion/story_address.h"
#include "text/checked.h"

namespace comity::actions {
namespace {

struct Address {
  std::optional<StoryId> short_id;
  std::string publisher_id;
  std::string url;  // normal form; '' when none was given
};

Result<Address> read(const discussion::Site& site, const StoryAddress& given) {
  Address address;
  if (given.id.starts_with('~')) {
    address.short_id = story_from_short_id(given.id);
    if (!address.short_id) return fail(Error::Code::invalid, "'" + given.id + "' is no short id of a story");
  } else if (!given.id.empty()) {
    COMITY_TRY(address.publisher_id, discussion::checked_publisher_id(given.id));
  }
  if (!given.url.empty()) {
    COMITY_TRY(address.url, discussion::normal_url(given.url, site.same_www));
  }
  if (given.id.empty() && given.url.empty()) {
    return fail(Error::Code::invalid, "a story is named by its id or by its page's address");
  }
  return address;
}

// `found`, or nothing where the store has none.
Result<std::optional<discussion::Story>> if_there(Result<discussion::Story> found) {
  if (found) return std::optional(*std::move(found));
  if (found.error().code == Error::Code::not_found) return std::optional<discussion::Story>();
  return fail(std::move(found).error());
}

struct Matches {
  std::optional<discussion::Story> by_id;
  std::optional<discussion::Story> by_url;
};

Result<Matches> look_up(World& world, const discussion::Site& site, const Address& address) {
  Matches matches;
  if (address.short_id) {
    COMITY_TRY(matches.by_id, if_there(world.store.story(site.id, *address.short_id)));
  } else if (!address.publisher_id.empty()) {
    COMITY_TRY(matches.by_id, if_there(world.store.story_by_publisher_id(site.id, address.publisher_id)));
  }
  if (!address.url.empty()) {
    COMITY_TRY(matches.by_url, if_there(world.store.story_by_url(site.id, address.url)));
  }
  return matches;
}

// The one story meant; nothing: none is there.
Result<std::optional<discussion::Story>> meant(const Address& address, const Matches& matches) {
  if (matches.by_id) {
    if (matches.by_url && matches.by_url->id != matches.by_id->id) {
      return fail(Error::Code::conflict, "the address belongs to another story, " + short_id(matches.by_url->id));
    }
    return matches.by_id;
  }
  if (!matches.by_url) return std::optional<discussion::Story>();
  if (address.short_id) return std::optional<discussion::Story>();  // an id that names nothing wins over the address
  // The same id on both sides: the story came into being between the two look-ups.
  const std::string& known = matches.by_url->publisher_id;
  if (!address.publisher_id.empty() && !known.empty() && known != address.publisher_id) {
    return fail(Error::Code::conflict, "the address belongs to the story with the publisher's id '" + known + "'");
  }
  return matches.by_url;
}

// BCP 47 in looks; '' otherwise.
std::string language_tag(std::string_view tag) {
  const bool plain = !tag.empty() && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  return plain && tag.front() != '-' && tag.back() != '-' ? std::string(tag) : std::string();
}

discussion::Story new_story(World& world, const discussion::Site& site, const StoryAddress& given,
                            const Address& address) {
  discussion::Story story;
  story.site = site.id;
  story.id = StoryId{world.random.below(std::int64_t{1} << 40)};
  story.publisher_id = address.publisher_id;
  story.url = given.url;
  story.title = one_line(given.title, max_title_code_points);
  story.language = language_tag(given.language);
  story.created = world.clock.now();
  if (site.close_after_days > 0) story.closes_at = story.created + std::chrono::days(site.close_after_days);
  return story;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t max_code_points) {
  std::string out;
  std::size_t points = 0;
  for (const char c : text::scrubbed(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80 && ++points > max_code_points) break;
    out += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  const auto first = out.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

Result<discussion::Story> find_story(World& world, const discussion::Site& site, const StoryAddress& given) {
  COMITY_TRY(const auto address, read(site, given));
  COMITY_TRY(const auto matches, look_up(world, site, address));
  COMITY_TRY(auto story, meant(address, matches));
  if (!story) return fail(Error::Code::not_found, "there is no such story yet");
  return *std::move(story);
}

Result<ResolvedStory> resolve_story(World& world, const discussion::Site& site, const StoryAddress& given) {
  COMITY_TRY(const auto address, read(site, given));
  COMITY_TRY(const auto matches, look_up(world, site, address));
  COMITY_TRY(auto story, meant(address, matches));
  const bool ours = !address.url.empty() && discussion::belongs_to(address.url, site.origins, site.same_www);

  ResolvedStory resolved;
  if (!story) {
    if (address.short_id) return fail(Error::Code::not_found, "there is no story " + given.id);
    if (address.url.empty()) return fail(Error::Code::invalid, "the first post under a story gives its address");
    if (!ours) {
      return fail(Error::Code::forbidden, "the host of " + address.url + " is not one of the site's origins");
    }
    resolved.story = new_story(world, site, given, address);
    resolved.writes.push_back(store::AddStory{resolved.story, {address.url}});
    resolved.is_new = true;
    return resolved;
  }

  resolved.story = *std::move(story);
  store::SetStory set;
  set.story = resolved.story.id;
  bool changed = false;
  if (!address.publisher_id.empty() && resolved.story.publisher_id.empty()) {
    // Known by its address so far; from now on the publisher's id wins.
    set.publisher_id = resolved.story.publisher_id = address.publisher_id;
    changed = true;
  }
  if (ours && !matches.by_url) {
    COMITY_TRY(const auto urls, world.store.urls(site.id, resolved.story.id));
    if (urls.size() < max_aliases) {
      set.add_urls.push_back(address.url);
      changed = true;
    }
  }
  if (changed) resolved.writes.push_back(std::move(set));
  return resolved;
}

Result<discussion::Story> find_or_add_story(World& world, const discussion::Site& site, const StoryAddress& address) {
  for (int attempt = 0;; ++attempt) {
    COMITY_TRY(auto resolved, resolve_story(world, site, address));
    if (resolved.writes.empty()) return std::move(resolved.story);
    store::Change change{world.random.key128(), site.id, world.clock.now(), std::move(resolved.writes)};
    const auto outcome = world.store.commit(change);
    if (outcome) return world.store.story(site.id, resolved.story.id);
    // Somebody else added the story, or an address of it, in the meantime.
    if (outcome.error().code != Error::Code::conflict || attempt >= 4) return fail(outcome.error());
  }
}

}  // namespace comity::actions
