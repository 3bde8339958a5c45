// A page's body as HTML. Where the schema gets another kind of block and the query asks for it, `tsc` points here.

import type { PageQuery, PictureFragment } from "./generated/operations.js";
import { type Html, html, sanitised } from "./html.js";

export type Block = NonNullable<PageQuery["page"]>["body"][number];

const SIZES = "(min-width: 48rem) 44rem, 100vw";

export function blockHtml(block: Block): Html {
  switch (block.__typename) {
    case "HeadingBlock":
      return headingHtml(block);
    case "TextBlock":
      return sanitised(block.html);
    case "ImageBlock":
      return block.image ? figureHtml(pictureHtml(block.image), block.caption) : html``;
    case "QuoteBlock":
      return figureHtml(html`<blockquote><p>${block.text}</p></blockquote>`, block.attribution);
    case "TableBlock":
      return tableHtml(block);
    case "CodeBlock":
      return html`<pre tabindex="0" translate="no"><code>${block.code}</code></pre>`;
    case "CalloutBlock":
      return html`<aside class="callout ${block.tone}">${sanitised(block.html)}</aside>`;
    case "StepsBlock":
      return html`<ol>${block.steps.map(({ title, html: text }) => html`<li><strong>${title}</strong>${sanitised(text)}</li>`)}</ol>`;
    case "FaqBlock":
      return html`${block.questions.map(({ question, html: text }) => html`<details><summary>${question}</summary>${sanitised(text)}</details>`)}`;
    case "DocumentBlock":
      return block.document
        ? html`<p class="card"><a href="${block.document.url}">${block.document.title}</a> ${block.document.filename}</p>`
        : html``;
    case "PageLinkBlock":
      return block.page
        ? html`<p class="card" lang="${block.page.language}"><a href="${block.page.path}">${block.page.title}</a> ${block.page.summary}</p>`
        : html``;
    case "ContactBlock":
      return contactHtml(block);
    case "EmbedBlock":
      return html`<p class="card"><a href="${block.url}" rel="noreferrer">${new URL(block.url).host}</a></p>`;
    default:
      return unknown(block);
  }
}

export function pictureHtml(image: PictureFragment): Html {
  const picture = image.content;
  if (!picture) return html``;
  return html`<img src="${picture.url}" srcset="${picture.srcset}" sizes="${SIZES}" width="${picture.width}" height="${picture.height}" alt="${image.alt}" loading="lazy">`;
}

function figureHtml(content: Html, caption: string): Html {
  return html`<figure>${content}${caption ? html`<figcaption>${caption}</figcaption>` : ""}</figure>`;
}

function headingHtml({ level, anchor, text }: Extract<Block, { __typename: "HeadingBlock" }>): Html {
  if (level === 2) return html`<h2 id="${anchor}">${text}</h2>`;
  return level === 3 ? html`<h3 id="${anchor}">${text}</h3>` : html`<h4 id="${anchor}">${text}</h4>`;
}

function tableHtml({ caption, header, rows }: Extract<Block, { __typename: "TableBlock" }>): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption || header.join(", ")}">
    <table>
      ${caption ? html`<caption>${caption}</caption>` : ""}
      <thead><tr>${header.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

function contactHtml({ person, text }: Extract<Block, { __typename: "ContactBlock" }>): Html {
  return html`<address>
    ${person ? html`<strong>${person.name}</strong> ${person.jobTitle}` : ""}
    <p>${text}</p>
    ${person?.email ? html`<a href="mailto:${person.email}">${person.email}</a>` : ""}
    ${person?.phone ? html`<a href="tel:${person.phone.replaceAll(" ", "")}">${person.phone}</a>` : ""}
  </address>`;
}

/** A kind that is newer than this program is passed over; one that the program forgot does not compile. */
function unknown(_block: never): Html {
  return html``;
}
