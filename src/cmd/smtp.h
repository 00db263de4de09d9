// A mail server, spoken to through libcurl.
//
// Source: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 4954 (AUTH), RFC 8314 (implicit TLS).
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "http/letters/postman.h"

namespace comity::cmd {

struct SmtpServer {
  std::string url;        // "smtp://mail.example.org:587", "smtps://mail.example.org:465": without the user
  std::string user;       // '' none
  std::string password;   // with a user
  std::string ca_file;    // certificates to trust besides nobody's; '' the system's
  bool loopback = false;  // on this machine: the one place where a connection without TLS is made
};

// "smtp[s]://user@host:port"; a password in it is refused, because every user of the machine can read arguments.
// Errors: `invalid`.
Result<SmtpServer> smtp_server(std::string_view url);

class Smtp final : public http::Carrier {
 public:
  // Errors: `unavailable` - libcurl is not on this machine.
  static Result<std::unique_ptr<Smtp>> to(SmtpServer server);

  // Blocks for a minute at most. A 5xx answer to the letter itself is `invalid`; what has to do with the server, its
  // certificate or the sign-in is `unavailable`.
  Done carry(const Parcel& parcel) override;
  void stop() override { stopping_ = true; }
  void forget_others(const std::function<Result<bool>(discussion::LetterId)>&) override {}

 private:
  explicit Smtp(SmtpServer server) : server_(std::move(server)) {}
  const SmtpServer server_;
  std::atomic<bool> stopping_{false};
};

}  // namespace comity::cmd
