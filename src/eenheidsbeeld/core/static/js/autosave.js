// Keeps what an editor writes: a form with `data-autosave="/address/"` is sent a moment after the last key.
// The answer may be JSON {at, function}; 409 means that a colleague was first, and its text says what to do.
// What could not be sent stays on the page and is tried again; nothing is written to the device.

const PAUSE = 1500;
const FIRST_RETRY = 3000;
const LAST_RETRY = 60000;
const running = new WeakMap();

function say(form, state, words = "") {
  const line = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  if (!line) return;
  line.dataset.state = state;
  const text = { saving: line.dataset.saving, waiting: line.dataset.waiting, failed: line.dataset.failed }[state];
  line.querySelector("[data-autosave-text]").textContent = words || text || `${line.dataset.saved} ${clock()}`;
}

const clock = () => {
  const now = new Date();
  return `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`;
};

async function save(form) {
  const job = running.get(form);
  if (job.busy) {
    job.again = true;
    return;
  }
  job.busy = true;
  job.again = false;
  say(form, "saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json", "X-Autosave": "1" },
    });
    if (answer.status === 401) document.dispatchEvent(new CustomEvent("eb:signed-out"));
    if (answer.status === 409 || answer.status === 422) {
      say(form, "failed", await answer.text());
    } else if (!answer.ok) {
      throw new Error(String(answer.status));
    } else {
      const told = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : {};
      // What the server counts, such as the revision, goes back into the form: the next save builds on this one.
      for (const [name, value] of Object.entries(told.fields ?? {})) form.elements[name].value = value;
      say(form, "saved", told.at ? [`${lineWord(form)} ${told.at}`, told.function].filter(Boolean).join(", ") : "");
      if (!job.again) form.dispatchEvent(new CustomEvent("eb:saved", { bubbles: true }));
    }
    job.retry = FIRST_RETRY;
  } catch {
    say(form, "failed");
    job.timer = setTimeout(() => save(form), job.retry);
    job.retry = Math.min(job.retry * 2, LAST_RETRY);
  } finally {
    job.busy = false;
    if (job.again) save(form);
  }
}

const lineWord = (form) =>
  (form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]"))?.dataset.saved ?? "";

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form) return;
  const job = running.get(form) ?? { busy: false, again: false, retry: FIRST_RETRY };
  running.set(form, job);
  say(form, "waiting");
  clearTimeout(job.timer);
  job.timer = setTimeout(() => save(form), PAUSE);
});

function tryAgain() {
  for (const form of document.querySelectorAll("form[data-autosave]")) if (running.has(form)) save(form);
}
window.addEventListener("online", tryAgain);
document.addEventListener("eb:signed-in", tryAgain);
