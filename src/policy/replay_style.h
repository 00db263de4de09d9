// The style sheet of a replay's page. Named in the page's own content security policy by its hash. Inside the room
// only.
#pragma once

#include <string_view>

namespace comity::policy {

inline constexpr std::string_view replay_style = R"css(
:root{color-scheme:light dark;--page:#fbfaf8;--card:#fff;--ink:#1d1d1b;--quiet:#5c5b57;--line:#dddad3;
--allow:#d9d6cd;--advise:#5b8db8;--hold:#c98a1b;--refuse:#b23a3a;--open:#8a8780;--old:#8a8780;--new:#2f6f9f;
--mark:#ffe49a;--warn:#8a4b00;--warn-page:#fff1d9}
@media (prefers-color-scheme:dark){:root{--page:#191a1c;--card:#222427;--ink:#ecebe7;--quiet:#aeaca5;--line:#3b3d41;
--allow:#4a4c50;--advise:#6ea3d0;--hold:#d9a23c;--refuse:#d66a6a;--open:#8f8d87;--old:#8f8d87;--new:#6ea3d0;
--mark:#6b5410;--warn:#f3c27a;--warn-page:#3a2c14}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);
font:1rem/1.55 Georgia,"Times New Roman","Noto Serif",serif;overflow-wrap:break-word}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.3rem;line-height:1.3;margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:0}
p{margin:.4rem 0;max-width:44rem}
.quiet,caption,.legend,dt,.where{color:var(--quiet)}
code,table,.legend,dl,summary,.where,.months text,.flag{font-family:system-ui,"Segoe UI","Noto Sans",sans-serif;
font-size:.9rem}
code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85em}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1.5rem 0 0}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.8rem 1rem}
.cards dd{margin:0;font-size:1.6rem;line-height:1.25;font-variant-numeric:tabular-nums}
.cards dd small{display:block;font-size:.9rem;color:var(--quiet)}
svg{display:block;max-width:none}
.bar{width:100%;height:1.5rem;border-radius:.2rem;background:var(--page)}
.bar.thin{height:.55rem;margin:.15rem 0;background:var(--line)}
.allow{fill:var(--allow)}.advise{fill:var(--advise)}.hold{fill:var(--hold)}.refuse{fill:var(--refuse)}
.open{fill:var(--open)}.old{fill:var(--old)}.new{fill:var(--new)}
.grid{fill:var(--line)}.hit{fill:transparent}.mark-old{fill:var(--ink)}
.months text{fill:var(--quiet);font-size:12px}
.scroll{overflow-x:auto;margin:.75rem 0;padding-bottom:.25rem}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--new);outline-offset:2px}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;margin:.6rem 0;padding:0}
.legend svg{display:inline-block;width:.8rem;height:.8rem;margin-inline-end:.35rem;vertical-align:-.05rem}
.pair{display:grid;grid-template-columns:7rem 1fr;gap:.35rem .75rem;align-items:center;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:start;padding:.2rem 0}
th,td{padding:.3rem .6rem;text-align:end;border-bottom:1px solid var(--line);white-space:nowrap}
th:first-child,td:first-child{text-align:start}
thead th{font-weight:600}
td.same{color:var(--quiet)}
.clause{margin:1.25rem 0;padding:1rem;background:var(--card);border:1px solid var(--line);border-radius:.4rem}
.clause .pair{grid-template-columns:4rem 1fr 9.5rem;gap:.1rem .75rem;font-family:system-ui,sans-serif;font-size:.9rem}
.pair .number{text-align:end;font-variant-numeric:tabular-nums}
.flag{background:var(--warn-page);color:var(--warn);border-radius:.3rem;padding:.4rem .7rem;margin:.6rem 0}
details{margin:.6rem 0}
summary{cursor:pointer;padding:.25rem 0}
.samples{list-style:none;margin:.3rem 0;padding:0}
.samples li{border-inline-start:3px solid var(--line);padding:.15rem .8rem;margin:.7rem 0}
.samples blockquote{margin:0;white-space:pre-wrap}
mark{background:var(--mark);color:inherit;padding:0 .1em;border-radius:.15em}
@media (max-width:36rem){main{padding:1.25rem .9rem 3rem}h1{font-size:1.5rem}
.pair{grid-template-columns:1fr}.clause .pair{grid-template-columns:3rem 1fr}
.clause .pair .number{grid-column:1/-1;text-align:start}}
@media print{:root{--page:#fff}.clause,.cards div{break-inside:avoid}}
)css";

}  // namespace comity::policy
