// The two screens of the site: a list of pages, and a page.

import { blockHtml, pictureHtml } from "./blocks.js";
import type { LinkFragment, ListQuery, PageQuery, SiteQuery } from "./generated/operations.js";
import { type Html, html } from "./html.js";
import { dayIn, isLanguage, type Language, LANGUAGES, WORDS } from "./words.js";

type Page = NonNullable<PageQuery["page"]>;
type Listed = ListQuery["pages"]["nodes"][number];

/** Where a list stands: the first of a language is its front page. */
export function listPath(language: Language, number: number): string {
  const { prefix, list } = WORDS[language];
  return number === 1 ? prefix : `${prefix}${list}/${number}/`;
}

export function listScreen(site: SiteQuery, language: Language, number: number, pages: ListQuery["pages"]): string {
  const words = WORDS[language];
  const others = LANGUAGES.filter((other) => other !== language).map((other) => ({
    title: WORDS[other].name,
    path: WORDS[other].prefix,
    language: other,
  }));
  return screen(site, language, words.newest, others, html`
    <h1>${words.newest}</h1>
    <ul class="list">${pages.nodes.map((page) => cardHtml(page, language))}</ul>
    <nav class="pager" aria-label="${words.pages}">
      ${number > 1 ? html`<a rel="prev" href="${listPath(language, number - 1)}">${words.newer}</a>` : ""}
      ${pages.pageInfo.hasNextPage ? html`<a rel="next" href="${listPath(language, number + 1)}">${words.older}</a>` : ""}
    </nav>`);
}

export function pageScreen(site: SiteQuery, language: Language, page: Page): string {
  const words = WORDS[language];
  const built = page.translations.filter((other) => isLanguage(other.language));
  return screen(site, language, page.title, built, html`
    <nav class="trail" aria-label="${words.trail}"><ol>${page.breadcrumbs.map((link) => html`<li>${linkHtml(link)}</li>`)}</ol></nav>
    <article>
      <h1>${page.title}</h1>
      ${page.summary ? html`<p class="lead">${page.summary}</p>` : ""}
      ${page.lastPublishedAt ? html`<p class="meta">${words.changed} ${timeHtml(language, page.lastPublishedAt)}</p>` : ""}
      ${page.image ? pictureHtml(page.image) : ""}
      ${page.body.map(blockHtml)}
      ${page.tags.length ? html`<ul class="tags">${page.tags.map(({ label }) => html`<li>${label}</li>`)}</ul>` : ""}
    </article>
    ${page.related.length ? html`<aside><h2>${words.related}</h2><ul>${page.related.map((link) => html`<li>${linkHtml(link)}</li>`)}</ul></aside>` : ""}`);
}

function cardHtml({ title, path, summary, lastPublishedAt, image, theme }: Listed, language: Language): Html {
  const card = image?.card;
  return html`<li>
    ${card ? html`<img src="${card.url}" width="${card.width}" height="${card.height}" alt="" loading="lazy">` : ""}
    <div>
      <h2><a href="${path}">${title}</a></h2>
      <p>${summary}</p>
      <p class="meta">${theme?.title}${lastPublishedAt ? html` ${timeHtml(language, lastPublishedAt)}` : ""}</p>
    </div>
  </li>`;
}

function linkHtml({ title, path, language }: LinkFragment): Html {
  return html`<a href="${path}" lang="${language}">${title}</a>`;
}

function timeHtml(language: Language, moment: string): Html {
  return html`<time datetime="${moment}">${dayIn(language, moment)}</time>`;
}

function screen(site: SiteQuery, language: Language, title: string, others: readonly LinkFragment[], main: Html): string {
  const words = WORDS[language];
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · ${site.site.name}</title>
    ${others.map((other) => html`<link rel="alternate" hreflang="${other.language}" href="${other.path}">`)}
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <a class="skip" href="#main">${words.skip}</a>
    <header>
      <a class="name" href="${words.prefix}">${site.site.name}</a>
      <details class="menu">
        <summary>${words.menu}</summary>
        <nav aria-label="${words.menu}"><ul>${site.navigation.map(({ page }) => html`<li>${linkHtml(page)}</li>`)}</ul></nav>
      </details>
      ${others.map((other) => html`<a hreflang="${other.language}" lang="${other.language}" href="${other.path}">${isLanguage(other.language) ? WORDS[other.language].name : other.title}</a>`)}
    </header>
    <main id="main">${main}</main>
  </body>
</html>
`.text;
}
