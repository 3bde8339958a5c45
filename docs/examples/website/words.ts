// The words of this site itself; what editors write comes from Plein in its own language.

export const LANGUAGES = ["nl", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

interface Words {
  readonly name: string;
  readonly prefix: string;
  readonly list: string;
  readonly newest: string;
  readonly older: string;
  readonly newer: string;
  readonly changed: string;
  readonly related: string;
  readonly menu: string;
  readonly trail: string;
  readonly pages: string;
  readonly skip: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  nl: {
    name: "Nederlands",
    prefix: "/",
    list: "lijst",
    newest: "Nieuwste pagina's",
    older: "Ouder",
    newer: "Nieuwer",
    changed: "Gewijzigd op",
    related: "Zie ook",
    menu: "Thema's",
    trail: "Kruimelpad",
    pages: "Meer pagina's",
    skip: "Naar de inhoud",
  },
  en: {
    name: "English",
    prefix: "/en/",
    list: "list",
    newest: "Newest pages",
    older: "Older",
    newer: "Newer",
    changed: "Changed on",
    related: "See also",
    menu: "Themes",
    trail: "Breadcrumbs",
    pages: "More pages",
    skip: "Skip to content",
  },
};

export function isLanguage(code: string): code is Language {
  return (LANGUAGES as readonly string[]).includes(code);
}

export function dayIn(language: Language, moment: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Europe/Amsterdam" }).format(new Date(moment));
}
