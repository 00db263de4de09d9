#include "actions/post_comment.h"

#include <algorithm>

#include "actions/advice.h"
#include "actions/answer_again.h"
#include "actions/engine_decision.h"
#include "actions/gather_facts.h"
#include "actions/judge_words.h"
#include "actions/letters.h"
#include "actions/post_request.h"
#include "actions/resolve_story.h"
#include "actions/restriction.h"
#include "actions/revise_comment.h"
#include "discussion/case_code.h"
#include "discussion/correction.h"
#include "policy/submission.h"
#include "store/any_write.h"

namespace comity::actions {

using discussion::Deed;
using discussion::State;

namespace {

// Each is one whole load, judge, commit. Conflicts come from a story, a guest or a comment that was added or changed
// in the same instant; ever more of them in a row mean that something is wrong.
constexpr int max_attempts = 8;
struct Guest {
  discussion::Author author;
  bool is_new = false;  // to be added by this change
};

// What is made together lies together on disk: a key that begins with its time costs the store one page for many.
// Milliseconds have 42 bits until the year 2109; a guest's number has 62. Two of one number are a conflict, and anew.
AuthorId new_author_id(World& world, Time now) {
  constexpr int random_bits = 20;
  return {to_ms(now) << random_bits | world.random.below(std::int64_t{1} << random_bits)};
}

// 80 of its bits nobody can guess.
Key128 new_receipt(World& world, Time now) {
  Key128 receipt = world.random.key128();
  for (std::size_t i = 0; i < 6; ++i)
    receipt.bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(to_ms(now)) >> (40 - 8 * i));
  return receipt;
}

Result<Guest> guest_of(World& world, const PostRequest& request, Time now) {
  const SiteId site = request.asked.site.id;
  const Key128 hash = guest_hash(world, site, *request.guest_key);
  if (!request.key_is_fresh) {
    auto found = world.store.author_by_token(site, hash);
    if (found) {
      if (found->revoked_at) return fail(Error::Code::forbidden, "this guest's key was revoked");
      return Guest{*std::move(found), false};
    }
    if (found.error().code != Error::Code::not_found) return fail(std::move(found).error());
  }
  Guest guest;
  guest.is_new = true;
  guest.author.site = site;
  guest.author.id = new_author_id(world, now);
  guest.author.token_hash = hash;
  guest.author.first_seen = now;
  return guest;
}

// "The same guest sending the same bytes to the same story within ten minutes gets the first answer again."
Result<std::optional<Posted>> repeated(World& world, const PostRequest& request,
                                       const std::vector<store::StoredComment>& own_lately, Time now) {
  for (const store::StoredComment& own : own_lately) {
    const discussion::Comment& comment = own.comment;
    if (comment.written + discussion::repetition_window <= now) break;  // newest first
    if (comment.state == State::withdrawn) continue;                    // taken back: meant anew
    std::string first_text = own.revision.text;
    if (own.revision.revision != 1) {
      COMITY_TRY(const auto revisions, world.store.revisions(comment.site, comment.story, comment.id));
      if (!revisions.empty()) first_text = revisions.front().text;
    }
    if (!is_same_request(request, comment, own.reply_to_number, first_text)) continue;
    COMITY_TRY(auto posted, answer_again(world, request.asked.site, comment));
    return posted;
  }
  return std::nullopt;
}

// The author's last comment here, if the text is its correction.
const store::StoredComment* corrected_by(const PostRequest& request,
                                         const std::vector<store::StoredComment>& own_lately, Time now) {
  if (own_lately.empty()) return nullptr;
  const store::StoredComment& last = own_lately.front();
  return discussion::corrects(request.text, last.comment, last.revision.text, now) ? &last : nullptr;
}

Result<std::optional<store::StoredComment>> parent_of(World& world, const PostRequest& request,
                                                      const ResolvedStory& resolved) {
  const std::int64_t number = request.asked.reply_to;
  if (number == 0) return std::nullopt;
  const std::string what = "number " + std::to_string(number);
  if (resolved.is_new) return fail(Error::Code::invalid, "there is no " + what + " in this story to answer");
  auto parent = world.store.by_number(request.asked.site.id, resolved.story.id, number);
  if (!parent && parent.error().code == Error::Code::not_found) {
    return fail(Error::Code::invalid, "there is no " + what + " in this story to answer");
  }
  if (!parent) return fail(std::move(parent).error());
  if (parent->comment.state != State::published) {
    return fail(Error::Code::forbidden, what + " is no longer there to be answered");
  }
  COMITY_TRY(const bool closed,
             world.store.is_in_closed_branch(request.asked.site.id, resolved.story.id, parent->comment.id));
  if (closed) return fail(Error::Code::forbidden, "replies to " + what + " are closed");
  return *std::move(parent);
}

discussion::Comment comment_of(World& world, const PostRequest& request, const discussion::Story& story,
                               AuthorId author, State state, Time now) {
  discussion::Comment comment;
  comment.site = request.asked.site.id;
  comment.story = story.id;
  comment.author = author;
  comment.name = request.name;
  comment.state = state;
  comment.receipt = request.receipt ? *request.receipt : new_receipt(world, now);
  comment.case_code = discussion::make_case_code(world.random, request.asked.language_of_interface);
  comment.written = now;
  return comment;
}

// A new story, which is the change's first write, gets its title only if the policy has nothing against it.
void judge_title(ResolvedStory& resolved, std::string_view title, const policy::Compiled& policy,
                 const policy::Facts& facts) {
  discussion::Story& story = resolved.story;
  story.title = title_to_keep(policy, title, facts, {story.language, story.section, story.tags});
  for (store::Write& write : resolved.writes) {
    if (auto* add = store::as<store::AddStory>(write)) add->story.title = story.title;
  }
}

// A button pressed twice at once: neither request sees the other's comment, so both make a change of this id, and the
// store applies it once. Another text, another last comment of one's own or a later time make it another change.
Key128 same_press(const World& world, const PostRequest& request, const discussion::Story& story,
                  const std::vector<store::StoredComment>& own_lately, Time now) {
  const PostComment& asked = request.asked;
  std::string bytes = "press\n" + std::to_string(asked.site.id.value) + "\n" + std::to_string(story.id.value) + "\n" +
                      to_base64url(*request.guest_key) + "\n" + std::to_string(asked.reply_to) + "\n" +
                      std::to_string(now.time_since_epoch() / discussion::repetition_window) + "\n";
  if (!own_lately.empty()) {
    const discussion::Comment& last = own_lately.front().comment;
    bytes += std::to_string(last.id.value) + "/" + std::string(discussion::name(last.state));
  }
  bytes += "\n" + request.name + "\n" + request.text.utf8();
  return keyed_hash(world.secret, bytes);
}

// One load, judge, commit. Nothing: another change came between; do it again.
Result<std::optional<Posted>> attempt(World& world, const PostRequest& request) {
  const PostComment& asked = request.asked;
  const Time now = world.clock.now();
  COMITY_TRY(ResolvedStory resolved, resolve_story(world, asked.site, asked.story));
  const discussion::Story& story = resolved.story;
  COMITY_TRY(const Guest guest, guest_of(world, request, now));
  std::vector<store::StoredComment> own_lately;
  if (!guest.is_new && !resolved.is_new) {
    COMITY_TRY(own_lately, world.store.by_author(asked.site.id, story.id, guest.author.id,
                                                 now - discussion::correction_window, own_comments_looked_at));
  }
  COMITY_TRY(auto first_answer, repeated(world, request, own_lately, now));
  if (first_answer) return first_answer;
  if (!discussion::is_open(story, now)) return fail(Error::Code::forbidden, "the story is closed");
  COMITY_TRY(const auto restriction, restriction_on(world, guest.author, now));
  if (restriction && restriction->deed == Deed::block) {
    return fail(Error::Code::forbidden, "this guest is blocked");
  }
  COMITY_TRY(const auto parent, parent_of(world, request, resolved));
  COMITY_TRY(const auto policy, world.policies.live(asked.site));

  Posted posted;
  posted.story = story;
  posted.policy = policy;
  posted.verdict.policy = policy->id;
  posted.verdict.engine = policy->engine;
  posted.event = story.position;
  const std::string place = asked.story.id + "\n" + asked.story.url + "\n" + std::to_string(asked.reply_to);
  const Advised about{asked.site.id, place, asked.guest_key, request.text};

  if (asked.correction != PostComment::Correction::decline) {
    if (const store::StoredComment* last = corrected_by(request, own_lately, now)) {
      if (asked.correction == PostComment::Correction::accept) {
        return revise_comment(
            world, {asked.site, last->comment, request.text, asked.advice_id, asked.source_10m, request.change_id});
      }
      posted.outcome = Posted::Outcome::correction_offered;
      posted.corrects = last->comment;
      posted.advice_id = advice_id(world, about, now);
      return posted;
    }
  }

  const Writing writing{.text = request.text,
                        .story = story,
                        .story_is_new = resolved.is_new,
                        .author = guest.author,
                        .author_is_new = guest.is_new,
                        .parent = parent ? &*parent : nullptr,
                        .source_10m = asked.source_10m};
  COMITY_TRY(const auto gathered, gather_facts(world, writing, own_lately, now));
  const policy::Facts& facts = gathered.facts;
  COMITY_CHECK(check_name(*policy, request.name, facts, {story.language, story.section, story.tags},
                          asked.language_of_interface));
  if (resolved.is_new) {
    judge_title(resolved, asked.story.title, *policy, facts);
    posted.story.title = story.title;
  }
  const bool advised = is_advised(world, about, asked.advice_id, now);
  const policy::Verdict pure =
      policy::evaluate(*policy, {request.text, facts, {story.language, story.section, story.tags}}, advised);
  COMITY_TRY(posted.verdict, world.brakes->held_back(world, asked.site, *policy, pure));
  if (posted.verdict.action == policy::Action::advise && !advised) {
    posted.outcome = Posted::Outcome::advised;
    posted.advice_id = advice_id(world, about, now);
    return posted;
  }

  State state = State::published;
  posted.outcome = Posted::Outcome::published;
  if (posted.verdict.action == policy::Action::hold) {
    state = State::held;
    posted.outcome = Posted::Outcome::held;
  } else if (posted.verdict.action == policy::Action::refuse) {
    state = State::refused;
    posted.outcome = Posted::Outcome::refused;
  }
  const bool premoderated = restriction && state == State::published;
  if (premoderated) {
    state = State::held;
    posted.outcome = Posted::Outcome::held;
  }
  posted.comment = comment_of(world, request, story, guest.author.id, state, now);
  if (parent) posted.comment.reply_to = parent->comment.id;
  const auto own = std::find_if(own_lately.begin(), own_lately.end(),
                                [&](const store::StoredComment& o) { return o.comment.name == request.name; });
  std::optional<CommentId> names_known;  // none: the name is theirs already, or nobody else is there
  if (own != own_lately.end()) {
    posted.comment.name_mark = own->comment.name_mark;
  } else if (!resolved.is_new) {
    COMITY_TRY(auto mark, world.story_names->mark_for(world.store, resolved.story, request.name, guest.author.id));
    posted.comment.name_mark = std::move(mark.mark);
    if (state != State::refused) names_known = mark.known;
  }
  posted.revision.text = request.text.utf8();
  posted.revision.facts = facts;
  posted.revision.state = state;
  posted.revision.written = now;

  const Key128 press = same_press(world, request, story, own_lately, now);
  store::Change change{request.change_id.value_or(press), asked.site.id, now, std::move(resolved.writes)};
  if (guest.is_new) change.writes.push_back(store::AddAuthor{guest.author});
  change.writes.push_back(store::AddComment{posted.comment, posted.revision, false, true, names_known});
  if (state != State::published) {
    const Deed deed = state == State::held ? Deed::hold : Deed::refuse;
    discussion::Decision decision =
        premoderated ? ladder_hold(world, *restriction, now) : engine_decision(world, posted.verdict, deed, now);
    decision.comment = {};
    decision.policy = policy->id;
    decision.engine = policy->engine;
    decision.story = story.id;
    posted.comment.decision = decision.id;
    change.writes.push_back(store::AddDecision{std::move(decision)});
  }
  const auto outcome = commit_with_letters(world, std::move(change));
  if (!outcome && outcome.error().code == Error::Code::conflict) return std::nullopt;
  if (!outcome) return fail(outcome.error());
  if (outcome->again) return std::nullopt;  // the same request came between: its comment is there now
  world.brakes->count(world, asked.site, *policy, pure);

  posted.comment.id = outcome->comment;
  world.recent_texts->add(posted.comment, gathered.print, now);
  posted.comment.number = outcome->number;
  world.story_names->came(posted.comment);
  if (state == State::published) {
    posted.comment.live_revision = 1;
    posted.comment.published_at = now;
  }
  posted.event = outcome->event;
  posted.log_position = outcome->log_position;
  return posted;
}

}  // namespace

Result<Posted> post_comment(World& world, const PostComment& asked) {
  COMITY_TRY(const PostRequest request, checked_request(world, asked));
  for (int i = 0; i < max_attempts; ++i) {
    COMITY_TRY(auto posted, answered_before(world, request));
    if (!posted) {
      COMITY_TRY(posted, attempt(world, request));
    }
    if (!posted) continue;
    posted->guest_key = *request.guest_key;
    posted->new_guest = request.key_is_new;
    return *std::move(posted);
  }
  return fail(Error::Code::unavailable, "too much is written here at once; nothing was lost, try again");
}

}  // namespace comity::actions
