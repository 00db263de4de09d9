// The listener: connections, limits, time-outs, and where requests go. HTTP/1.1 with keep-alive over Boost.Asio
// coroutines; TLS and HTTP/2 are the business of what stands in front.
//
// I/O threads hold the connections and never block; handlers run on worker threads, because they wait for the store.
// What can be answered from memory (`Service::quick`) does not change threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "http/addresses.h"
#include "http/request_parser.h"

namespace comity::http {

// Every limit stands with its status code in docs/operate/limits.md; a test reads that table.
struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  std::size_t io_threads = 1;
  std::size_t workers = 64;
  std::size_t queue = 1024;  // requests waiting for a worker; more: 503
  MessageLimits message;
  std::chrono::milliseconds request_time{10'000};  // from a request's first byte to its last; 408
  std::chrono::milliseconds idle_time{60'000};     // between requests; closed without a word
  std::chrono::milliseconds write_time{30'000};    // without the reader taking a byte; closed
  std::chrono::milliseconds stop_time{10'000};     // for requests in flight when stopping
  std::chrono::milliseconds beat{20'000};          // a comment line in event streams
  std::size_t connections = 20'000;                // in all; more: 503
  std::size_t connections_per_source = 32;         // per /32 or /64; more: 429
  std::size_t stream_backlog = 256 * 1024;         // bytes a slow reader of events may be behind; then dropped
  std::vector<Network> trusted_proxies;            // may say who asks; not counted per source
  bool count_loopback = false;                     // connections from this machine count per source, too
  bool secure = false;                             // the public URL is https
};

// What answers. All are called from many threads at once.
struct Service {
  std::function<std::optional<Response>(const Request&)> quick;  // on an I/O thread: must not block
  std::function<Response(Request&)> answer;                      // on a worker
  std::function<void(const std::string&)> log;                   // one line
};

class Server {
 public:
  // Listens and serves at once. Errors: `unavailable` - the address is taken or cannot be had; `invalid` - it is none.
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Service service, const Clock& clock,
                                               Random& random);
  ~Server();  // stops

  std::uint16_t port() const;
  // Takes no more connections, closes idle ones and event streams, lets requests in flight finish (at most
  // `stop_time`), ends the threads. Returns when all is done.
  void stop();

  struct Numbers {
    std::uint64_t connections = 0;  // taken so far
    std::size_t open = 0;
    std::size_t streams = 0;
    std::uint64_t requests = 0;
    std::uint64_t quick = 0;  // answered on an I/O thread
    std::uint64_t timed_out = 0;
    std::uint64_t refused = 0;  // by a limit of this file
    std::uint64_t dropped = 0;  // slow readers of events
    std::size_t waiting = 0;    // for a worker
  };
  Numbers numbers() const;

  struct Inside;

 private:
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace comity::http
