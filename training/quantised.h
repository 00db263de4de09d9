// The trained network as the integers of a model file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "network.h"

namespace comity::training {

struct ModelHead {
  std::string version;
  std::vector<std::pair<std::string, bool>> languages;  // code; good enough to hold alone
};

// Writes the model file, reads it back as the program does, judges the dev rows with it, fits the calibration on them
// and writes it into the file. `scores`: a table of what the dev rows got, for training/report.py; '' none.
int write_model(const Network& network, const ModelHead& head, const std::vector<Row>& dev, const std::string& out,
                const std::string& scores);

}  // namespace comity::training
