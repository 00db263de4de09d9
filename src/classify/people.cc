#include "classify/people.h"

namespace comity::classify {

const std::vector<std::string_view>& words_for_people() {
  static const std::vector<std::string_view> words = {
      // English
      "women", "woman", "females", "girls", "immigrants", "immigrant", "migrants", "migrant", "refugees", "refugee",
      "foreigners", "foreigner", "disabled", "handicapped", "deaf", "blind", "autistic", "elderly", "homeless",
      "asylum", "minorities", "men", "males", "queer", "queers",
      // German
      "frauen", "frau", "männer", "mädchen", "ausländer", "ausländern", "flüchtlinge", "flüchtlingen", "migranten",
      "einwanderer", "zuwanderer", "asylbewerber", "asylanten", "behinderte", "behinderten", "gehörlose", "blinde",
      "geflüchtete", "geflüchteten", "obdachlose", "ausländerinnen",
      // French
      "femmes", "femme", "hommes", "étrangers", "étranger", "réfugiés", "immigrés", "handicapés", "sourds", "aveugles",
      "immigrants", "noirs", "vieux",
      // Turkish
      "kadınlar", "kadınları", "kadın", "göçmenler", "göçmenleri", "göçmen", "mülteciler", "mültecileri", "mülteci",
      "yabancılar", "yabancıları", "engelliler", "engellileri", "engelli", "sığınmacılar", "sığınmacıları", "erkekler",
      // Russian
      "женщины", "женщин", "женщина", "женщинам", "мигранты", "мигрантов", "мигрантам", "беженцы", "беженцев",
      "инвалиды", "инвалидов", "иностранцы", "иностранцев", "приезжие", "приезжих", "глухие", "мужчины",
      // Spanish and Portuguese
      "mujeres", "mujer", "inmigrantes", "refugiados", "migrantes", "extranjeros", "discapacitados", "hombres",
      "mulheres", "mulher", "imigrantes", "estrangeiros", "deficientes", "homens", "negros",
      // Arabic
      "النساء", "نساء", "المهاجرون", "المهاجرين", "اللاجئون", "اللاجئين", "المعاقون", "المعاقين", "الأجانب", "الرجال",
      // Korean
      "여자들", "여성들", "외국인들", "난민들", "이민자들", "장애인들", "남자들"};
  return words;
}

}  // namespace comity::classify
