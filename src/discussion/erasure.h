// What is left of a discussion's records when somebody's words are taken out of them, and the list of erasures that
// lies beside the database.
//
// Format of the list: docs/formats/erasures.md. One line for each erasure, ids only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discussion/appeal.h"
#include "discussion/block.h"
#include "discussion/records.h"
#include "discussion/report.h"

namespace comity::discussion {

// Stands where words stood that must not be empty, and for a quotation of words that are gone. The same in every
// language.
inline constexpr std::string_view erased_words = "[…]";

// Without the reason, and without what was found in the text: the clauses stay.
Decision without_words(Decision decision);
Appeal without_words(Appeal appeal);
Block without_words(Block block);
// Without the spans that lie in `quotations`.
Decision without_spans(Decision decision, const std::vector<text::Span>& quotations);

// `text` with `quotations` taken out, as long as before: findings and quotations elsewhere in it stay where they are.
std::string without_quotations(std::string text, const std::vector<text::Span>& quotations);

// A line of the list: a comment, an author with all they wrote, or who sent a report.
struct Erasure {
  Time at;
  std::string site;  // its key
  StoryId story;     // of a comment; none: an author
  CommentId comment;
  Key128 mark;  // of a comment: tells it from another that has its place in another copy of the database
  AuthorId author;
  ReportId report{};

  bool operator==(const Erasure&) const = default;
};

// Out of what never changes of a comment and is no secret.
Key128 erasure_mark(std::string_view site_key, const Comment& comment);

std::string to_line(const Erasure& erasure);                      // with the line end
std::optional<Erasure> erasure_from_line(std::string_view line);  // without it

}  // namespace comity::discussion
