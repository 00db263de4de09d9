#include "http/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "http/connection.h"

namespace comity::http {
namespace {

using boost::system::error_code;
constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable_t<Executor>{});
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

// Connections over the limit are told so, but not more than this many at a time.
constexpr std::size_t refused_at_once = 256;

Address address_of(const asio::ip::address& from) {
  Address address;
  if (from.is_v6()) {
    address.bytes = from.to_v6().to_bytes();
  } else {
    address.bytes = asio::ip::make_address_v6(asio::ip::v4_mapped, from.to_v4()).to_bytes();
  }
  return address;
}

}  // namespace

const std::string& Loop::date() {
  const Time now = listening.clock.now();
  const std::int64_t second = to_ms(now) / 1000;
  if (second != date_s_) {
    date_ = http_date(now);
    date_s_ = second;
  }
  return date_;
}

void Loop::left(Connection& connection) {
  connections.erase(&connection);
  if (draining && connections.empty()) {
    guard.reset();
    timer.cancel();
  }
}

void Loop::drain() {
  draining = true;
  drain_until = steady_ms() + listening.options.stop_time.count();
  if (connections.empty()) {
    guard.reset();
    timer.cancel();
    return;
  }
  const std::vector<Connection*> all(connections.begin(), connections.end());
  for (Connection* connection : all) connection->drain();
}

Awaitable<> Loop::sweep() {
  const ServerOptions& options = listening.options;
  const auto shortest = std::min({options.request_time, options.idle_time, options.write_time, options.beat});
  const auto pause = std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(500));
  while (!(draining && connections.empty())) {
    timer.expires_after(pause);
    co_await timer.async_wait(use_tuple);
    const std::int64_t now = steady_ms();
    for (Connection* connection : connections) {
      connection->expire_if_due(now);
      if (draining && now >= drain_until) connection->close();
    }
  }
}

struct Server::Inside {
  Inside(const ServerOptions& options, Service service, const Clock& clock, Random& random)
      : listening(options, std::move(service), clock, random) {
    for (std::size_t i = 0; i < std::max<std::size_t>(options.io_threads, 1); ++i) {
      loops.push_back(std::make_unique<Loop>(listening));
    }
    acceptor.emplace(loops.front()->context.get_executor());
  }

  Done listen() {
    const ServerOptions& options = listening.options;
    error_code ec;
    const auto address = asio::ip::make_address(options.address, ec);
    if (ec) return fail(Error::Code::invalid, "'" + options.address + "' is not an address to listen at");
    const asio::ip::tcp::endpoint endpoint(address, options.port);
    acceptor->open(endpoint.protocol(), ec);
    if (!ec) acceptor->set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec) acceptor->bind(endpoint, ec);
    if (!ec) acceptor->listen(4096, ec);
    if (ec) {
      return fail(Error::Code::unavailable,
                  "cannot listen at " + options.address + ":" + std::to_string(options.port) + ": " + ec.message());
    }
    port = acceptor->local_endpoint().port();
    return {};
  }

  void run() {
    asio::co_spawn(loops.front()->context.get_executor(), accept(), asio::detached);
    for (const auto& loop : loops) {
      asio::co_spawn(loop->context.get_executor(), loop->sweep(), asio::detached);
      threads.emplace_back([&context = loop->context] { context.run(); });
    }
  }

  // Whether another connection from here is one too many; if not, it is counted.
  bool count_source(const Address& peer, bool& counted) {
    const ServerOptions& options = listening.options;
    counted = !peer.is_loopback() || options.count_loopback;
    for (const Network& proxy : options.trusted_proxies) counted = counted && !proxy.contains(peer);
    if (!counted) return true;
    const std::lock_guard lock(listening.mutex);
    ++listening.per_source[source_network(peer)];
    return listening.per_source[source_network(peer)] <= options.connections_per_source;
  }

  Awaitable<> accept() {
    std::size_t next = 0;
    for (;;) {
      Loop& loop = *loops[next++ % loops.size()];
      auto [ec, socket] = co_await acceptor->async_accept(loop.context, use_tuple);
      if (ec == asio::error::operation_aborted || !acceptor->is_open()) co_return;
      if (ec) {
        // Out of file descriptors or memory: others must end first.
        auto& own = *loops.front();
        asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>
            pause(own.context.get_executor(), std::chrono::milliseconds(50));
        co_await pause.async_wait(use_tuple);
        continue;
      }
      ++listening.taken;
      const auto remote = socket.remote_endpoint(ec);
      if (ec) continue;
      socket.set_option(asio::ip::tcp::no_delay(true), ec);
      socket.non_blocking(true, ec);
      const std::size_t open = ++listening.open;
      if (open > listening.options.connections + refused_at_once) {
        --listening.open;
        ++listening.refused;
        continue;
      }
      const Address peer = address_of(remote.address());
      bool counted = false;
      const bool fits = count_source(peer, counted);
      const int refuse = open > listening.options.connections ? 503 : fits ? 0 : 429;
      asio::post(loop.context, [&loop, taken = std::move(socket), peer, counted, refuse]() mutable {
        const auto connection = std::make_shared<Connection>(loop, std::move(taken), peer, counted);
        if (loop.draining) return;
        asio::co_spawn(loop.context.get_executor(), refuse == 0 ? connection->run() : connection->refuse(refuse),
                       asio::detached);
      });
    }
  }

  void stop() {
    if (listening.stopping.exchange(true)) return;
    asio::post(loops.front()->context, [this] {
      error_code ignored;
      acceptor->close(ignored);
    });
    for (const auto& loop : loops) {
      asio::post(loop->context, [&loop = *loop] { loop.drain(); });
    }
    for (std::thread& thread : threads) thread.join();
    listening.workers.stop();
  }

  Listening listening;
  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<Acceptor> acceptor;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
};

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Service service, const Clock& clock,
                                              Random& random) {
  auto inside = std::make_unique<Inside>(options, std::move(service), clock, random);
  COMITY_CHECK(inside->listen());
  inside->run();
  return std::unique_ptr<Server>(new Server(std::move(inside)));
}

std::uint16_t Server::port() const { return inside_->port; }
void Server::stop() { inside_->stop(); }

Server::Numbers Server::numbers() const {
  const Listening& l = inside_->listening;
  return {l.taken, l.open, l.streams, l.requests, l.quick, l.timed_out, l.refused, l.dropped, l.workers.waiting()};
}

}  // namespace comity::http
