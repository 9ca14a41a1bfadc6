// The identity provider of an invented organisation, for tests: node provider.mjs PORT REDIRECT_URI…
// Its sign-in page is one form: who you are, and in which ways you proved it. It says when it is ready.
import http from "node:http";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.MODULES}/`);
const { Provider } = await import(require.resolve("oidc-provider"));

const [port, ...redirects] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const people = new Map(); // made by the tests: POST /people {sub, email, email_verified}

const client = (id, alg) => ({
  client_id: id,
  client_secret: "een-lang-geheim-voor-de-proef-van-single-sign-on",
  redirect_uris: redirects,
  id_token_signed_response_alg: alg,
});

const provider = new Provider(issuer, {
  clients: [client("beeld", "RS256"), client("zwak", "HS256")],
  claims: { openid: ["sub", "acr", "amr", "auth_time"], email: ["email", "email_verified"] },
  cookies: { keys: ["for-tests-only"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  acrValues: ["hoog"],
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "HS256"] },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, sub) => people.has(sub) && { accountId: sub, claims: () => people.get(sub) },
  // Everybody agreed beforehand: an organisation does not ask its own people.
  async loadExistingGrant(context) {
    const grant = new provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

const form = (uid) => `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Organisatie</title>
<form method="post" action="/interaction/${uid}"><label>Wie <input name="sub"></label><label>Hoe <input name="amr" value="pwd"></label>
<label>Niveau <input name="acr"></label><button>Inloggen</button></form>`;

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

const callback = provider.callback();
http
  .createServer(async (request, response) => {
    const url = new URL(request.url, issuer);
    if (url.pathname === "/people") {
      const person = JSON.parse(await body(request));
      people.set(person.sub, person);
      return response.end();
    }
    if (!url.pathname.startsWith("/interaction/")) return callback(request, response);
    if (request.method === "GET") {
      response.setHeader("Content-Type", "text/html");
      return response.end(form(url.pathname.split("/").pop()));
    }
    const chosen = new URLSearchParams(await body(request));
    const login = { accountId: chosen.get("sub"), amr: (chosen.get("amr") ?? "pwd").split(" ") };
    if (chosen.get("acr")) login.acr = chosen.get("acr");
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  })
  .listen(Number(port), "127.0.0.1", () => console.log("ready"));
