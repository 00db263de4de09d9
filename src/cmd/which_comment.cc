#include "cmd/which_comment.h"

#include <charconv>
#include <optional>

#include "actions/find_story.h"
#include "cmd/printable.h"
#include "discussion/case_code.h"

namespace comity::cmd {
namespace {

std::string quoted(std::string_view word) { return "'" + one_line(word, 80) + "'"; }

std::optional<std::int64_t> positive(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 1) return std::nullopt;
  return value;
}

Result<discussion::Comment> by_place(actions::World& world, std::string_view named, std::string_view last) {
  // The publisher's id may hold slashes: the first part is the site's, the last one the comment's.
  const std::size_t first = named.find('/');
  const std::string_view story_name = named.substr(first + 1, named.size() - last.size() - first - 2);
  COMITY_TRY(const auto site, which_site(world, named.substr(0, first)));
  COMITY_TRY(const auto story, which_story(world, site, story_name));
  if (last.starts_with('+')) {
    auto comment = world.store.comment(site.id, story.id, CommentId{*positive(last.substr(1))});
    if (!comment && comment.error().code == Error::Code::not_found) {
      return fail(Error::Code::not_found, "no comment " + std::string(last) + " reached that story");
    }
    return comment;
  }
  auto stored = world.store.by_number(site.id, story.id, *positive(last));
  if (!stored && stored.error().code == Error::Code::not_found) {
    return fail(Error::Code::not_found, "that story has no number " + std::string(last));
  }
  if (!stored) return fail(std::move(stored).error());
  return std::move(stored->comment);
}

}  // namespace

Result<discussion::Site> which_site(actions::World& world, std::string_view key) {
  auto site = world.store.site(key);
  if (!site && site.error().code == Error::Code::not_found) {
    return fail(Error::Code::not_found, "there is no site " + quoted(key) + ": `comity admin site list` names them");
  }
  return site;
}

Result<discussion::Story> which_story(actions::World& world, const discussion::Site& site, std::string_view named) {
  actions::StoryAddress address;
  (named.find("://") != std::string_view::npos ? address.url : address.id) = named;
  auto story = actions::find_story(world, site, address);
  if (!story && story.error().code == Error::Code::not_found) {
    return fail(Error::Code::not_found,
                "the site '" + site.key + "' has no story " + quoted(named) + ": `comity admin story list` names them");
  }
  return story;
}

Result<discussion::Comment> which_comment(actions::World& world, std::string_view named) {
  // The address of a receipt's page, as the author may pass it on.
  std::string_view word = named;
  if (const std::size_t page = word.rfind("/r/"); page != std::string_view::npos) word = word.substr(page + 3);
  if (const auto receipt = key128_from_base64url(word); receipt && *receipt != Key128{}) {
    auto comment = world.store.by_receipt(*receipt);
    if (!comment && comment.error().code == Error::Code::not_found) {
      return fail(Error::Code::not_found, "there is no comment with the receipt " + quoted(word));
    }
    return comment;
  }

  const std::size_t first = named.find('/');
  const std::size_t slash = named.rfind('/');
  if (first != std::string_view::npos && first != slash) {
    const std::string_view last = named.substr(slash + 1);
    if (positive(last.starts_with('+') ? last.substr(1) : last)) return by_place(world, named, last);
  }

  if (const auto code = discussion::parse_case_code(named)) {
    COMITY_TRY(const auto sites, world.store.sites());
    for (const discussion::Site& site : sites) {
      auto comment = world.store.by_case_code(site.id, *code);
      if (comment || comment.error().code != Error::Code::not_found) return comment;
    }
    return fail(Error::Code::not_found, "there is no comment with the case code " + *code);
  }
  return fail(Error::Code::invalid,
              quoted(named) + " names no comment: give SITE/STORY/NUMBER, a receipt or a case code");
}

std::string handle_of(const discussion::Site& site, const discussion::Comment& comment) {
  const std::string in = site.key + "/" + short_id(comment.story) + "/";
  return comment.number != 0 ? in + std::to_string(comment.number) : in + "+" + std::to_string(comment.id.value);
}

}  // namespace comity::cmd
