// What Today adds once it stands: the part that was still being worked out is fetched, and a week can be printed.
// Everything works without this file.

const waiting = document.querySelector("[data-later]");

async function fetchRest() {
  try {
    const answer = await fetch(waiting.dataset.later, { headers: { "X-Requested-With": "fetch" } });
    if (answer.status !== 200) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const later = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      // What somebody is reading or about to tap stays where it is.
      const busy = part.querySelector("details[open]") || part.contains(document.activeElement);
      if (later && !(busy && part.dataset.part === "things")) part.replaceWith(later);
    }
  } catch {
    // No answer: the sentence and its link stay.
  }
}

if (waiting) fetchRest();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
