/* Tells which result was chosen, so that editors learn what is searched in vain. Without it every link still works. */
"use strict";

function tellChoice(event) {
  const link = event.target.closest("[data-search] h3 a");
  const list = link?.closest("[data-search]");
  if (!list || !list.dataset.search || (event.type === "auxclick" && event.button !== 1)) return;
  const told = new URLSearchParams({
    csrfmiddlewaretoken: list.dataset.csrf,
    search: list.dataset.search,
    result: link.dataset.result,
    rank: link.dataset.rank,
  });
  navigator.sendBeacon(list.dataset.tell, told);
}

document.addEventListener("click", tellChoice);
document.addEventListener("auxclick", tellChoice);
