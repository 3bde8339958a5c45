// The schema to read beside the question: each type with its descriptions as it is printed, found by any word of it,
// and every name of a type a link to that.

const DEFINITION = /^(?:"""[\s\S]*?"""\n)?(?:type|interface|enum|input|union|scalar|directive) @?(\w+)[\s\S]*?(?=\n\n(?:"""|\w)|$(?![\s\S]))/gm;
const MOST = 60;

/** Fills a section that names where the schema is, and has a field to search in. */
export async function showSchema(section) {
  const response = await fetch(section.dataset.source);
  if (!response.ok) {
    section.hidden = true;
    return;
  }
  const types = new Map([...(await response.text()).matchAll(DEFINITION)].map(([text, name]) => [name, text]));
  const word = section.querySelector("input");
  const list = section.querySelector("#types");
  const found = section.querySelector("#found");

  const open = (name) => {
    word.value = name;
    search();
    list.querySelector("summary").focus();
  };
  const search = () => {
    const wanted = word.value.trim().toLowerCase();
    const names = wanted ? matching(types, wanted) : ["Query", "Mutation", "Subscription"].filter((name) => types.has(name));
    list.replaceChildren(...names.slice(0, MOST).map((name) => typeElement(name, types, open)));
    if (wanted && names.length) list.firstElementChild.open = true;
    found.textContent = wanted ? `${found.dataset.found} ${names.length}` : "";
  };
  word.addEventListener("input", search);
  search();
}

/** The type of that name, those whose name has the word, and those that say it, in that order. */
function matching(types, wanted) {
  const worth = ([name, text]) =>
    [name.toLowerCase() === wanted, name.toLowerCase().includes(wanted), text.toLowerCase().includes(wanted)].indexOf(true);
  return [...types]
    .map((type) => [worth(type), type[0]])
    .filter(([place]) => place >= 0)
    .sort(([one], [other]) => one - other)
    .map(([, name]) => name);
}

function typeElement(name, types, open) {
  const element = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = name;
  element.append(summary);
  element.addEventListener("toggle", () => {
    if (element.open && !element.querySelector("pre")) element.append(textElement(types, name, open));
  });
  return element;
}

function textElement(types, name, open) {
  const element = document.createElement("pre");
  element.tabIndex = 0;
  const parts = types.get(name).split(/("""[\s\S]*?"""|\w+)/);
  element.append(...parts.map((part) => partElement(part, types, name, open)));
  return element;
}

function partElement(part, types, name, open) {
  if (part.startsWith('"""')) {
    const description = document.createElement("span");
    description.className = "description";
    description.textContent = part;
    return description;
  }
  if (!types.has(part) || part === name) return document.createTextNode(part);
  const link = document.createElement("button");
  link.type = "button";
  link.textContent = part;
  link.addEventListener("click", () => open(part));
  return link;
}
