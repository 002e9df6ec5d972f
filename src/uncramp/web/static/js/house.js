// What every daytime page does after it stands: toasts leave by themselves, and a chosen chip can be un-chosen.
// Everything works without this file.

const TOAST_MS = 10_000;

for (const toast of document.querySelectorAll("[data-toast]")) {
  let timer = 0;
  const wait = () => clearTimeout(timer);
  const go = () => { clearTimeout(timer); timer = setTimeout(() => toast.remove(), TOAST_MS); };
  if (!toast.matches(":hover, :focus-within")) go(); // somebody may be on it before this file is there
  toast.addEventListener("pointerenter", wait);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
}

// A radio that was tapped a second time is taken back: "not said" must stay sayable.
for (const group of document.querySelectorAll("[data-can-unset]")) {
  let before = null;
  group.addEventListener("pointerdown", (event) => { before = event.target.closest(".chip")?.querySelector("input:checked") ?? null; });
  group.addEventListener("click", (event) => {
    if (event.target.matches?.("input[type=radio]") && event.target === before) {
      event.target.checked = false;
      before = null;
    }
  });
}

// "None" and a name contradict each other: the one that was said last stands.
for (const group of document.querySelectorAll("[data-none]")) {
  const none = group.querySelector("[data-is-none]");
  group.addEventListener("input", (event) => {
    if (event.target !== none) { none.checked = false; return; }
    if (!none.checked) return;
    for (const each of group.querySelectorAll("input[type=checkbox]")) if (each !== none) each.checked = false;
  });
}

// Country codes become names in the language of the page, sorted by name, where the browser knows them.
for (const select of document.querySelectorAll("[data-countries]")) {
  if (!Intl.DisplayNames) break;
  const language = document.documentElement.lang;
  const names = new Intl.DisplayNames([language], { type: "region" });
  const options = [...select.options].filter((option) => option.value);
  for (const option of options) option.textContent = `${names.of(option.value)}: ${option.dataset.number}`;
  options.sort((a, b) => a.textContent.localeCompare(b.textContent, language));
  select.append(...options);
}
