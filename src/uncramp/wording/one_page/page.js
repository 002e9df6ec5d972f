"use strict";
(() => {
  const root = document.documentElement, $ = (q, at = document) => at.querySelector(q), $$ = (q, at = document) => [...at.querySelectorAll(q)];
  const clock = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  const since = Date.now(), rises = Number(root.dataset.rises || 600);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.classList.add("js");
  let ended = 0, begun = 0, here = null, rung = false;
  const label = $("[data-clock]"), unit = document.createElement("small");
  unit.textContent = label.dataset.since;
  label.append("0:00", unit);
  const say = (words) => { $("[data-spoken]").textContent = words; };
  const hour = new Date().getHours();
  if (hour >= 21 || hour < 7) $("#t-night").checked = true;

  const circle = (name) => `<circle class="${name}" cx="50" cy="50" r="46" pathLength="100"/>`;
  $$(".held").forEach((held) => held.insertAdjacentHTML("afterbegin", `<div class="ring"><svg viewBox="0 0 100 100" aria-hidden="true">${circle("track")}${circle("arc")}</svg><b>0:00</b></div>`));
  $$(".arc").forEach((arc) => arc.setAttribute("stroke-dasharray", "0 100"));

  function show(id, focus = true) {
    here = $(`[data-step="${id}"]`);
    $$(".step").forEach((step) => step.classList.toggle("here", step === here));
    begun = Date.now(); rung = false;
    if (focus) { $("#no").scrollIntoView({ block: "start" }); here.focus({ preventScroll: true }); }
    tick();
  }
  function bell() {
    navigator.vibrate?.(200);
    try {
      const sound = new AudioContext(), tone = sound.createOscillator(), level = sound.createGain();
      tone.frequency.value = 440; level.gain.setValueAtTime(.08, sound.currentTime);
      level.gain.exponentialRampToValueAtTime(.0001, sound.currentTime + .6);
      tone.connect(level).connect(sound.destination); tone.start(); tone.stop(sound.currentTime + .6);
    } catch { /* no sound here: the number has reached its end */ }
  }
  function tooLong() {
    root.classList.add("over");
    const sign = $("#sign-ten-minutes");
    sign.open = true; sign.scrollIntoView(); $("summary", sign).focus({ preventScroll: true });
    say($(".say", sign).textContent);
  }
  function tick() {
    const now = Date.now(), all = Math.floor(((ended || now) - since) / 1000);
    label.firstChild.data = clock(all);
    if (!ended && all >= rises && !root.classList.contains("over")) tooLong();
    if (!here || !$("#no").open) return;
    const seconds = Number(here.dataset.seconds || 0), gone = Math.floor((now - begun) / 1000);
    if (!seconds) return;
    $(".ring b", here).textContent = clock(gone);
    if (!still) $(".arc", here).setAttribute("stroke-dasharray", `${Math.min(gone / seconds, 1) * 100} 100`);
    if (gone && gone % 10 === 0) say(clock(gone));
    if (gone >= seconds && !rung) { rung = true; bell(); }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-to]");
    if (!button) return;
    const to = button.dataset.to;
    if (button.dataset.heard === "let_go" && !ended) ended = Date.now();
    if (button.dataset.heard === "still_locked") ended = 0;
    if (to === "safety_questions") $("#signs").scrollIntoView();
    else if (to === "after_care") { $("#after").scrollIntoView(); $("#after").focus({ preventScroll: true }); }
    else show(to);
  });
  $("#no").addEventListener("toggle", (event) => { if (event.target.open && !here) show("lengthen"); });
  $$('input[name="m"],input[name="s"]').forEach((chip) => chip.addEventListener("change", () => { begun = Date.now(); rung = false; }));
  const pick = $("[data-country]");
  const number = (value) => {
    $$("[data-tel]").forEach((link) => { link.href = `tel:${value}`; });
    $$("[data-n]").forEach((each) => { each.textContent = value; });
  };
  let names = { of: (code) => code };
  try { names = new Intl.DisplayNames([root.lang], { type: "region" }); } catch { /* the codes will do */ }
  const known = $$(".numbers a").map((link) => link.textContent.split(": ")).map(([code, value]) => ({ code, value, name: names.of(code) }));
  for (const { code, value, name } of known.sort((a, b) => a.name.localeCompare(b.name))) {
    const option = new Option(`${name}: ${value}`, value);
    option.dataset.code = code;
    pick.add(option);
  }
  try {
    const kept = localStorage.getItem("country"), option = kept && $(`option[data-code="${kept}"]`, pick);
    if (option) { option.selected = true; number(option.value); }
  } catch { /* no memory here: it is asked again next time */ }
  pick.addEventListener("change", () => {
    number(pick.value);
    try { localStorage.setItem("country", pick.selectedOptions[0].dataset.code || ""); } catch { /* it is asked again next time */ }
  });
  setInterval(tick, 1000);
  tick();
})();
