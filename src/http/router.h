// Which handler answers a path. Patterns are written as in openapi: "/api/v1/sites/{site}/stories/{story}/comments".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"

namespace comity::http {

class Router {
 public:
  // A literal segment wins over a {parameter}. GET also answers HEAD.
  void add(std::string_view method, std::string_view pattern, Handler handler);

  // Method and pattern of all, as they were added.
  std::vector<std::pair<std::string, std::string>> routes() const;

  // Fills request.params and calls the handler; 404 for no such path, 405 with Allow for another method.
  Response route(Request& request) const;

 private:
  struct Entry {
    std::string method;
    std::vector<std::string> segments;  // "{name}" for a parameter
    Handler handler;
  };
  std::vector<Entry> entries_;
};

}  // namespace comity::http
