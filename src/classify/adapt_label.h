// One label of a site's correction. Inside this room.
#pragma once

#include <vector>

#include "classify/adapt.h"

namespace comity::classify {

// Adds the label's weights and steps to `parts`. `rows`: those to fit on; where nobody decided about the label they are
// passed over.
void fit_label(const Model& model, Label label, const std::vector<const AdaptRow*>& rows, CorrectionParts& parts);

}  // namespace comity::classify
