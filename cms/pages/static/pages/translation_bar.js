// Where a translation is on its way to readers belongs above its many texts, which Wagtail Localize draws itself.
const bar = document.querySelector("[data-translation-bar]");
document.querySelector(".js-translation-editor")?.before(bar);
