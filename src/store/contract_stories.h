// Part of the contract: stories and their addresses.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("a story is found by id, publisher's id and each of its addresses") {
  const auto store = fresh_store();
  Desk desk(*store);
  discussion::Story expected = desk.a_story(7);
  expected.closes_at = desk.now + Millis{1000};
  desk.must(AddStory{expected, {"http://paper.example/seven", "http://paper.example/7", "http://paper.example/seven"}});
  expected.site = desk.site;
  CHECK(store->story(desk.site, StoryId{7}).value() == expected);
  CHECK(store->story_by_publisher_id(desk.site, "p7").value() == expected);
  CHECK(store->story_by_url(desk.site, "http://paper.example/7").value() == expected);
  CHECK(store->urls(desk.site, StoryId{7}).value() ==
        std::vector<std::string>{"http://paper.example/seven", "http://paper.example/7"});
  CHECK(code_of(store->story(desk.site, StoryId{8})) == Code::not_found);
  CHECK(code_of(store->story_by_publisher_id(desk.site, "")) == Code::not_found);
  CHECK(code_of(store->story_by_url(desk.site, "http://paper.example/8")) == Code::not_found);
  CHECK(store->urls(desk.site, StoryId{8})->empty());
  CHECK(store->stories(desk.site, {}, 10)->size() == 2);
  CHECK(store->stories(desk.site, StoryId{7}, 10)->front().id == desk.story);
  CHECK(store->stories(desk.site, {}, 1)->front().id.value == 7);
  CHECK(store->stories(SiteId{9}, {}, 10)->empty());
}

TEST_CASE("a story's id, publisher's id and addresses are its own") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(code_of(desk.commit(AddStory{desk.a_story(1001), {}})) == Code::conflict);
  discussion::Story other = desk.a_story(7);
  other.publisher_id = "p1001";
  CHECK(code_of(desk.commit(AddStory{other, {}})) == Code::conflict);
  CHECK(code_of(desk.commit(AddStory{desk.a_story(7), {"http://x.example/", "http://paper.example/1001"}})) ==
        Code::conflict);
  CHECK(code_of(store->story_by_url(desk.site, "http://x.example/")) == Code::not_found);  // nothing half-done
  discussion::Story nameless = desk.a_story(8);
  nameless.publisher_id.clear();
  desk.must(AddStory{nameless, {}});
  nameless.id = {9};
  desk.must(AddStory{nameless, {}});  // having none is none in common

  // Another site has its own names.
  const auto gazette = desk.commit_on({}, PutSite{Desk::a_site("gazette")});
  CHECK(desk.commit_on(gazette->site, AddStory{desk.a_story(1001), {"http://paper.example/1001"}}).has_value());
}

TEST_CASE("a story is renamed, re-pointed, closed and opened") {
  const auto store = fresh_store();
  Desk desk(*store);
  SetStory set;
  set.story = desk.story;
  set.title = "The new bridge";
  set.language = "ru";
  set.section = "Town";
  set.tags = std::vector<std::string>{"bridge"};
  set.publisher_id = "bridge";
  set.open = false;
  set.closes_at = std::optional<Time>(desk.now);
  set.url = "https://paper.example/bridge#top";
  set.add_urls = {"http://paper.example/bridge"};
  CHECK(desk.must(set).event == 1);

  discussion::Story story = desk.the_story();
  CHECK(story.title == "The new bridge");
  CHECK(story.language == "ru");
  CHECK(story.section == "Town");
  CHECK(story.tags == std::vector<std::string>{"bridge"});
  CHECK(story.publisher_id == "bridge");
  CHECK_FALSE(story.open);
  CHECK(story.closes_at == desk.now);
  CHECK(story.url == "https://paper.example/bridge#top");
  CHECK(store->urls(desk.site, desk.story).value() ==
        std::vector<std::string>{"http://paper.example/bridge", "http://paper.example/1001"});
  CHECK(code_of(store->story_by_publisher_id(desk.site, "p1001")) == Code::not_found);
  CHECK(desk.events() == std::vector<discussion::Event>{{1, discussion::EventKind::story, {}, 0, desk.now}});

  SetStory back;
  back.story = desk.story;
  back.closes_at = std::optional<Time>();
  back.url = "https://paper.example/1001";
  back.add_urls = {"http://paper.example/1001"};  // an alias becomes its own again
  desk.must(back);
  CHECK_FALSE(desk.the_story().closes_at.has_value());
  CHECK(desk.the_story().title == "The new bridge");
  CHECK(store->urls(desk.site, desk.story).value() ==
        std::vector<std::string>{"http://paper.example/1001", "http://paper.example/bridge"});

  SetStory alias;
  alias.story = desk.story;
  alias.add_urls = {"http://m.paper.example/1001"};
  CHECK(desk.must(alias).event == 2);  // readers' screens need not hear of an alias
  CHECK(store->urls(desk.site, desk.story)->back() == "http://m.paper.example/1001");
  desk.check_sound();
}

TEST_CASE("a story's own words are kept, replaced and forgotten") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(store->story_text(desk.site, desk.story).value().empty());
  desk.must(SetStoryText{desk.story, " the river rose "});
  desk.must(SetStoryText{desk.story, " the river fell "});
  CHECK(store->story_text(desk.site, desk.story).value() == " the river fell ");
  CHECK(store->story_text(desk.site, StoryId{12}).value().empty());
  CHECK(code_of(desk.commit(SetStoryText{StoryId{12}, " a "})) == Code::not_found);
  CHECK(code_of(desk.commit(SetStoryText{desk.story, std::string(max_story_text_bytes + 1, 'a')})) == Code::invalid);
  CHECK(code_of(desk.commit(SetStoryText{desk.story, std::string(" a\0b ", 5)})) == Code::invalid);
  desk.must(SetStoryText{desk.story, ""});
  CHECK(store->story_text(desk.site, desk.story).value().empty());
  desk.check_sound();
}

TEST_CASE("a story does not take what is another story's") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.add_story(7);
  SetStory set;
  set.story = desk.story;
  set.publisher_id = "p7";
  CHECK(code_of(desk.commit(set)) == Code::conflict);
  set.publisher_id = "p1001";  // its own
  CHECK(desk.commit(set).has_value());
  set.publisher_id = "";
  desk.must(set);
  CHECK(desk.the_story().publisher_id.empty());
  set.publisher_id = std::nullopt;
  set.title = "Never";
  set.add_urls = {"http://y.example/", "http://paper.example/7"};
  CHECK(code_of(desk.commit(set)) == Code::conflict);
  CHECK(desk.the_story().title == "Bridge 1001");
  CHECK(code_of(store->story_by_url(desk.site, "http://y.example/")) == Code::not_found);
  set.story = {12};
  CHECK(code_of(desk.commit(set)) == Code::not_found);
}

}  // namespace comity::store::contract
