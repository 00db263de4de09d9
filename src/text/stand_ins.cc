#include "text/stand_ins.h"

namespace comity::text {

std::string_view leet_latin(char32_t c) {
  switch (c) {
    case '0':
      return "o";
    case '1':
      return "i";
    case '3':
      return "e";
    case '4':
      return "a";
    case '5':
      return "s";
    case '7':
      return "t";
    case '@':
      return "a";
    case '$':
      return "s";
    default:
      return {};
  }
}

std::string_view leet_cyrillic(char32_t c) {
  switch (c) {
    case '0':
      return "о";
    case '3':
      return "з";
    case '4':
      return "ч";
    case '6':
      return "б";
    case '@':
      return "а";
    default:
      return {};
  }
}

Reading as_cyrillic(char latin) {
  switch (latin) {
    case 'a':
      return {"а", 0};
    case 'c':
      return {"с", 0};
    case 'e':
      return {"е", 0};
    case 'i':
      return {"і", 2};
    case 'j':
      return {"ј", 3};
    case 'o':
      return {"о", 0};
    case 'p':
      return {"р", 0};
    case 's':
      return {"ѕ", 3};
    case 'x':
      return {"х", 0};
    case 'y':
      return {"у", 0};
    case 'k':
      return {"к", 1};
    case 'm':
      return {"м", 1};
    case 't':
      return {"т", 1};
    case 'h':
      return {"н", 1};
    case 'b':
      return {"в", 1};
    case 'n':
      return {"п", 1};
    case 'u':
      return {"и", 1};
    case 'r':
      return {"г", 1};
    default:
      return {{}, unreadable};
  }
}

}  // namespace comity::text
