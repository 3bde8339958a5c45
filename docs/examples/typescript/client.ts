// A client of Plein's content API: what comes back has the type of the document that was asked.

/** HTML that Plein sanitised, to be put into a page as it is. */
export type SanitisedHtml = string & { readonly sanitisedBy: "Plein" };

/** One operation: its text, and the SHA-256 of that, by which a server that trusts it knows it. */
export class Document<Data, Variables> {
  declare readonly types?: (variables: Variables) => Data;

  constructor(
    readonly text: string,
    readonly digest: string,
  ) {}
}

/** One error of an answer. Go by `extensions.code`; the message is for developers. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [more: string]: unknown };
}

/** An answer with errors, which is no data to build on. */
export class PleinError extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly AnsweredError[],
  ) {
    super(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join("\n"));
  }
}

export interface Options {
  /** Where Plein is, such as `https://intranet.example.org`. */
  readonly url: string;
  /** A token for the API; without one, what everybody may see is answered. */
  readonly token?: string | undefined;
  /** Send the digests of documents alone: the server has the manifest (GRAPHQL_MANIFESTS). */
  readonly isTrusted?: boolean;
}

export type Ask = <Data, Variables>(document: Document<Data, Variables>, variables: Variables) => Promise<Data>;

const ATTEMPTS = 4;

/** A function that asks one operation. Raises PleinError, or what `fetch` raises where nobody answers. */
export function createClient({ url, token, isTrusted = false }: Options): Ask {
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    Accept: "application/graphql-response+json",
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  return async <Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> => {
    const named = isTrusted ? { documentId: `sha256:${document.digest}` } : { query: document.text };
    const body = JSON.stringify({ ...named, variables });
    const response = await patiently(() => fetch(new URL("/graphql/", url), { method: "POST", headers, body }));
    const answer = (await response.json()) as { data?: Data | null; errors?: readonly AnsweredError[] };
    if (answer.errors || !answer.data) throw new PleinError(response.status, answer.errors ?? []);
    return answer.data;
  };
}

/** Asks again after as long as the server says, where it was asked too much or is away for a moment. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send();
    const seconds = Number(response.headers.get("Retry-After"));
    if (attempt === ATTEMPTS || !seconds || ![429, 503].includes(response.status)) return response;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}
