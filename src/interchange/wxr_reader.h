// Reads a WordPress export as it streams by, in memory that does not depend on its size.
//
// A part that is not well-formed is left out: reading goes on at the next "<item" or "<wp:comment", and both the
// broken range and the skipped one are reported. A DOCTYPE is refused, so no entity is ever defined or expanded.
#pragma once

#include <memory>
#include <string_view>

#include "interchange/wxr.h"

namespace comity::interchange {

class WxrReader {
 public:
  explicit WxrReader(WxrSink& sink);
  ~WxrReader();
  WxrReader(const WxrReader&) = delete;
  WxrReader& operator=(const WxrReader&) = delete;

  // The next bytes of the file, best 64 kB at a time.
  // Errors: `invalid` - a DOCTYPE, an unknown encoding, another kind of document; `detail` says where and what
  // to do. An error of the sink is passed on. After an error nothing more may be fed.
  Done feed(std::string_view bytes);
  // What came so far is an export: <rss> with its channel, or, where the beginning is damaged, a whole comment.
  bool recognised() const;
  // No more bytes will come. Errors: as `feed`.
  Result<WxrSummary> finish();

 private:
  class Reading;
  std::unique_ptr<Reading> reading_;
};

}  // namespace comity::interchange
