// The explorer: sends what is written to the API with the session's own rights, and shows the answer.
// Operation and variables are kept in the address, so that a question can be sent to a colleague; headers are not,
// because they may hold a token.

import { showSchema } from "./explorer_schema.js";

const byId = (id) => document.getElementById(id);
const form = byId("question");
const fields = { query: byId("query"), variables: byId("variables"), headers: byId("headers") };
const examples = JSON.parse(byId("examples").textContent);

function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrftoken=/.test(part));
  return cookie ? cookie.slice(cookie.indexOf("=") + 1) : "";
}

function show(text, status) {
  byId("answer").textContent = text;
  byId("status").textContent = status;
}

/** What a field says as JSON; it gets the focus where that is no object. */
function objectIn(field) {
  try {
    const given = JSON.parse(field.value.trim() || "{}");
    if (given === null || typeof given !== "object" || Array.isArray(given)) throw new Error(field.value);
    return given;
  } catch (error) {
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    throw new Error(`${form.dataset.notAnObject} ${error.message}`);
  }
}

async function ask() {
  const variables = objectIn(fields.variables);
  const headers = {
    "Content-Type": "application/json",
    Accept: "application/graphql-response+json",
    "X-CSRFToken": csrfToken(),
    ...objectIn(fields.headers),
  };
  const written = new URLSearchParams({ query: fields.query.value, variables: fields.variables.value });
  history.replaceState(null, "", `#${written}`);
  const body = JSON.stringify({ query: fields.query.value, variables });
  const started = performance.now();
  const response = await fetch(form.dataset.endpoint, { method: "POST", headers, body });
  const text = await response.text();
  const duration = Math.round(performance.now() - started);
  show(JSON.stringify(JSON.parse(text), null, 2), `${response.status} · ${duration} ms · ${new Blob([text]).size} bytes`);
}

async function run() {
  show("", "…");
  try {
    await ask();
  } catch (error) {
    show(error.message, error instanceof TypeError ? form.dataset.notAnswered : "");
  }
}

function take(example) {
  fields.query.value = example.query;
  fields.variables.value = example.variables;
}

byId("example").append(...examples.map(({ title }, number) => new Option(title, number)));
byId("example").addEventListener("change", ({ target }) => target.value && take(examples[target.value]));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});

const shared = new URLSearchParams(location.hash.slice(1));
if (shared.has("query")) {
  fields.query.value = shared.get("query");
  fields.variables.value = shared.get("variables") || "";
} else {
  take(examples.find(({ query }) => query.startsWith("query Menu")) ?? examples[0]);
}
showSchema(byId("schema"));
