// The thread of `comity serve` that sends letters.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/letters/postman.h"

namespace comity::cmd {

class LetterCarrier {
 public:
  // What it is given must outlive this.
  LetterCarrier(http::Postman& postman, std::chrono::milliseconds every);
  ~LetterCarrier();  // after the letter that is on its way
  LetterCarrier(const LetterCarrier&) = delete;
  LetterCarrier& operator=(const LetterCarrier&) = delete;

 private:
  void run();

  http::Postman& postman_;
  const std::chrono::milliseconds every_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace comity::cmd
