// The explorer: sends what is written to the API with the session's own rights, and shows the answer.
// Operation and variables are kept in the address, so that a question can be sent to a colleague.

const EXAMPLES = {
  "The menu": ["{\n  navigation(depth: 2) {\n    page { title path }\n    children { page { title path } }\n  }\n}", {}],
  "One page": [
    "query Page($path: String!) {\n  page(path: $path, fallback: true) {\n    __typename\n    title\n    summary\n    isFallback\n" +
      "    breadcrumbs { title path }\n    body {\n      type\n      ... on HeadingBlock { text level anchor }\n" +
      "      ... on TextBlock { html }\n    }\n  }\n}",
    { path: "/" },
  ],
  "The newest pages": [
    "query Newest($after: String) {\n  pages(first: 20, after: $after) {\n    nodes { type title path lastPublishedAt }\n" +
      "    pageInfo { hasNextPage endCursor }\n    totalCount\n  }\n}",
    {},
  ],
  "Search": [
    "query Search($query: String!) {\n  search(query: $query) {\n    nodes { kind titleHighlighted excerpt url }\n" +
      "    totalCount\n    facets { field buckets { value label count } }\n    engine\n  }\n}",
    { query: "verlof" },
  ],
  "Who am I": ["{\n  viewer { email language person { name jobTitle } }\n}", {}],
};

const byId = (id) => document.getElementById(id);
const form = byId("question");
const query = byId("query");
const variables = byId("variables");

function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : "";
}

function show(text, status) {
  byId("answer").textContent = text;
  byId("status").textContent = status;
}

async function run() {
  let given;
  try {
    given = JSON.parse(variables.value.trim() || "{}");
  } catch (error) {
    show(String(error), "");
    return;
  }
  history.replaceState(null, "", "#" + new URLSearchParams({ query: query.value, variables: variables.value }));
  const started = performance.now();
  const response = await fetch(form.dataset.endpoint, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json",
      "X-CSRFToken": csrfToken(),
    },
    body: JSON.stringify({ query: query.value, variables: given }),
  });
  const answer = await response.json();
  show(JSON.stringify(answer, null, 2), `${response.status} · ${Math.round(performance.now() - started)} ms`);
}

function take(example) {
  const [text, given] = EXAMPLES[example];
  query.value = text;
  variables.value = JSON.stringify(given, null, 2);
}

byId("example").append(...Object.keys(EXAMPLES).map((name) => new Option(name)));
byId("example").addEventListener("change", (event) => take(event.target.value));
byId("run").addEventListener("click", run);
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});

const shared = new URLSearchParams(location.hash.slice(1));
if (shared.has("query")) {
  query.value = shared.get("query");
  variables.value = shared.get("variables") || "";
} else {
  take("The menu");
}
