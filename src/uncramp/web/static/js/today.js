// What Today adds once it stands: the part that was still being worked out is fetched, and a week can be printed.
// Everything works without this file.

// On a slow machine the answer may come before the chance is worked out: it is asked for again, a little later each time.
const TRIES = 12;

async function fetchRest(tries) {
  const waiting = document.querySelector("[data-later]");
  if (!waiting || tries === 0) return;
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
    setTimeout(fetchRest, 500 * (TRIES - tries + 1), tries - 1);
  } catch {
    // No answer: the sentence and its link stay.
  }
}

fetchRest(TRIES);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
