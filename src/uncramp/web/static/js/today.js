// What Today adds once it stands: the part that was still being worked out is fetched, and a week can be printed.
// Everything works without this file.

// On a slow or busy machine an answer may come late, without the chance, or not at all: it is asked for again, a little
// later each time.
const TRIES = 12;

async function fetchRest(tries) {
  const waiting = document.querySelector("[data-later]");
  if (!waiting || tries === 0) return;
  try {
    const answer = await fetch(waiting.dataset.later, { headers: { "X-Requested-With": "fetch" } });
    if (answer.status === 204) return;
    if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // No answer: the sentence and its link stay until one comes.
  }
  setTimeout(fetchRest, 500 * (TRIES - tries + 1), tries - 1);
}

function put(fresh) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const later = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    // What somebody is reading or about to tap stays where it is.
    const busy = part.querySelector("details[open]") || part.contains(document.activeElement);
    if (later && !(busy && part.dataset.part === "things")) part.replaceWith(later);
  }
}

fetchRest(TRIES);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
