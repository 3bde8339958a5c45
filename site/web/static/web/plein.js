/* What the screens add where a browser runs scripts; without it every form and link still works. */
"use strict";

/* Search suggestions: the ARIA combobox pattern over the options that htmx fetches. */
function makeCombobox(form) {
  const input = form.querySelector("[role=combobox]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  let active = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function show(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) activate(-1);
  }

  function activate(index) {
    active = index;
    options().forEach((option, position) => option.setAttribute("aria-selected", String(position === index)));
    const option = options()[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function move(step) {
    if (list.hidden) show(options().length > 0);
    const count = options().length;
    if (count) activate((active + step + (active < 0 && step < 0 ? 1 : 0) + count) % count);
  }

  input.addEventListener("htmx:after:swap", () => {
    options().forEach((option, index) => { option.id = `${list.id}-${index}`; });
    const count = options().length;
    show(count > 0 && document.activeElement === input);
    status.textContent = count === 1 ? status.dataset.one : count ? `${count} ${status.dataset.many}` : "";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options()[active].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  input.addEventListener("blur", () => show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

/* Drop-down panels close on Escape, giving the focus back, and when something else gets it. */
function makeDrop(drop) {
  drop.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drop.open) {
      drop.open = false;
      drop.querySelector("summary").focus();
    }
  });
  drop.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !drop.contains(event.relatedTarget)) drop.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!drop.contains(event.target)) drop.open = false;
  });
}

/* On paper everything lies open: what is folded cannot be unfolded there. */
addEventListener("beforeprint", () => {
  document.querySelectorAll("main details:not([open])").forEach((part) => { part.open = true; part.dataset.forPrint = ""; });
});
addEventListener("afterprint", () => {
  document.querySelectorAll("[data-for-print]").forEach((part) => { part.open = false; delete part.dataset.forPrint; });
});

document.querySelectorAll(".search-box").forEach(makeCombobox);
document.querySelectorAll("[data-drop]").forEach(makeDrop);

/* What is folded on a phone lies open where there is room. */
const wide = matchMedia("(min-width: 64rem)");
function unfold() {
  if (wide.matches) document.querySelectorAll("[data-open-when-wide]").forEach((part) => { part.open = true; });
}
wide.addEventListener("change", unfold);
unfold();
