// The model that is part of the program. Its bytes lie in the program's file and are mapped from there page by page as
// they are read, like a file of its own would be, and never differ from what the engine's hash names.
#include "base/embedded.h"
#include "classify/model.h"

namespace comity::model_data {
const std::vector<base::EmbeddedFile>& embedded();
}  // namespace comity::model_data

namespace comity::classify {

std::shared_ptr<const Model> shipped_model() {
  static const std::shared_ptr<const Model> model = [] {
    for (const base::EmbeddedFile& file : model_data::embedded()) {
      // The hash was checked when the file was checked in (shipped_test.cc); reading all of it here would cost each
      // start of the program 50 ms and its memory 8 MB.
      if (auto loaded = Model::load(file.bytes, Model::Check::structure)) return *loaded;
    }
    return std::shared_ptr<const Model>();
  }();
  return model;
}

}  // namespace comity::classify
