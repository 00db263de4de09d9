// The part of `comity serve` that sends letters: its settings, and what they make.
#pragma once

#include <memory>
#include <string>

#include "cmd/arguments.h"
#include "cmd/letter_carrier.h"

namespace comity::cmd {

struct LetterSettings {
  std::string smtp;           // '': into the data folder's outbox
  std::string password_file;  // else COMITY_SMTP_PASSWORD
  std::string ca_file;
  std::string from;
  std::int64_t a_day = 20;
  std::int64_t every_ms = 2000;
  std::int64_t wait_s = 60;
};
void declare(Arguments& args, LetterSettings& settings);

class Letters {
 public:
  // `base`: what stands before every address in a letter. Errors: `invalid` - a setting; `not_found` - the password's
  // file.
  static Result<std::unique_ptr<Letters>> prepare(const LetterSettings& settings, http::App& app,
                                                  const std::string& data_folder, std::string base);
  ~Letters() { carrier_->stop(); }  // then the thread ends
  Letters(const Letters&) = delete;
  Letters& operator=(const Letters&) = delete;
  void start() { thread_ = std::make_unique<LetterCarrier>(*postman_, every_); }
  void write_metrics(std::string& out) const { postman_->write_metrics(out); }

 private:
  Letters(std::unique_ptr<http::Carrier> carrier, std::chrono::milliseconds every)
      : carrier_(std::move(carrier)), every_(every) {}
  std::unique_ptr<http::Carrier> carrier_;
  const std::chrono::milliseconds every_;
  std::unique_ptr<http::Postman> postman_;
  std::unique_ptr<LetterCarrier> thread_;
};

}  // namespace comity::cmd
