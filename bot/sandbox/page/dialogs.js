// What opens over the phones: attachments, photos, cards, the map, the faults.

import { act, county, fileAddress, post, send } from "./api.js";
import { ask, make } from "./dom.js";
import { BigMap, beginning, lengthOf, reaches, unfold } from "./map.js";
import { SCENES, asFile, paint } from "./scenes.js";

const by = (id) => document.getElementById(id);

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(""); });
}

export async function confirm(text, yes = "好", no = "取消") {
  by("confirm-text").textContent = text;
  by("confirm-yes").textContent = yes;
  by("confirm-no").textContent = no;
  by("confirm-no").hidden = !no;
  return (await ask(by("confirm"))) === "yes";
}

export function look(file) {
  by("look-image").src = fileAddress(file);
  ask(by("look"));
}

export async function attach(person, people) {
  const what = await ask(by("attach"));
  if (what === "photos") await photos(person);
  if (what === "file") await anyFile(person);
  if (what === "place") await place(person);
  if (what === "walk") await walk(person);
  if (what === "contact") await card(person, people);
  if (what === "voice") await act("voice", person.id);
}

const TILE = 320; // a third of a photo's width, painted in a fraction of its time

// Photos go in the order in which they were chosen; each tile shows its place in it.
async function photos(person) {
  const own = by("photo-files"), sendButton = by("photo-send"), caption = by("photo-caption");
  own.value = caption.value = "";
  const chosen = [];
  by("scenes").replaceChildren(...SCENES.map((name, number) => sceneTile(name, number, chosen, refresh)));
  function refresh() {
    for (const [index, tile] of chosen.entries()) tile.dataset.nth = index + 1;
    const count = chosen.length + own.files.length;
    by("photo-picked").textContent = own.files.length ? `本机照片 ${own.files.length} 张` : "从本机选照片";
    sendButton.disabled = count < 1 || count > 10;
    sendButton.textContent = count ? `发送 ${count} 张` : "发送";
  }
  own.onchange = refresh;
  refresh();
  if ((await ask(by("photos"))) !== "send") return;
  const drawn = await Promise.all(chosen.map((tile) => asFile(tile.whole())));
  await send("photos", person.id, [...drawn, ...own.files], caption.value.trim());
}

const waiting = new Map(); // the next shot of each scene, kept until it is sent: a dialog opened again paints nothing

function nextShot(number) {
  if (!waiting.has(number)) {
    const shot = Math.floor(Math.random() * 1e6);
    waiting.set(number, { small: paint(number, shot, TILE), whole: () => { waiting.delete(number); return paint(number, shot); } });
  }
  return waiting.get(number);
}

function sceneTile(name, number, chosen, changed) {
  const { small, whole } = nextShot(number);
  const tile = make("button", { type: "button", "aria-pressed": "false", class: "scene" }, small, make("span", {}, name));
  tile.whole = whole;
  tile.addEventListener("click", () => {
    const at = chosen.indexOf(tile);
    if (at < 0) chosen.push(tile); else chosen.splice(at, 1);
    tile.setAttribute("aria-pressed", String(at < 0));
    changed();
  });
  return tile;
}

function anyFile(person) {
  const input = by("any-file");
  input.value = "";
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files.length ? send("file", person.id, input.files) : null);
    input.click();
  });
}

async function card(person, people) {
  const dialog = by("contact");
  by("cards").replaceChildren(...people.map((each) => make("button", { value: String(each.id) },
    make("b", {}, each.id === person.id ? `我的（${each.name}）` : each.name), make("span", {}, each.phone))));
  const whose = await ask(dialog);
  if (whose && whose !== "close") await act("contact", person.id, Number(whose) === person.id ? {} : { whose: Number(whose) });
}

let chosen = null;
const map = new BigMap(by("map-svg"), (at) => pick(at));
by("zoom-in").addEventListener("click", () => map.zoom(0.6));
by("zoom-out").addEventListener("click", () => map.zoom(1.6));
by("zoom-all").addEventListener("click", () => map.all());

function pick(at) {
  if (!by("walk-fields").hidden) return;
  chosen = at;
  map.mark(at);
  by("map-send").disabled = false;
  by("map-lead").textContent = `北纬 ${at.lat.toFixed(5)}，东经 ${at.lon.toFixed(5)}`;
}

// The reaches somebody looks after, then those of the other phones, then the rest.
const nearness = (person, reach) => (reach.people.includes(person.id) ? 2 : 0) + (reach.people.length ? 1 : 0);
const ownFirst = (person) => [...reaches].sort((a, b) => nearness(person, b) - nearness(person, a));

function open(title, lead, sendLabel, walking) {
  by("map-title").textContent = title;
  by("map-lead").textContent = lead;
  by("map-send").textContent = sendLabel;
  by("walk-fields").hidden = !walking;
  by("map-chips").hidden = walking;
  map.clear();
  const closed = ask(by("map"));
  return closed;
}

// Resolves when the place is sent, or not: a press of a "place" key and the attachment menu both come here.
export async function place(person) {
  unfold(await county());
  const lines = ownFirst(person).slice(0, 3);
  chosen = null;
  by("map-chips").replaceChildren(...lines.map((reach) => make("button", {
    type: "button", onclick: () => { const [lon, lat] = reach.line[Math.floor(reach.line.length / 2)]; pick({ lon, lat }); },
  }, `在${reach.name}`)));
  by("map-send").disabled = true;
  const closed = open("发位置", "点一下地图选位置", "发送这个位置", false);
  if (lines.length) map.around(lines[0].line); else map.all();
  if ((await closed) === "send" && chosen) await act("place", person.id, { lat: chosen.lat, lon: chosen.lon });
}

async function walk(person) {
  unfold(await county());
  const lines = ownFirst(person), select = by("walk-line");
  select.replaceChildren(...lines.map((reach, index) => make("option", { value: index }, `${reach.name}（${(lengthOf(reach.line) / 1000).toFixed(1)} 公里）`)));
  by("map-send").disabled = !lines.length;
  const share = () => Number(document.querySelector("input[name=share]:checked").value);
  const line = () => beginning(lines[select.value].line, share());
  const show = () => { if (lines.length) { map.markLine(line(), lines[select.value].name); map.around(lines[select.value].line); } };
  const closed = open("走一段河", "实时位置会沿河移动，时间跟着走；约 10 秒演完。", "开始走", true);
  select.onchange = show;
  for (const radio of document.querySelectorAll("input[name=share]")) radio.onchange = show;
  show();
  if ((await closed) !== "send") return;
  const minutes = Number(document.querySelector("input[name=minutes]:checked").value);
  await act("walk", person.id, { line: line().map(([lon, lat]) => [lat, lon]), minutes });
}

export function troubles(changed) {
  by("line").addEventListener("click", () => ask(by("trouble")));
  by("troubles").addEventListener("click", async (event) => {
    const button = event.target.closest("[data-trouble]");
    if (!button) return;
    by("trouble").close();
    changed(await post("trouble", { trouble: button.dataset.trouble }));
  });
}
