#include "cmd/serving.h"

#include <pthread.h>
#include <sys/resource.h>

#include <algorithm>
#include <iostream>

namespace comity::cmd {

void raise_open_files(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, wanted + 1024));
  setrlimit(RLIMIT_NOFILE, &limit);
}

sigset_t block_stop_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error like a full disk
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

void wait_for_stop(const sigset_t& signals, const std::function<void()>& before, http::Server& server) {
  int signal = 0;
  sigwait(&signals, &signal);
  std::cerr << "Stopping: requests in flight are finished.\n" << std::flush;
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  if (before) before();
  server.stop();
  std::cerr << "Stopped.\n";
}

std::string base_url(const std::string& public_url, const http::ServerOptions& options, const http::Server& server) {
  if (!public_url.empty()) return public_url;
  const bool v6 = options.address.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + options.address + "]" : options.address) + ":" + std::to_string(server.port());
}

void write_server_metrics(std::string& out, const http::Server& server) {
  const auto n = server.numbers();
  const auto line = [&out](const char* name, const char* type, std::uint64_t value) {
    out += std::string("# TYPE ") + name + " " + type + "\n" + name + " " + std::to_string(value) + "\n";
  };
  line("comity_connections_total", "counter", n.connections);
  line("comity_connections", "gauge", n.open);
  line("comity_requests_total", "counter", n.requests);
  line("comity_requests_from_memory_total", "counter", n.quick);
  line("comity_requests_timed_out_total", "counter", n.timed_out);
  line("comity_requests_refused_total", "counter", n.refused);
  line("comity_event_streams_dropped_total", "counter", n.dropped);
  line("comity_requests_waiting", "gauge", n.waiting);
}

}  // namespace comity::cmd
