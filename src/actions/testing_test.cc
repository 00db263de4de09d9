#include "actions/testing.h"

#include <doctest.h>

#include <fstream>
#include <iterator>

namespace comity::actions::testing {
namespace {

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

const std::string small_policy = read("tests/support/small-policy.toml");

Server::Server(store::Store& store) { begin(store); }
Server::Server(std::nullptr_t, std::unique_ptr<store::Store> own) : own_(std::move(own)) { begin(*own_); }

void Server::begin(store::Store& store) {
  policies_ = std::make_unique<Policies>(store);
  Hash256 secret;
  secret.bytes.fill(7);
  world_.reset(new World{store, *policies_, clock, random, secret});
  discussion::Site wanted;
  wanted.key = "herald";
  wanted.name = "The Lindenford Herald";
  wanted.origins = {"https://herald.example"};
  wanted.languages = {"en"};
  const auto added = add_site(*world_, wanted, small_policy);
  REQUIRE_MESSAGE(added, added.error().detail);
  site = *added;
}

Key128 Server::key(std::uint8_t which) {
  Key128 key;
  key.bytes.fill(which);
  return key;
}

PostComment Server::asks(std::string text) const {
  PostComment request;
  request.site = site;
  request.story.id = "bridge";
  request.story.url = "https://herald.example/bridge?utm_source=mail";
  request.story.title = "The bridge";
  request.story.language = "en";
  request.name = "Anna";
  request.text = std::move(text);
  request.language_of_interface = "en";
  return request;
}

Result<Posted> Server::post(std::string text) { return post_as("Anna", key(1), std::move(text)); }

Result<Posted> Server::post_as(const std::string& name, const Key128& guest, std::string text) {
  PostComment request = asks(std::move(text));
  request.name = name;
  request.guest_key = guest;
  return post_comment(*world_, request);
}

Result<Posted> Server::edit(const Posted& posted, std::string text, std::string advice_id) {
  EditComment request;
  request.site = site;
  request.receipt = posted.comment.receipt;
  request.text = std::move(text);
  request.advice_id = std::move(advice_id);
  return edit_comment(*world_, request);
}

Result<discussion::Decision> Server::decide(const discussion::Comment& comment, discussion::Deed deed,
                                            std::vector<std::string> clauses) {
  DecideComment request;
  request.site = comment.site;
  request.story = comment.story;
  request.comment = comment.id;
  request.deed = deed;
  request.clauses = std::move(clauses);
  request.by = "desk";
  return decide_comment(*world_, request);
}

discussion::Comment Server::now(const discussion::Comment& comment) {
  return *world_->store.comment(comment.site, comment.story, comment.id);
}

std::string Server::shown(const discussion::Comment& comment) {
  const discussion::Comment current = now(comment);
  if (current.state != discussion::State::published) return "";
  const auto revisions = *world_->store.revisions(comment.site, comment.story, comment.id);
  for (const auto& revision : revisions) {
    if (revision.revision == current.live_revision) return revision.text;
  }
  return "";
}

discussion::Story Server::story() { return *world_->store.story_by_publisher_id(site.id, "bridge"); }

bool Server::sound() {
  const auto findings = world_->store.integrity();
  REQUIRE(findings);
  for (const std::string& finding : *findings) MESSAGE(finding);
  return findings->empty();
}

}  // namespace comity::actions::testing
