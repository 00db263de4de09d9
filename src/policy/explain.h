// One verdict as three people read it: its author, a moderator, everybody else. The sentences are the document's own
// prose and the catalogues' (data/languages/); the words are the author's.
#pragma once

#include <string>
#include <string_view>

#include "policy/policy.h"

namespace comity::policy {

enum class Reader {
  author,     // what happens, the rule, the words, what to do; no entry, no number, no jargon
  moderator,  // also what found them: list, entry, how the letters were read, the facts beside their thresholds
  everyone,   // the rule
};

// Lines that end with '\n', in `language` where the catalogue and the document have it. `verdict` is what `policy` says
// of `submission`. Finds the lexicons' entries anew for a moderator, so it costs as much as judging.
std::string explained(const Compiled& policy, const Submission& submission, const Verdict& verdict, Reader reader,
                      std::string_view language);

// The words of a clause's findings in quotation marks, each once, at most five and 60 letters of each.
std::string quoted_words(const ClauseVerdict& clause, std::string_view text);

}  // namespace comity::policy
