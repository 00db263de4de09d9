#include "cmd/serve_analyze.h"

#include <atomic>
#include <iostream>

#include "base/crypto.h"
#include "cmd/arguments.h"
#include "cmd/serving.h"

namespace comity::cmd {
namespace {

http::Response plain(int status, std::string_view text) {
  http::Response response;
  response.status = status;
  response.body = text;
  response.add("Content-Type", "text/plain; charset=utf-8").add("Cache-Control", "no-store");
  return response;
}

}  // namespace

int serve_analyze(const http::ServerOptions& options, http::AnalyzerOptions analyzing) {
  const sigset_t signals = block_stop_signals();
  raise_open_files(options.connections);
  if (!analyzing.model) {
    std::cerr << "comity serve: this program was built without a model: there is nothing to analyze with\n";
    return Exit::machine_failed;
  }
  const std::string public_url = analyzing.public_url;
  http::Analyzer analyzer(std::move(analyzing), system_clock());
  std::atomic<const http::Server*> listening{nullptr};
  std::atomic<bool> stopping{false};
  http::Router router;
  analyzer.add_to(router);
  router.add("GET", "/healthz", [](const http::Request&) { return plain(200, "ok\n"); });
  router.add("GET", "/readyz",
             [&](const http::Request&) { return stopping ? plain(503, "stopping\n") : plain(200, "ok\n"); });
  router.add("GET", "/metrics", [&](const http::Request&) {
    std::string out;
    analyzer.write_metrics(out);
    if (const http::Server* server = listening) write_server_metrics(out, *server);
    http::Response response = plain(200, out);
    response.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return response;
  });
  const auto log = [](const std::string& line) {
    std::cerr << rfc3339(system_clock().now()) + " " + line + "\n" << std::flush;
  };
  http::Service service{[&](const http::Request& request) { return analyzer.quick(request); },
                        [&](http::Request& request) {
                          try {
                            return router.route(request);
                          } catch (const std::exception& e) {
                            log("request " + request.id + ": " + e.what());
                            return http::problem(500, "internal", "Something broke here.", request);
                          }
                        },
                        log};
  auto server = http::Server::start(options, std::move(service), system_clock(), system_random());
  if (!server) {
    std::cerr << "comity serve: " << server.error().detail << '\n';
    return Exit::machine_failed;
  }
  listening = server->get();
  std::cerr << "Comity analyzes comments at " << base_url(public_url, options, **server)
            << "/v1alpha1/comments:analyze\nStop it with Ctrl-C.\n"
            << std::flush;
  wait_for_stop(signals, [&] { stopping = true; }, **server);
  return Exit::done;
}

}  // namespace comity::cmd
