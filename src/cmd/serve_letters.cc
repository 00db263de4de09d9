#include "cmd/serve_letters.h"

#include <cstdlib>
#include <fstream>

#include "cmd/outbox.h"
#include "cmd/smtp.h"

namespace comity::cmd {
namespace {

tl::unexpected<Error> wrong(std::string what) { return fail(Error::Code::invalid, std::move(what)); }

Result<std::string> password_for(const LetterSettings& settings) {
  if (!settings.password_file.empty()) {
    std::ifstream in(settings.password_file);
    std::string line;
    if (!std::getline(in, line)) {
      return fail(Error::Code::not_found, settings.password_file + ": no password could be read from it");
    }
    return line;
  }
  const char* given = std::getenv("COMITY_SMTP_PASSWORD");
  if (given == nullptr) return wrong("--smtp names a user: give --smtp-password-file FILE or COMITY_SMTP_PASSWORD");
  return std::string(given);
}

Result<std::unique_ptr<http::Carrier>> carrier_for(const LetterSettings& settings, const std::string& data_folder) {
  if (settings.smtp.empty()) return std::make_unique<Outbox>(std::filesystem::path(data_folder) / "outbox");
  COMITY_TRY(SmtpServer server, smtp_server(settings.smtp));
  if (!server.user.empty()) {
    COMITY_TRY(server.password, password_for(settings));
  }
  server.ca_file = settings.ca_file;
  if (settings.from.empty()) return wrong("--smtp needs --mail-from ADDRESS: whom the letters come from");
  return Smtp::to(std::move(server));
}

// Of an outbox that nobody sends from; a host that is a number or has no dot gives no address.
std::string usual_sender(const std::string& base) {
  const std::size_t begin = base.find("//");
  const std::string rest = begin == std::string::npos ? base : base.substr(begin + 2);
  const auto address = discussion::checked_address("no-reply@" + rest.substr(0, rest.find_first_of(":/")));
  return address.value_or("no-reply@comity.invalid");
}

}  // namespace

void declare(Arguments& args, LetterSettings& s) {
  args.option("--smtp", s.smtp, "URL", "send letters by smtp[s]://user@host:port (into DIR/outbox)");
  args.option("--smtp-password-file", s.password_file, "FILE", "its first line (else COMITY_SMTP_PASSWORD)");
  args.option("--smtp-ca", s.ca_file, "FILE", "certificates to trust in that (the system's)");
  args.option("--mail-from", s.from, "ADDRESS", "whom letters come from");
  args.option("--letters-per-day", s.a_day, "N", "to one address of a site (20)");
  args.option("--letters-wait", s.wait_s, "SECONDS", "in which a decision can be taken back unwritten (60)");
  args.option("--letters-every", s.every_ms, "MS", "between two looks for letters to send (2000)");
}

Result<std::unique_ptr<Letters>> Letters::prepare(const LetterSettings& settings, http::App& app,
                                                  const std::string& data_folder, std::string base) {
  if (settings.a_day < 1 || settings.every_ms < 1 || settings.every_ms > 3'600'000 || settings.wait_s < 0 ||
      settings.wait_s > 86'400)
    return wrong("--letters-per-day is 1 or more, --letters-every 1 to 3600000, --letters-wait 0 to 86400");
  COMITY_TRY(auto carrier, carrier_for(settings, data_folder));
  http::Postman::Options options;
  options.from = usual_sender(base);
  if (!settings.from.empty()) {
    const auto from = discussion::checked_address(settings.from);
    if (!from) return wrong("--mail-from: " + from.error().detail);
    options.from = *from;
  }
  options.base = std::move(base);
  options.a_day = settings.a_day;
  options.wait = std::chrono::seconds(settings.wait_s);
  std::unique_ptr<Letters> letters(new Letters(std::move(carrier), std::chrono::milliseconds(settings.every_ms)));
  letters->postman_ = std::make_unique<http::Postman>(app, *letters->carrier_, std::move(options));
  return letters;
}

}  // namespace comity::cmd
