// What every kind of `comity serve` does around its server.
#pragma once

#include <csignal>
#include <cstddef>
#include <functional>

#include "http/server.h"

namespace comity::cmd {

// Every connection is a file descriptor: as many as the system grants.
void raise_open_files(std::size_t wanted);

// SIGTERM and SIGINT, blocked in every thread from here on, so that `wait_for_stop` hears them.
sigset_t block_stop_signals();

// Until one of `signals` comes: then `before` is called and `server` finishes what it has taken. A second signal does
// not wait for that.
void wait_for_stop(const sigset_t& signals, const std::function<void()>& before, http::Server& server);

// Where one opens it: the public URL, else the address that is listened at.
std::string base_url(const std::string& public_url, const http::ServerOptions& options, const http::Server& server);

// The server's own numbers, as lines of Prometheus' text format.
void write_server_metrics(std::string& out, const http::Server& server);

}  // namespace comity::cmd
