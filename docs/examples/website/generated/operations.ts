// Generated from the schema and website/operations by `npm run generate`; do not edit.
import { Document, type SanitisedHtml } from "../../typescript/client.js";

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type PictureFragment = { readonly alt: string, readonly focus: { readonly x: number, readonly y: number } | null, readonly content: { readonly url: string, readonly width: number, readonly height: number, readonly srcset: string } | null };

export type LinkFragment = { readonly title: string, readonly path: string, readonly language: string };

export type ListQueryVariables = Exact<{
  language: string;
  after?: string | null | undefined;
}>;


export type ListQuery = { readonly pages: { readonly nodes: ReadonlyArray<{ readonly summary: string, readonly lastPublishedAt: string | null, readonly title: string, readonly path: string, readonly language: string, readonly theme: { readonly title: string } | null, readonly image: { readonly alt: string, readonly card: { readonly url: string, readonly width: number, readonly height: number } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type PageQueryVariables = Exact<{
  path: string;
}>;


export type PageQuery = { readonly page: { readonly summary: string, readonly lastPublishedAt: string | null, readonly title: string, readonly path: string, readonly language: string, readonly image: { readonly alt: string, readonly focus: { readonly x: number, readonly y: number } | null, readonly content: { readonly url: string, readonly width: number, readonly height: number, readonly srcset: string } | null } | null, readonly breadcrumbs: ReadonlyArray<{ readonly title: string, readonly path: string, readonly language: string }>, readonly translations: ReadonlyArray<{ readonly title: string, readonly path: string, readonly language: string }>, readonly tags: ReadonlyArray<{ readonly slug: string, readonly label: string }>, readonly body: ReadonlyArray<
      | (
        { readonly text: string, readonly level: number, readonly anchor: string, readonly id: string }
        & { readonly __typename: 'HeadingBlock' }
      )
      | (
        { readonly html: SanitisedHtml, readonly id: string }
        & { readonly __typename: 'TextBlock' }
      )
      | (
        { readonly caption: string, readonly id: string, readonly image: { readonly alt: string, readonly focus: { readonly x: number, readonly y: number } | null, readonly content: { readonly url: string, readonly width: number, readonly height: number, readonly srcset: string } | null } | null }
        & { readonly __typename: 'ImageBlock' }
      )
      | (
        { readonly text: string, readonly attribution: string, readonly id: string }
        & { readonly __typename: 'QuoteBlock' }
      )
      | (
        { readonly caption: string, readonly header: ReadonlyArray<string>, readonly rows: ReadonlyArray<ReadonlyArray<string>>, readonly id: string }
        & { readonly __typename: 'TableBlock' }
      )
      | (
        { readonly language: string, readonly code: string, readonly id: string }
        & { readonly __typename: 'CodeBlock' }
      )
      | (
        { readonly tone: string, readonly html: SanitisedHtml, readonly id: string }
        & { readonly __typename: 'CalloutBlock' }
      )
      | (
        { readonly id: string, readonly steps: ReadonlyArray<{ readonly title: string, readonly html: SanitisedHtml }> }
        & { readonly __typename: 'StepsBlock' }
      )
      | (
        { readonly id: string, readonly questions: ReadonlyArray<{ readonly question: string, readonly html: SanitisedHtml }> }
        & { readonly __typename: 'FaqBlock' }
      )
      | (
        { readonly id: string, readonly document: { readonly title: string, readonly url: string, readonly filename: string, readonly size: number } | null }
        & { readonly __typename: 'DocumentBlock' }
      )
      | (
        { readonly id: string, readonly page: { readonly summary: string, readonly title: string, readonly path: string, readonly language: string } | null }
        & { readonly __typename: 'PageLinkBlock' }
      )
      | (
        { readonly text: string, readonly id: string, readonly person: { readonly name: string, readonly jobTitle: string, readonly email: string | null, readonly phone: string | null } | null }
        & { readonly __typename: 'ContactBlock' }
      )
      | (
        { readonly url: string, readonly id: string }
        & { readonly __typename: 'EmbedBlock' }
      )
    >, readonly related: ReadonlyArray<{ readonly title: string, readonly path: string, readonly language: string }> } | null };

export type SiteQueryVariables = Exact<{
  language: string;
}>;


export type SiteQuery = { readonly site: { readonly name: string }, readonly navigation: ReadonlyArray<{ readonly page: { readonly title: string, readonly path: string, readonly language: string } }> };

export const ListDocument = new Document<ListQuery, ListQueryVariables>(
  `query List($language: String!, $after: String) {
  pages(
    filter: {language: $language, type: [THEME, TOPIC, ARTICLE, NEWS, EVENT, UNIT]}
    orderBy: LAST_PUBLISHED_DESC
    first: 20
    after: $after
  ) {
    nodes {
      ...Link
      summary
      lastPublishedAt
      theme {
        title
      }
      image {
        alt
        card: rendition(name: CARD) {
          url
          width
          height
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment Link on Page {
  title
  path
  language
}`,
  "13a40d5d2f64fb1d5caea1eec10f42cd7bb13da18406e20b70ffd3f80859ce2b",
);

export const PageDocument = new Document<PageQuery, PageQueryVariables>(
  `query Page($path: String!) {
  page(path: $path) {
    ...Link
    summary
    lastPublishedAt
    image {
      ...Picture
    }
    breadcrumbs {
      ...Link
    }
    translations {
      ...Link
    }
    tags {
      slug
      label
    }
    body {
      __typename
      id
      ... on HeadingBlock {
        text
        level
        anchor
      }
      ... on TextBlock {
        html
      }
      ... on ImageBlock {
        caption
        image {
          ...Picture
        }
      }
      ... on QuoteBlock {
        text
        attribution
      }
      ... on TableBlock {
        caption
        header
        rows
      }
      ... on CodeBlock {
        language
        code
      }
      ... on CalloutBlock {
        tone
        html
      }
      ... on StepsBlock {
        steps {
          title
          html
        }
      }
      ... on FaqBlock {
        questions {
          question
          html
        }
      }
      ... on DocumentBlock {
        document {
          title
          url
          filename
          size
        }
      }
      ... on PageLinkBlock {
        page {
          ...Link
          summary
        }
      }
      ... on ContactBlock {
        text
        person {
          name
          jobTitle
          email
          phone
        }
      }
      ... on EmbedBlock {
        url
      }
    }
    related {
      ...Link
    }
  }
}

fragment Link on Page {
  title
  path
  language
}

fragment Picture on Image {
  alt
  focus {
    x
    y
  }
  content: rendition(name: CONTENT) {
    url
    width
    height
    srcset
  }
}`,
  "8c5584c1bd065e8557091e07687b3ed4ff25083becdc9a90f4be4958fefc9db1",
);

export const SiteDocument = new Document<SiteQuery, SiteQueryVariables>(
  `query Site($language: String!) {
  site(language: $language) {
    name
  }
  navigation(language: $language, depth: 1) {
    page {
      ...Link
    }
  }
}

fragment Link on Page {
  title
  path
  language
}`,
  "e71babbe11838230554470b118377264851796783f6662363c55ccf7ccf1e227",
);
