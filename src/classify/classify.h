// One text, from its letters to scores and to the words that made them.
#pragma once

#include <vector>

#include "classify/correction.h"
#include "classify/features.h"
#include "classify/model.h"
#include "text/checked.h"
#include "text/fold.h"
#include "text/names.h"

namespace comity::classify {

// What the model sees of `text`; `folded` is text::fold(`text`). Names are those of text::names_in, and `own`.
Features features_of(const text::CheckedText& text, const text::Folded& folded, const text::OwnNames* own = nullptr);

// The words that weighed most for `label`, at most `most`, in the text's order, as the author wrote them. Neighbours
// are one span. Empty where no word raised it. With `correction`, what that adds to a word counts too. 100 us per 200
// letters.
std::vector<text::Span> evidence(const Model& model, const text::CheckedText& text, const Features& features,
                                 Label label, const Correction* correction = nullptr, std::size_t most = 5);

// What readers would mark as the words that hurt, whatever the label; neighbours are one span.
std::vector<text::Span> marked_words(const Model& model, const text::CheckedText& text, const Features& features);

}  // namespace comity::classify
