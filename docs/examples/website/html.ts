// HTML by templates in which everything that is put in is escaped, unless it is HTML already.

import type { SanitisedHtml } from "../typescript/client.js";

export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[] | null | undefined;

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + written(parts[index])).join(""));
}

/** What Plein sanitised, as it is. */
export function sanitised(text: SanitisedHtml): Html {
  return new Html(text);
}

function written(part: Part): string {
  if (part === null || part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return String(part).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
