// Before a form with typed text is sent, asks whether this sign-in still runs. When it does not, or when nothing
// answers, nothing is sent and nothing is lost: a notice says what to do, and the text stays on the page.

const STILL = "/account/nog-aangemeld/";

async function freshToken() {
  const answer = await fetch(STILL, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401) return null;
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer.ok ? (await answer.json()).csrf : "";
}

function useToken(token) {
  if (!token) return;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  if (document.body.hasAttribute("hx-headers:inherited")) {
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  }
}

const OUT = "[data-signed-out]";
const NO_ANSWER = "[data-no-answer]";

const shown = (name) => document.querySelector(name)?.hidden === false;

// One notice at a time, or none.
function say(name) {
  for (const one of [OUT, NO_ANSWER]) {
    const notice = document.querySelector(one);
    if (!notice) continue;
    notice.hidden = one !== name;
    if (one === name) notice.focus();
  }
}

const passed = new WeakSet();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-guard][method=post]")) return;
  if (passed.has(form) || event.defaultPrevented) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  try {
    const token = await freshToken();
    if (token === null) {
      say(OUT);
      return;
    }
    useToken(token);
  } catch {
    say(NO_ANSWER);
    return;
  }
  say();
  passed.add(form);
  form.requestSubmit(event.submitter);
  passed.delete(form);
}, { capture: true });

// What a script sent and was refused for want of signing in.
document.addEventListener("eb:signed-out", () => say(OUT));
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail?.ctx?.response?.status === 401) say(OUT);
});

// Back from the tab where somebody signed in: what waits is tried again.
window.addEventListener("focus", async () => {
  if (!shown(OUT)) return;
  try {
    const token = await freshToken();
    if (token === null) return;
    useToken(token);
    say();
    document.dispatchEvent(new CustomEvent("eb:signed-in"));
  } catch {
    // Tried again at the next look.
  }
});
