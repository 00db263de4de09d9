// comity serve --only analyze: the calls of the Perspective API and nothing else. No database, no site.
#pragma once

#include "http/analyze/analyzer.h"
#include "http/server.h"

namespace comity::cmd {

// Until it is told to stop; the exit status.
int serve_analyze(const http::ServerOptions& options, http::AnalyzerOptions analyzing);

}  // namespace comity::cmd
