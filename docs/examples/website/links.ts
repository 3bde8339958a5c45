// Where the links and pictures of a screen lead once it is a file.

const LINK = /href="(\/[^"#]*)/g;
const PICTURE = /(?:src|srcset)="([^"]*)"/g;

/** Links to what is not built, such as documents and forms, lead to Plein, which asks there who comes. */
export function withLinksTo(url: string, screen: string, isBuilt: (path: string) => boolean): string {
  return screen.replace(LINK, (link, path: string) => (isBuilt(path) ? link : `href="${new URL(path, url).href}`));
}

/** The addresses at Plein of the pictures on a screen, in all their widths. */
export function picturesOn(screen: string): string[] {
  return [...screen.matchAll(PICTURE)]
    .flatMap(([, sources = ""]) => sources.split(", ").flatMap((source) => source.split(" ", 1)))
    .filter((address) => address.startsWith("/"));
}
