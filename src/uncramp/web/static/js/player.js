// The guided player: steps one after the other with their seconds, a voice, a tone, a buzz, and a screen that stays on.
// Without this file the routine is a list with a button. Voices are only those of this device: nothing leaves it.

const find = (name, within = document) => within.querySelector(`[data-${name}]`);
const steps = [...document.querySelectorAll("[data-steps] > li")].map((each) => ({ ...each.dataset, seconds: Number(each.dataset.seconds) }));
const rows = [...document.querySelectorAll("[data-row]")];
const form = find("form");
const held = steps.map(() => 0); // milliseconds of each step that were really spent
const state = { at: 0, running: false, began: false, sent: false, last: 0, timer: 0, lock: null, reminded: 0 };
const TICK_MS = 200;
const LEAST_MS = 3000;
const language = document.documentElement.lang;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const left = (number) => Math.max(steps[number].seconds * 1000 - held[number], 0);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/* --- wishes of this browser: voice and tone ------------------------------------------------------------------------- */

const wish = (name, usual) => { try { return (localStorage.getItem(`uncramp-${name}`) ?? usual) === "on"; } catch { return usual === "on"; } };
const remember = (name, on) => { try { localStorage.setItem(`uncramp-${name}`, on ? "on" : "off"); } catch { /* not kept */ } };

function toggle(name, usual) {
  const button = find(name);
  const show = (on) => button.setAttribute("aria-pressed", String(on));
  show(wish(name, usual));
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    show(on);
    remember(name, on);
    if (name === "voice" && !on) speechSynthesis.cancel();
  });
}
const isOn = (name) => !find(name).hidden && find(name).getAttribute("aria-pressed") === "true";

function voice() {
  if (!("speechSynthesis" in window)) return null;
  const own = speechSynthesis.getVoices().filter((each) => each.localService);
  return own.find((each) => each.lang.replace("_", "-").startsWith(language)) ?? null;
}

function say(text) {
  find("spoken").textContent = text;
  const chosen = isOn("voice") ? voice() : null;
  if (!chosen) return;
  speechSynthesis.cancel();
  const speech = new SpeechSynthesisUtterance(text);
  speech.voice = chosen;
  speech.lang = chosen.lang;
  speechSynthesis.speak(speech);
}

let sound = null;
function tone(hertz, seconds) {
  if (!isOn("bell")) return;
  navigator.vibrate?.(seconds > 0.3 ? 300 : 60);
  try {
    sound ??= new AudioContext();
    const wave = sound.createOscillator();
    const level = sound.createGain();
    wave.frequency.value = hertz;
    level.gain.setValueAtTime(0.08, sound.currentTime);
    level.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + seconds);
    wave.connect(level).connect(sound.destination);
    wave.start();
    wave.stop(sound.currentTime + seconds);
  } catch {
    // No sound on this device: the number and the words are enough.
  }
}

async function keepScreenOn(on) {
  try {
    if (on) state.lock ??= await navigator.wakeLock?.request("screen");
    else { await state.lock?.release(); state.lock = null; }
  } catch {
    state.lock = null; // refused, for example on low battery
  }
}

/* --- what stands on the page ----------------------------------------------------------------------------------------- */

const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
let shown = null; // the picture on the stage, and the place it came from

function picture(step) {
  if (shown) shown.home.append(shown.figure);
  shown = null;
  const row = step.line === undefined ? rows[Number(steps.slice(state.at).find((each) => each.line !== undefined)?.line ?? -1)] : rows[Number(step.line)];
  const side = step.line === undefined ? steps.slice(state.at).find((each) => each.line !== undefined)?.side : step.side;
  const figures = row ? [...row.querySelectorAll("[data-picture]")] : [];
  const figure = figures.find((each) => each.dataset.picture === side) ?? figures[0];
  find("stage").hidden = !figure;
  if (!figure) return;
  shown = { figure, home: figure.parentElement };
  find("stage").append(figure);
}

function draw() {
  const step = steps[state.at];
  const whole = step.seconds;
  const seconds = Math.ceil(left(state.at) / 1000);
  find("count").textContent = clock(seconds);
  find("unit").textContent = filled(find("unit").dataset.of, { time: clock(whole) });
  if (moves) find("arc").setAttribute("stroke-dasharray", `${(100 * (1 - left(state.at) / (whole * 1000))).toFixed(2)} 100`);
  const all = steps.slice(state.at).reduce((sum, _, index) => sum + left(state.at + index), 0);
  const line = steps.slice(state.at).find((each) => each.line !== undefined)?.line ?? rows.length - 1;
  find("progress").textContent = filled(find("progress").dataset.left, { n: Number(line) + 1, all: rows.length, min: Math.max(1, Math.round(all / 60000)) });
}

function show() {
  const step = steps[state.at];
  state.reminded = 0;
  find("name").textContent = step.name;
  find("kicker").textContent = step.kicker;
  find("cue").textContent = step.cue;
  picture(step);
  rows.forEach((row, index) => {
    const mine = steps.map((each, number) => [each, number]).filter(([each]) => Number(each.line) === index).map(([, number]) => number);
    row.classList.toggle("is", mine.includes(state.at));
    row.classList.toggle("was", mine.every((number) => number < state.at));
    if (mine.includes(state.at)) row.setAttribute("aria-current", "step"); else row.removeAttribute("aria-current");
  });
  facts(step);
  draw();
}

function facts(step) {
  const row = step.line === undefined ? null : rows[Number(step.line)];
  if (!row?.dataset.feels) { find("facts").hidden = step.line !== undefined; return; }
  find("feel").textContent = row.dataset.feels;
  find("not").textContent = row.dataset.notWhen;
  find("facts").hidden = false;
}

/* --- going through the steps ------------------------------------------------------------------------------------------ */

function tick() {
  const now = Date.now();
  const spent = Math.min(Math.max(now - state.last, 0), left(state.at));
  const before = Math.ceil(left(state.at) / 1000);
  state.last = now;
  held[state.at] += spent;
  const after = Math.ceil(left(state.at) / 1000);
  const step = steps[state.at];
  if (left(state.at) <= 0) { tone(523, 0.6); return go(state.at + 1); }
  if (after !== before && after <= 3) tone(392, 0.12);
  const every = Number(step.remind ?? 0) * 1000;
  if (every && Math.floor(held[state.at] / every) > state.reminded) { state.reminded += 1; tone(523, 0.6); say(step.cue); }
  draw();
}

function run(on) {
  state.running = on;
  document.querySelector("main").toggleAttribute("data-running", on);
  clearInterval(state.timer);
  if (on) {
    state.last = Date.now();
    state.timer = setInterval(tick, TICK_MS);
    if (!state.began) { state.began = true; say(steps[state.at].say); }
  } else if ("speechSynthesis" in window) speechSynthesis.cancel();
  keepScreenOn(on);
  const button = find("go");
  button.setAttribute("aria-label", on ? button.dataset.pause : state.began ? button.dataset.on : button.dataset.start);
  for (const each of button.querySelectorAll("[data-when]")) each.hidden = (each.dataset.when === "running") !== on;
}

function go(number) {
  if (number >= steps.length) return finish();
  state.at = Math.max(number, 0);
  state.last = Date.now();
  show();
  if (state.running) say(steps[state.at].say);
}

function back() {
  if (held[state.at] > LEAST_MS || state.at === 0) held[state.at] = 0;
  else { held[state.at] = 0; held[state.at - 1] = 0; state.at -= 1; }
  go(state.at);
}

function finish() {
  if (state.sent) return;
  state.sent = true;
  run(false);
  find("held").value = held.map((each) => (each / 1000).toFixed(1)).join(",");
  form.requestSubmit();
}

/* --- begin --------------------------------------------------------------------------------------------------------------- */

if (steps.length) {
  for (const each of document.querySelectorAll("[data-by-hand]")) each.remove();
  for (const name of ["clock", "controls", "toggles", "stop"]) find(name).hidden = false;
  toggle("bell", "on");
  toggle("voice", "on");
  const offer = () => { find("voice").hidden = !voice(); };
  offer();
  if ("speechSynthesis" in window) speechSynthesis.addEventListener?.("voiceschanged", offer);
  find("go").addEventListener("click", () => run(!state.running));
  find("next").addEventListener("click", () => go(state.at + 1));
  find("back").addEventListener("click", back);
  form.addEventListener("submit", (event) => { if (!state.sent) { event.preventDefault(); finish(); } });
  find("leave").addEventListener("click", (event) => {
    if (held.some((each, number) => each > LEAST_MS && steps[number].line !== undefined)) { event.preventDefault(); finish(); }
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && state.running) { state.lock = null; keepScreenOn(true); } });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("button, a, input, summary") && event.key === " ") return;
    if (event.key === " ") { event.preventDefault(); run(!state.running); }
    if (event.key === "ArrowRight") go(state.at + 1);
    if (event.key === "ArrowLeft") back();
  });
  show();
}
