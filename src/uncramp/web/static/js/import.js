// Sending files with a bar, and showing verdicts as they come. Without this file the form sends itself and the page
// that waits loads itself again every two seconds.

const form = document.querySelector("form[data-upload]");
if (form) {
  form.addEventListener("submit", (event) => {
    const sending = form.querySelector("[data-sending]");
    const bar = form.querySelector("[data-bar]");
    const says = form.querySelector("[data-sent]");
    const failed = form.querySelector("[data-failed]");
    const button = form.querySelector("button[type=submit]");
    if (![...form.querySelectorAll("input[type=file]")].some((input) => input.files.length)) return;
    event.preventDefault();
    sending.hidden = false;
    failed.hidden = true;
    button.disabled = true;
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.upload.addEventListener("progress", (each) => {
      if (!each.lengthComputable) return;
      const percent = Math.round((100 * each.loaded) / each.total);
      bar.value = percent;
      says.textContent = says.dataset.says.replace("PERCENT", percent);
    });
    const gone = () => { sending.hidden = true; failed.hidden = false; button.disabled = false; };
    request.addEventListener("error", gone);
    request.addEventListener("load", () => {
      if (request.status !== 200) { gone(); return; }
      location.assign(JSON.parse(request.responseText).page);
    });
    request.send(new FormData(form));
  });
  for (const name of ["dragover", "dragleave", "drop"]) form.addEventListener(name, () => form.classList.toggle("over", name === "dragover"));
}

const list = document.querySelector("[data-verdicts][data-running=yes]");
if (list) {
  const bar = document.querySelector("[data-bar]");
  const summary = document.querySelector("[data-summary]");
  const ask = async () => {
    let state;
    try {
      const answer = await fetch(`${list.dataset.verdicts}?after=${list.children.length}`);
      if (!answer.ok) throw new Error(String(answer.status));
      state = await answer.json();
    } catch {
      setTimeout(ask, 2000);
      return;
    }
    list.insertAdjacentHTML("beforeend", state.rows);
    bar.max = Math.max(state.all, 1);
    bar.value = state.read;
    if (summary.textContent !== state.summary) summary.textContent = state.summary;
    if (!state.done) { setTimeout(ask, 300); return; }
    for (const each of document.querySelectorAll("[data-while-running]")) each.hidden = true;
    for (const each of document.querySelectorAll("[data-when-done]")) each.hidden = false;
  };
  setTimeout(ask, 150);
}
