// Builds the site as files: `PLEIN_URL=… PLEIN_TOKEN=… npm run build`, into `website/dist` or the folder PLEIN_OUT.
//
// What is built can be read by whoever gets the files: use the token of somebody who sees only what they all may see.

import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createClient } from "../typescript/client.js";
import { ListDocument, type ListQuery, PageDocument, SiteDocument } from "./generated/operations.js";
import { picturesOn, withLinksTo } from "./links.js";
import { listPath, listScreen, pageScreen } from "./screens.js";
import { type Language, LANGUAGES } from "./words.js";

const PLEIN = process.env["PLEIN_URL"] ?? "http://localhost:8000";
const TOKEN = process.env["PLEIN_TOKEN"];
const OUT = process.env["PLEIN_OUT"] ?? "website/dist";
const STYLE = "/style.css";

const ask = createClient({ url: PLEIN, token: TOKEN, isTrusted: process.env["PLEIN_TRUSTED"] === "1" });

/** The screens of one language by their paths: its list, from cursor to cursor, and each page that is in it. */
async function* screensIn(language: Language): AsyncGenerator<[string, string]> {
  const site = await ask(SiteDocument, { language });
  let after: string | null = null;
  for (let number = 1; number === 1 || after; number += 1) {
    const { pages }: ListQuery = await ask(ListDocument, { language, after });
    yield [listPath(language, number), listScreen(site, language, number, pages)];
    for (const { path } of pages.nodes) {
      const { page } = await ask(PageDocument, { path });
      if (page) yield [path, pageScreen(site, language, page)]; // else it was taken away just now
    }
    after = pages.pageInfo.hasNextPage ? pages.pageInfo.endCursor : null;
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const file = join(OUT, decodeURIComponent(path));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** Pictures ask who comes, at every download; here they become files that anybody may have who has the pages. */
async function fetchPicture(address: string): Promise<void> {
  const response = await fetch(new URL(address, PLEIN), { headers: TOKEN ? { Authorization: `Bearer ${TOKEN}` } : {} });
  if (response.ok) await write(address, new Uint8Array(await response.arrayBuffer()));
}

const screens = new Map<string, string>();
for (const language of LANGUAGES) {
  for await (const [path, screen] of screensIn(language)) screens.set(path, screen);
}
for (const [path, screen] of screens) {
  await write(`${path}index.html`, withLinksTo(PLEIN, screen, (link) => link === STYLE || screens.has(link)));
}
const pictures = new Set([...screens.values()].flatMap(picturesOn));
for (const address of pictures) await fetchPicture(address);
await copyFile(new URL("../../website/style.css", import.meta.url), join(OUT, STYLE));
console.log(`${screens.size} screens and ${pictures.size} pictures are in ${OUT}.`);
