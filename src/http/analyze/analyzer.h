// The calls of the Perspective API, answered by the classifier that ships: comments:analyze and comments:suggestscore
// under /v1alpha1/. Needs no store: `comity serve --only analyze` runs just this.
//
// What changes for its clients: docs/publishers/from-perspective.md. Running it: docs/operate/analyze.md.
#pragma once

#include <array>
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/time.h"
#include "classify/model.h"
#include "http/analyze/keys.h"
#include "http/analyze/suggestions.h"
#include "http/message.h"
#include "http/rates.h"
#include "http/router.h"

namespace comity::http {

struct AnalyzerOptions {
  std::filesystem::path folder;                  // of keys_file and suggestions_file
  std::shared_ptr<const classify::Model> model;  // null: every call is answered 503
  std::int64_t without_key = 0;                  // analyses a minute of a source that sends no key; 0: none
  std::size_t suggestions_kept = 0;              // in all
  std::string public_url;                        // '' unknown: the request's Host
};

class Analyzer {
 public:
  Analyzer(AnalyzerOptions options, const Clock& clock);

  // The addresses of the two calls, their preflights, and /$discovery/rest.
  void add_to(Router& router);
  // A small analysis with a key, on the thread that holds the connection: changing threads would cost more than the
  // answer. Nothing: let a worker answer.
  std::optional<Response> quick(const Request& request);
  void write_metrics(std::string& out) const;

 private:
  Response analyze(const Request& request);
  Response suggest(const Request& request);
  Response discovery(const Request& request) const;
  analyze::Answered<analyze::Keyring::Holder> holder_of(const Request& request, std::string_view method);
  Response analyze_for(const analyze::Keyring::Holder& holder, std::string_view body);
  Response counted(Response response);

  const AnalyzerOptions options_;
  const Clock& clock_;
  analyze::Keyring keys_;
  analyze::Suggestions suggestions_;
  Rates keyless_;
  std::array<std::atomic<std::uint64_t>, 6> answers_{};  // by the status's first digit
  std::atomic<std::uint64_t> over_quota_{0}, suggested_{0};
};

}  // namespace comity::http
