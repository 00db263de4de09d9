// Put in by build.mjs.
declare const COMITY_STYLE: string; // the widget's style sheet
declare const COMITY_LANGUAGES: Record<string, string>; // language → address of its texts, relative to the server
