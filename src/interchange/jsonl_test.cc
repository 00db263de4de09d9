#include "interchange/jsonl.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "base/crypto.h"

using namespace comity;
using namespace comity::interchange;

namespace {

std::string why(std::string_view line) {
  const auto row = from_jsonl(line);
  return row ? "" : row.error().detail;
}

// Written, read and written again.
std::string twice(const JsonlRow& row) {
  const auto again = from_jsonl(to_jsonl(row));
  REQUIRE(again);
  return to_jsonl(*again);
}

discussion::Decision decision() {
  discussion::Decision d;
  d.id = DecisionId{(std::int64_t{1} << 61) + 7};
  d.story = StoryId{12345};
  d.comment = CommentId{3};
  d.revision = 2;
  d.deed = discussion::Deed::refuse;
  d.actor = discussion::Actor::operator_;
  d.actor_name = "Desk";
  d.clauses = {"manners"};
  d.findings = {{"manners", policy::Action::hold, {{"lexicon", "house", "humbug", {{2, 8}, {10, 16}}}}}};
  d.policy = sha256("policy");
  d.engine = sha256("engine");
  d.reason = "Said twice.";
  d.decided = at_ms(1'800'000'000'123);
  d.source = discussion::Source::order;
  d.detected = discussion::Detected::report;
  d.until = at_ms(1'900'000'000'000);
  d.batch.bytes[15] = 7;
  d.proposed_by = "Night desk";
  return d;
}

}  // namespace

TEST_CASE("a line begins with its kind and holds only what there is to say") {
  discussion::Comment c;
  c.story = StoryId{1};
  c.id = CommentId{2};
  c.number = 2;
  c.reply_to = CommentId{1};
  c.name = "Ada <Wold>";
  c.state = discussion::State::published;
  c.written = at_ms(1'393'668'000'000);
  CHECK(to_jsonl(CommentRow{c}) ==
        "{\"kind\":\"comment\",\"story\":\"~00000001\",\"place\":2,\"number\":2,\"reply_to\":1,"
        "\"name\":\"Ada \\u003cWold>\",\"state\":\"published\",\"written\":\"2014-03-01T10:00:00Z\"}\n");
}

TEST_CASE("every kind reads back as it was written") {
  discussion::Site site;
  site.key = "larch";
  site.name = "The Larch";
  site.origins = {"https://larch.example"};
  site.languages = {"en", "ru"};
  site.edit_window_ms = 0;
  site.created = at_ms(1);
  CHECK(twice(site) == to_jsonl(site));
  CHECK(std::get<discussion::Site>(*from_jsonl(to_jsonl(site))) == site);
  site.brake_share = 0;  // off, which is not the usual
  CHECK(std::get<discussion::Site>(*from_jsonl(to_jsonl(site))) == site);

  site.contact_readers = "readers@larch.example";
  site.contact_authorities = "https://larch.example/authorities";
  site.contact_languages = {"en", "de"};
  CHECK(std::get<discussion::Site>(*from_jsonl(to_jsonl(site))) == site);

  discussion::Report report;
  report.id = {7};
  report.story = {12345};
  report.comment = {3};
  report.clause = "manners";
  report.words = "It is \"rude\".";
  report.known = true;
  report.language = "en";
  report.filed = at_ms(1'800'000'000'123);
  report.answer = {9};
  report.answered = at_ms(1'800'000'100'000);
  CHECK(std::get<discussion::Report>(*from_jsonl(to_jsonl(report))) == report);
  discussion::Report named = report;
  named.receipt.bytes[0] = named.reporter.bytes[0] = 1;
  named.case_code = "one-two-three-four";
  named.name = "Ada Wold";
  named.address = "ada@reader.example";
  CHECK(to_jsonl(named) == to_jsonl(report));  // who sent it is in no export
  discussion::Order order;
  order.id = {8};
  order.authority = "District court";
  order.ground = "Civil code";
  order.secret_ground = "Procedure code";
  order.received = order.recorded = at_ms(1'800'000'000'000);
  order.recorded_by = "orla";
  CHECK(std::get<discussion::Order>(*from_jsonl(to_jsonl(order))) == order);
  order.story = {12345};
  order.comment = {3};
  order.decision = {9};
  CHECK(std::get<discussion::Order>(*from_jsonl(to_jsonl(order))) == order);
  discussion::Danger danger;
  danger.id = {8};
  danger.story = {12345};
  danger.comment = {3};
  danger.noted = at_ms(1'800'000'000'000);
  danger.noted_by = "orla";
  CHECK(std::get<discussion::Danger>(*from_jsonl(to_jsonl(danger))) == danger);

  CHECK(twice(decision()) == to_jsonl(decision()));
  CHECK(std::get<discussion::Decision>(*from_jsonl(to_jsonl(decision()))) == decision());

  discussion::Revision revision;
  revision.text = "Two\nlines, \"quotes\" \\ and \U0001F30D";
  revision.facts.language = "en";
  revision.facts.quotes = {{0, 3}};
  revision.facts.similar_own = 10'000;
  revision.written = at_ms(1'800'000'000'001);
  const RevisionRow row{StoryId{9}, CommentId{1}, revision};
  CHECK(std::get<RevisionRow>(*from_jsonl(to_jsonl(row))).revision == revision);

  StoryRow story{{}, {"https://larch.example/one", "https://larch.example/1"}};
  story.story.id = StoryId{77};
  story.story.open = false;
  story.story.tags = {"bridges"};
  story.story.closes_at = at_ms(1'800'000'000'000);
  CHECK(twice(story) == to_jsonl(story));

  discussion::Author author;
  author.id = AuthorId{5};
  author.kind = policy::AuthorKind::imported;
  author.revoked_at = at_ms(2);
  CHECK(twice(author) == to_jsonl(author));
  author.erased = at_ms(3);
  author.erasing = true;
  CHECK(std::get<discussion::Author>(*from_jsonl(to_jsonl(author))) == author);

  CommentRow comment;
  comment.comment.story = StoryId{9};
  comment.comment.id = CommentId{1};
  comment.comment.state = discussion::State::withdrawn;
  comment.comment.emptied = at_ms(4);
  comment.comment.erased = true;
  CHECK(std::get<CommentRow>(*from_jsonl(to_jsonl(comment))).comment == comment.comment);

  discussion::Block block;
  block.author = AuthorId{5};
  block.decision = DecisionId{6};
  block.story = StoryId{9};
  block.comment = CommentId{1};
  block.deed = discussion::Deed::block;
  block.since = at_ms(5);
  block.until = at_ms(9);
  block.strikes = {DecisionId{7}, DecisionId{1}};
  block.step_strikes = 2;
  block.step_within_ms = 1000;
  block.warning = DecisionId{2};
  block.factors = discussion::Factors{1, 3, "It was grave.", "It was meant."};
  block.lifted = at_ms(7);
  block.lifted_by = DecisionId{8};
  CHECK(std::get<discussion::Block>(*from_jsonl(to_jsonl(block))) == block);

  discussion::Appeal appeal;
  appeal.id = discussion::AppealId{1};
  appeal.decision = DecisionId{6};
  appeal.story = StoryId{9};
  appeal.comment = CommentId{1};
  appeal.complainant.bytes[3] = 4;
  appeal.grounds = "I named nobody.";
  appeal.language = "en";
  appeal.filed = at_ms(6);
  appeal.due = at_ms(60);
  CHECK(std::get<discussion::Appeal>(*from_jsonl(to_jsonl(appeal))) == appeal);
  appeal.outcome = discussion::AppealOutcome::partly;
  appeal.decided = at_ms(8);
  appeal.decided_by = "anna";
  appeal.look = discussion::SecondLook::outside;
  appeal.reasons = "It was about a council.";
  appeal.answer = DecisionId{9};
  CHECK(std::get<discussion::Appeal>(*from_jsonl(to_jsonl(appeal))) == appeal);
  CHECK(twice(PolicyRow{sha256("x"), "x", "desk", at_ms(3)}) ==
        to_jsonl(PolicyRow{sha256("x"), "x", "desk", at_ms(3)}));
}

TEST_CASE("a site's line holds every one of its settings") {
  discussion::Site site;
  // One name for each member: a member more does not compile, and then wants a value here and a place on the line.
  auto& [id, key, name, origins, languages, same_www, edit_window_ms, close_after_days, brake_share, second_look,
         appeal_days, reader_accounts, daily_hour, retention, contact_readers, contact_authorities, contact_languages,
         created, policy, correction] = site;
  auto& [withdrawn_days, decided_days, reported_days] = retention;
  key = "larch";
  name = "The Larch";
  origins = {"https://larch.example"};
  languages = {"en", "ru"};
  same_www = reader_accounts = true;
  edit_window_ms = daily_hour = 0;  // not the usual
  close_after_days = 7;
  brake_share = 0;
  second_look = discussion::SecondLook::same_later;
  appeal_days = 3;
  withdrawn_days = 4;
  decided_days = 5;
  reported_days = 6;
  contact_readers = "readers@larch.example";
  contact_authorities = "https://larch.example/authorities";
  contact_languages = {"en", "de"};
  created = at_ms(1);
  static_cast<void>(id);          // given where it is read
  static_cast<void>(policy);      // follows from the policies' lines
  static_cast<void>(correction);  // stays on its server
  CHECK(std::get<discussion::Site>(*from_jsonl(to_jsonl(site))) == site);
  daily_hour = 23;
  second_look = discussion::SecondLook::outside;
  CHECK(std::get<discussion::Site>(*from_jsonl(to_jsonl(site))) == site);
  CHECK(why("{\"kind\":\"site\",\"format\":1,\"key\":\"a\",\"second_look\":\"never\"}").find("second_look") !=
        std::string::npos);
}

TEST_CASE("a decision of an older export is read as it was meant: of one's own accord, found by whoever decided") {
  discussion::Decision d;
  d.id = DecisionId{5};
  d.story = StoryId{1};
  d.comment = CommentId{1};
  d.decided = at_ms(1);
  for (const discussion::Actor actor : {discussion::Actor::engine, discussion::Actor::moderator}) {
    d.actor = actor;
    d.detected = discussion::usual_detection(actor);
    const std::string line = to_jsonl(d);
    for (const char* later : {"source", "detected", "until", "batch"}) CHECK(line.find(later) == std::string::npos);
    CHECK(std::get<discussion::Decision>(*from_jsonl(line)) == d);
  }
}

TEST_CASE("a wrong line is refused by the name of what is wrong") {
  CHECK(why("nonsense") != "");
  CHECK(why("[]").find("kind") != std::string::npos);
  CHECK(why("{\"kind\":\"goat\"}").find("'goat'") != std::string::npos);
  CHECK(why("{\"kind\":\"author\",\"id\":\"1\",\"is\":\"guest\"}") == "author: 'first_seen' is missing");
  CHECK(why("{\"kind\":\"author\",\"id\":1,\"is\":\"guest\",\"first_seen\":\"2014-03-01T10:00:00Z\"}") ==
        "author: 'id' is no text");
  CHECK(why("{\"kind\":\"author\",\"id\":\"1\",\"is\":\"goat\",\"first_seen\":\"2014-03-01T10:00:00Z\"}") ==
        "author: 'is' has the unknown value 'goat'");
  CHECK(why("{\"kind\":\"author\",\"id\":\"1\",\"is\":\"guest\",\"first_seen\":\"2014-03-01T10:00:00Z\",\"hat\":1}") ==
        "author: 'hat' is not known here");
  CHECK(why("{\"kind\":\"revision\",\"story\":\"~00000001\",\"comment\":0}") == "revision: 'comment' is missing");
  CHECK(why("{\"kind\":\"site\",\"format\":2,\"key\":\"a\",\"created\":\"2014-03-01T10:00:00Z\"}").find("newer") !=
        std::string::npos);
}

TEST_CASE("whatever is read never crashes, and what is read well is written alike") {
  const std::string good = to_jsonl(decision());
  CHECK(rc::check([&] {
    std::string line = good;
    const auto at = *rc::gen::inRange<std::size_t>(0, line.size());
    line.replace(at, *rc::gen::inRange<std::size_t>(0, 6),
                 *rc::gen::element<std::string>("", "1", "\"", "{", "[]", "null"));
    const auto row = from_jsonl(line);
    if (row) RC_ASSERT(from_jsonl(to_jsonl(*row)).has_value());
  }));
}
