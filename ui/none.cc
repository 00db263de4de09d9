// Stands in for the widget where the program is built without it.
#include "ui/embedded.h"

namespace comity::ui {

const std::vector<base::EmbeddedFile>& embedded() {
  static const std::vector<base::EmbeddedFile> files;
  return files;
}

}  // namespace comity::ui
