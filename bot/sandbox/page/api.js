// What the page asks of the sandbox.

async function told(answer) {
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.reason || `体验台答复 ${answer.status}`);
  return body;
}

export async function news(after, wait) {
  return told(await fetch(`api/news?after=${after}&wait=${wait}`, { cache: "no-store" }));
}

export async function county() {
  return told(await fetch("api/map"));
}

export async function post(path, fields) {
  return told(await fetch(`api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fields),
  }));
}

export async function act(name, user, fields = {}) {
  return post(`acts/${name}`, { user, ...fields });
}

export async function send(name, user, files, caption) {
  const form = new FormData();
  form.append("user", user);
  if (caption) form.append("caption", caption);
  for (const file of files) form.append("files", file, file.name || "照片.jpg");
  return told(await fetch(`api/acts/${name}`, { method: "POST", body: form }));
}

export const fileAddress = (id, download) => `api/files/${encodeURIComponent(id)}${download ? "?download" : ""}`;
