// What a row with a name weighs in training.
#pragma once

#include <vector>

#include "rows.h"

namespace comity::training {

// Rows with a name weigh so that names say nothing of a label: in each set the positives among them have the share
// that they have in the whole set. No row weighs more than fourfold.
void balance_names(std::vector<Row>& rows);

}  // namespace comity::training
