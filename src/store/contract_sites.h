// Part of the contract: sites, policies, authors.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("a new store is empty and sound") {
  const auto store = fresh_store();
  CHECK(store->sites()->empty());
  CHECK(store->integrity()->empty());
  CHECK(code_of(store->site("paper")) == Code::not_found);
  CHECK(code_of(store->site(SiteId{1})) == Code::not_found);
  CHECK(code_of(store->by_receipt(key_of(1))) == Code::not_found);
}

TEST_CASE("a site is added once, found by key and id, and its settings are replaced") {
  const auto store = fresh_store();
  Desk desk(*store);
  discussion::Site site = store->site("paper").value();
  CHECK(site.id == desk.site);
  CHECK(site.origins == std::vector<std::string>{"https://paper.example"});
  CHECK(site.languages == std::vector<std::string>{"en", "ru"});
  CHECK(store->site(desk.site).value() == site);

  site.name = "The Morning Paper";
  site.same_www = true;
  site.edit_window_ms = 1000;
  site.close_after_days = 14;
  discussion::Site given = site;
  given.created = desk.now;  // stays as it was
  given.policy = sha256("not by this way");
  CHECK(desk.must(PutSite{given}).site == desk.site);
  CHECK(store->site(desk.site).value() == site);

  CHECK(code_of(desk.commit_on({}, PutSite{Desk::a_site("paper")})) == Code::conflict);
  CHECK(code_of(desk.commit(PutSite{Desk::a_site("gazette")})) == Code::not_found);
  const auto second = desk.commit_on({}, PutSite{Desk::a_site("gazette")});
  CHECK(second.value().site.value == desk.site.value + 1);
  CHECK(code_of(desk.commit_on(second->site, PutSite{Desk::a_site("paper")})) == Code::conflict);
  CHECK(store->sites()->size() == 2);
  CHECK(code_of(desk.commit_on(SiteId{99}, RevokeAuthor{desk.author})) == Code::not_found);
}

TEST_CASE("what follows a new site in its change is about it") {
  const auto store = fresh_store();
  Desk desk(*store);
  const auto made =
      desk.commit_on({}, PutSite{Desk::a_site("gazette")}, PublishPolicy{sha256("Be kind."), "Be kind.", "Orla"});
  REQUIRE(made.has_value());
  CHECK(store->site("gazette")->policy == sha256("Be kind."));
  CHECK(store->policy(made->site, sha256("Be kind."))->source == "Be kind.");
}

TEST_CASE("a policy is put in force, replaced, and put in force again") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(store->site(desk.site)->policy == Hash256{});
  CHECK(store->policies(desk.site)->empty());
  const Time first = desk.now;
  desk.must(PublishPolicy{sha256("Be kind."), "Be kind.", "Orla"});
  desk.now += Millis{10};
  desk.must(PublishPolicy{sha256("Be brief."), "Be brief.", "Piet"});
  desk.now += Millis{10};
  desk.must(PublishPolicy{sha256("Be brief."), "Be brief.", "Nobody"});  // in force already
  auto all = store->policies(desk.site).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].source == "Be brief.");
  CHECK(all[0].by == "Piet");
  CHECK(all[1].published == first);

  desk.must(PublishPolicy{sha256("Be kind."), "Be kind.", "Piet"});
  all = store->policies(desk.site).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].source == "Be kind.");
  CHECK(all[0].published == desk.now);
  CHECK(store->policy(desk.site, sha256("Be kind."))->by == "Piet");
  CHECK(store->site(desk.site)->policy == sha256("Be kind."));
  CHECK(code_of(store->policy(desk.site, sha256("Be loud."))) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("an author is added once, found by key, and revoked for good") {
  const auto store = fresh_store();
  Desk desk(*store);
  const discussion::Author author = desk.the_author();
  CHECK(author.published == 0);
  CHECK_FALSE(author.revoked_at.has_value());
  CHECK(store->author_by_token(desk.site, *author.token_hash).value() == author);
  CHECK(code_of(store->author_by_token(desk.site, key_of(4))) == Code::not_found);
  CHECK(code_of(store->author(desk.site, AuthorId{4})) == Code::not_found);

  CHECK(code_of(desk.commit(AddAuthor{author})) == Code::conflict);
  discussion::Author same_key = author;
  same_key.id = {77};
  CHECK(code_of(desk.commit(AddAuthor{same_key})) == Code::conflict);
  discussion::Author no_key;
  no_key.id = {78};
  no_key.kind = policy::AuthorKind::imported;
  desk.must(AddAuthor{no_key});
  no_key.id = {79};
  desk.must(AddAuthor{no_key});  // having no key is no key in common

  desk.must(RevokeAuthor{desk.author});
  const Time then = desk.now;
  desk.now += Millis{5};
  desk.must(RevokeAuthor{desk.author});
  CHECK(desk.the_author().revoked_at == then);
  CHECK(code_of(desk.commit(RevokeAuthor{AuthorId{4}})) == Code::not_found);

  const auto all = store->authors(desk.site, {}, 10).value();
  REQUIRE(all.size() == 3);
  CHECK(all[0].id.value == 78);
  CHECK(all[1].kind == policy::AuthorKind::imported);
  CHECK(store->authors(desk.site, AuthorId{78}, 1)->front().id.value == 79);
  CHECK(store->authors(desk.site, AuthorId{501}, 1)->empty());
}

}  // namespace comity::store::contract
