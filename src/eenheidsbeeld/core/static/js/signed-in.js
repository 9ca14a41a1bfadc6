// Before a form with typed text is sent, asks whether this sign-in still runs. When it does not, nothing is sent and
// nothing is lost: a notice leads to signing in, in a new tab, and the form is sent after that with a fresh token.

const STILL = "/account/nog-aangemeld/";

async function freshToken() {
  const answer = await fetch(STILL, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).csrf;
}

function useToken(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  if (document.body.hasAttribute("hx-headers:inherited")) {
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  }
}

function notice() {
  return document.querySelector("[data-signed-out]");
}

function say(isOut) {
  if (!notice()) return;
  notice().hidden = !isOut;
  if (isOut) notice().focus();
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
      say(true);
      return;
    }
    useToken(token);
  } catch {
    // No answer: let the browser send it, and say itself what is wrong.
  }
  say(false);
  passed.add(form);
  form.requestSubmit(event.submitter);
  passed.delete(form);
}, { capture: true });

// What a script sent and was refused for want of signing in.
document.addEventListener("eb:signed-out", () => say(true));
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail?.ctx?.response?.status === 401) say(true);
});

// Back from the tab where somebody signed in: what waits is tried again.
window.addEventListener("focus", async () => {
  if (!notice() || notice().hidden) return;
  try {
    const token = await freshToken();
    if (token === null) return;
    useToken(token);
    say(false);
    document.dispatchEvent(new CustomEvent("eb:signed-in"));
  } catch {
    // Tried again at the next look.
  }
});
