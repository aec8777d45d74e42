// What the page asks of the server, and how it hears of changes.

export class Refused extends Error {}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Refused("The sandbox does not answer.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `The sandbox refused (${response.status}).`);
  return body;
}

export function call(action, asked) {
  const headers = { "Content-Type": "application/json" };
  return answer(fetch(`/sandbox/${action}`, { method: "POST", headers, body: JSON.stringify(asked) }));
}

export function upload(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) form.append(name, value);
  }
  return answer(fetch("/sandbox/upload", { method: "POST", body: form }));
}

export const readState = () => answer(fetch("/sandbox/state"));

const PATIENCE = 1000; // milliseconds before a browser that gave up is told to try again

// Calls `state` with everything, at first and after each lost connection, then `change` with each change; `lost` when
// the server is gone. Changes that come while the state is being read wait for it: they may be in it already, and
// putting them in twice does no harm.
export function listen({ state, change, lost }) {
  const source = new EventSource("/sandbox/events");
  let early = [];
  source.addEventListener("open", async () => {
    early = [];
    try {
      state(await readState());
    } catch {
      source.close();
      retry();
      return;
    }
    const waiting = early;
    early = null;
    waiting.forEach(change);
  });
  source.addEventListener("message", (event) => {
    const made = JSON.parse(event.data);
    if (early) early.push(made);
    else change(made);
  });
  source.addEventListener("error", () => {
    lost();
    if (source.readyState === EventSource.CLOSED) retry();
  });
  function retry() {
    lost();
    setTimeout(() => listen({ state, change, lost }), PATIENCE);
  }
}
