// The seconds of a cramp. The page stands without this file; with it, the ring moves once a second, the number is
// spoken every ten, and the cramp is kept the moment it began, under an id made here so that a repeat is harmless.

const main = document.querySelector("main[data-cramp]");
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;

/* --- keep the cramp: id and beginning from this side, sent once more by each step of the walk ------------------- */

async function keep() {
  const form = document.querySelector("form[data-first]");
  if (!form || !main.dataset.keep) return;
  const id = crypto.randomUUID ? crypto.randomUUID() : form.elements.id.value;
  const started = new Date().toISOString();
  form.elements.id.value = id;
  form.elements.started.value = started;
  main.dataset.started = started;
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(main.dataset.keep, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    history.replaceState(null, "", `${main.dataset.keep}${id}/`);
    for (const link of document.querySelectorAll("a[data-of-cramp]")) link.href = link.dataset.ofCramp.replace("CRAMP", id);
  } catch {
    // No answer: the form below still carries the id, and the first tap sends it again.
  }
}

/* --- the ring --------------------------------------------------------------------------------------------------- */

function run(ring) {
  const hold = Number(ring.dataset.seconds || 0);
  const began = hold ? Date.now() : Date.parse(main.dataset.started) || Date.now();
  const arc = ring.querySelector("[data-arc]");
  const count = ring.querySelector("[data-count]");
  const spoken = document.querySelector("[data-spoken]");
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  let rung = false;
  const tick = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - began) / 1000));
    count.textContent = clock(seconds);
    const lap = hold || 60;
    const share = hold ? Math.min(seconds / hold, 1) : (seconds % lap) / lap;
    if (moves) arc.setAttribute("stroke-dasharray", `${(share * 100).toFixed(2)} 100`);
    if (seconds > 0 && seconds % 10 === 0) spoken.textContent = clock(seconds);
    if (hold && seconds >= hold && !rung) { rung = true; bell(); }
  };
  tick();
  setInterval(tick, 1000);
}

/* --- the end of a hold: a short buzz and a soft tone, where the device allows them -------------------------------- */

function bell() {
  navigator.vibrate?.(200);
  try {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    const level = sound.createGain();
    tone.frequency.value = 440;
    level.gain.setValueAtTime(0.08, sound.currentTime);
    level.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 0.6);
    tone.connect(level).connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.6);
  } catch {
    // No sound on this device: the number has reached its end, which is enough.
  }
}

/* --- a cramp that stays locked for too long raises the level by itself ---------------------------------------------- */

function watchTime() {
  const rises = Number(main.dataset.rises || 0);
  if (!rises) return;
  const left = Date.parse(main.dataset.started) + rises * 1000 - Date.now();
  setTimeout(() => location.assign(main.dataset.risesTo), Math.max(left, 0) + 500);
}

if (main) {
  keep();
  watchTime();
  for (const ring of document.querySelectorAll("[data-ring]")) run(ring);
}
