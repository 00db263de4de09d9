#include "actions/file_appeal.h"

#include <algorithm>

#include "text/blank.h"
#include "text/checked.h"

namespace comity::actions {

Key128 complainant_of(const World& world, const discussion::Comment& comment) {
  return keyed_hash(world.secret,
                    "complainant\n" + std::to_string(comment.site.value) + "\n" + to_base64url(comment.receipt));
}

Result<discussion::Appeal> file_appeal(World& world, const discussion::Site& site, const FileAppeal& request) {
  COMITY_TRY(const auto grounds, text::checked(request.grounds));
  if (text::is_blank(grounds)) return fail(Error::Code::invalid, "an appeal says what was wrong");
  if (text::code_points(grounds.utf8()) > discussion::max_grounds) {
    return fail(Error::Code::invalid, "an appeal has at most " + std::to_string(discussion::max_grounds) + " letters");
  }
  COMITY_TRY(const auto comment, world.store.by_receipt(request.receipt));
  if (comment.site != site.id) return fail(Error::Code::not_found, "no such comment on this site");
  if (comment.emptied) return fail(Error::Code::forbidden, "the words it was about are gone");
  COMITY_TRY(const auto decisions, world.store.decisions(site.id, comment.story, comment.id));
  COMITY_TRY(const auto before, world.store.appeals_about(site.id, comment.story, comment.id));
  const Key128 complainant = complainant_of(world, comment);
  const Time now = world.clock.now();
  const auto open = appealable_now(decisions, before, complainant, now);
  const auto asked = std::find_if(open.begin(), open.end(), [&](const discussion::Decision& decision) {
    return !request.decision || decision.id == request.decision;
  });
  if (asked == open.end()) {
    const bool filed = std::any_of(before.begin(), before.end(), [&](const discussion::Appeal& appeal) {
      return appeal.complainant == complainant && (!request.decision || appeal.decision == request.decision);
    });
    if (filed) return fail(Error::Code::conflict, "an appeal against this decision was filed before");
    return fail(Error::Code::forbidden, "there is no decision here that can be appealed against now");
  }

  discussion::Appeal appeal;
  appeal.site = site.id;
  appeal.id = {world.random.below(std::int64_t{1} << 62)};
  appeal.decision = asked->id;
  appeal.story = comment.story;
  appeal.comment = comment.id;
  appeal.complainant = complainant;
  appeal.grounds = grounds.utf8();
  appeal.language = request.language;
  appeal.filed = now;
  appeal.due = now + std::chrono::days(site.appeal_days);
  const auto outcome = world.store.commit({world.random.key128(), site.id, now, {store::FileAppeal{appeal}}});
  if (!outcome) return fail(outcome.error());
  return appeal;
}

}  // namespace comity::actions
