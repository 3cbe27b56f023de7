// Issuers of `oidc-provider`, below one address: a plain one, one that never says when a user signed
// in (`mute`), and those that answer as Entra, Google and Apple do. Arguments: the folder of the package, and the clients and accounts as JSON.
// Prints the address, and ends with its standard input.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [folder, given] = process.argv.slice(2);
const moduleAt = (path) => import(pathToFileURL(`${folder}/node_modules/${path}`));
const { Provider, interactionPolicy } = await moduleAt("oidc-provider/lib/index.js");
const jose = await moduleAt("jose/dist/webapi/index.js");
const { accounts, client, tenant, appleKey } = JSON.parse(given);

function keyOf(type, options, alg) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: randomUUID() };
}

// As Google's: it lets people choose another account when it is asked to.
function policyOf() {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);
  return policy;
}

function issuerAt(base, path, signs, takes) {
  const keys = { RS256: ["rsa", { modulusLength: 2048 }], ES256: ["ec", { namedCurve: "P-256" }] };
  return new Provider(base + path, {
    clients: [{ ...client, ...takes, id_token_signed_response_alg: signs }],
    jwks: { keys: [keyOf(...keys[signs], signs)] },
    cookies: { keys: [randomUUID()] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    conformIdTokenClaims: false,
    scopes: ["openid", "profile", "email", "name", "User.Read"],
    claims: {
      openid: ["sub", "tid", "oid", "groups", "amr"],
      profile: ["name"],
      email: ["email", "email_verified", "hd"],
    },
    interactions: { policy: policyOf(), url: (_, { uid }) => `${path}/interaction/${uid}` },
    findAccount: (_, id) =>
      accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    renderError: (ctx, out) => {
      ctx.body = out;
    },
  });
}

// Who signs in says so by `login_hint`, or picks a name on the page; both consent to everything.
async function interact(provider, request, response, query) {
  const { params, prompt, grantId, session } = await provider.interactionDetails(request, response);
  if (prompt.name !== "consent") {
    const chosen = query.get("account") ?? params.login_hint;
    if (accounts[chosen] === undefined) return response.end(pageOf(query.path));
    const login = { accountId: chosen, amr: accounts[chosen].amr };
    return provider.interactionFinished(request, response, { login, select_account: {} });
  }
  const grant =
    (grantId && (await provider.Grant.find(grantId))) ??
    new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

function pageOf(path) {
  const links = Object.keys(accounts).map((id) => `<p><a href="${path}?account=${id}">${id}</a></p>`);
  return `<!doctype html><title>Provider</title><h1>Who are you?</h1>${links.join("")}`;
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
}

// Apple takes a JWT that the client's private key signed in place of the secret.
async function asApple(request, base) {
  const body = await bodyOf(request);
  const key = await jose.importJWK(appleKey, "ES256");
  const { payload, protectedHeader } = await jose.jwtVerify(body.client_secret, key, {
    algorithms: ["ES256"],
    audience: `${base}/apple`,
    subject: client.client_id,
  });
  if (payload.exp - payload.iat > 15777000 || !protectedHeader.kid) throw new Error("not Apple's");
  request.body = { ...body, client_secret: client.client_secret };
}

const issuers = new Map();
const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const path = [...issuers.keys()].find((one) => pathname.startsWith(`${one}/`));
  if (path === undefined) return response.writeHead(404).end();
  const provider = issuers.get(path);
  const inside = pathname.slice(path.length);
  response.setHeader("Content-Type", "text/html");
  try {
    if (inside.startsWith("/interaction/")) {
      searchParams.path = pathname;
      return await interact(provider, request, response, searchParams);
    }
    if (path === "/apple" && inside === "/token") await asApple(request, base);
  } catch (error) {
    return response.writeHead(400).end(JSON.stringify({ error: "invalid_client", why: String(error) }));
  }
  request.originalUrl = request.url;
  request.url = request.url.slice(path.length);
  if (path === "/mute") request.url = request.url.replace(/&max_age=\d+/, "");
  return provider.callback()(request, response);
});

server.listen(0, "localhost");
await new Promise((resolve) => server.once("listening", resolve));
const base = `http://localhost:${server.address().port}`;
const posts = { token_endpoint_auth_method: "client_secret_post" };
issuers.set("/plain", issuerAt(base, "/plain", "ES256", {}));
issuers.set("/mute", issuerAt(base, "/mute", "ES256", {}));
issuers.set(`/entra/${tenant}/v2.0`, issuerAt(base, `/entra/${tenant}/v2.0`, "RS256", posts));
issuers.set("/google", issuerAt(base, "/google", "RS256", posts));
issuers.set("/apple", issuerAt(base, "/apple", "ES256", posts));
process.stdin.resume().on("end", () => process.exit(0));
console.log(base);
