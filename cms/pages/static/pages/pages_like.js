// A click on a suggested page fills a new row of the related pages, as if it had been chosen there.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pages-like] button[data-page]");
  if (!button) return;
  const total = document.getElementById("id_related_links-TOTAL_FORMS");
  const row = total.value;
  document.getElementById("id_related_links-ADD").click();
  const field = document.getElementById(`id_related_links-${row}-target`);
  const chooser = document.getElementById(`id_related_links-${row}-target-chooser`);
  if (!field || !chooser) return;
  field.value = button.dataset.page;
  chooser.querySelector("[data-chooser-title]").textContent = button.dataset.title;
  chooser.classList.remove("blank");
  field.dispatchEvent(new Event("change", { bubbles: true }));
  button.closest("li").remove();
});
