// What a model reaches on the dev sets, printed.
#pragma once

#include <functional>
#include <vector>

#include "rows.h"

namespace comity::training {

// The area under the ROC curve of each label, for each set, language and kind of text.
void print_areas(const std::vector<Row>& rows, const std::vector<classify::PerLabel<float>>& logits);

// Of our own sentences kept apart: how well IDENTITY_ATTACK tells hate from its innocent twins at its best threshold,
// and how many of those are let pass where 85 of 100 of the hateful ones are found.
void print_contrast(const std::vector<Row>& rows, const std::vector<classify::PerLabel<float>>& logits);

// How well `marks` finds the letters that readers marked, as SemEval-2021 task 5 counts it.
void print_marks(const std::vector<Row>& rows, const std::function<std::vector<float>(const Row&)>& marks);

}  // namespace comity::training
