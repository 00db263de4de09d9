// Decisions that the policy asks two people for, in the console.
#pragma once

#include "actions/two_people.h"
#include "http/console/evidence.h"

namespace comity::http {

// What became of a decision that was sent: made, or waiting for a second person.
struct Sent {
  DecisionId decision;  // none: it waits
};
Result<Sent> send_decision(App& app, const actions::DecideComment& decide);

// What waits about a comment; nothing: nothing does.
std::optional<discussion::Proposal> proposal_about(App& app, const SignedIn& who, StoryId story, CommentId comment);
// Who proposes what, with the buttons to agree, turn down or take back.
void write_proposal(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                    const discussion::Proposal& proposal, Time now);
// All that wait for a second person, above the queue; nothing when there are none.
void write_proposals(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, Time now);

void add_proposal_forms(App& app);  // /console/{site}/comment/{story}/{comment}/proposal

}  // namespace comity::http
