// On the pages where a place is marked: a tap on a muscle of the picture presses the button of the list that does the
// same, so that marking takes two taps. Without this file the muscle is chosen first and marked with a third.

const status = document.querySelector("[data-atlas-status]");

for (const region of document.querySelectorAll("[data-atlas] a[data-sends]")) {
  region.addEventListener("click", (event) => {
    const button = document.querySelector(`.place-row[value="${CSS.escape(region.dataset.sends)}"]`);
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (status) status.textContent = button.querySelector("strong").textContent;
    button.form.requestSubmit(button);
  });
}
