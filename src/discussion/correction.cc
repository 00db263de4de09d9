#include "discussion/correction.h"

#include "campaign/fingerprint.h"
#include "text/fold.h"

namespace comity::discussion {

bool corrects(const text::CheckedText& text, const Comment& earlier, std::string_view earlier_text, Time now) {
  if (earlier.written + correction_window <= now || earlier.superseded_by) return false;
  if (earlier.state != State::held && earlier.state != State::published && earlier.state != State::returned)
    return false;
  if (text.utf8() == earlier_text) return true;
  if (campaign::likeness(campaign::fingerprint(text.utf8()), campaign::fingerprint(earlier_text)) >= nearly_equal) {
    return true;
  }
  return text::fold_for_equality(text) == text::fold_for_equality(text::restored(std::string(earlier_text)));
}

}  // namespace comity::discussion
