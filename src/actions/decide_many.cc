#include "actions/decide_many.h"

#include "actions/two_people.h"

namespace comity::actions {

Result<DecidedMany> decide_many(World& world, const DecideMany& request) {
  if (request.comments.empty() || request.comments.size() > most_together) {
    return fail(Error::Code::invalid, "1 to " + std::to_string(most_together) + " comments are decided together");
  }
  DecidedMany many;
  many.batch = world.random.key128();
  DecideComment one = request.as;
  one.batch = many.batch;
  for (const auto& [story, comment] : request.comments) {
    one.story = story;
    one.comment = comment;
    if (const auto two = takes_two(world, one); two && *two) {
      const auto proposal = propose_decision(world, one);
      if (!proposal && proposal.error().code == Error::Code::unavailable) return fail(proposal.error());
      (proposal ? many.proposed : many.left).emplace_back(story, comment);
      continue;
    }
    auto decision = decide_comment(world, one);
    if (decision) {
      many.decisions.push_back(*std::move(decision));
      continue;
    }
    const Error::Code code = decision.error().code;
    // What is wrong with the decision itself is wrong with the first one, too.
    if (code == Error::Code::invalid || code == Error::Code::unavailable) return fail(decision.error());
    many.left.emplace_back(story, comment);
  }
  return many;
}

}  // namespace comity::actions
