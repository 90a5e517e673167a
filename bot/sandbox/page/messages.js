// Messages as bubbles.

import { fileAddress } from "./api.js";
import { icon, make, sizeText, timeOf } from "./dom.js";
import { smallMap } from "./map.js";

const COMMAND = /(^|[\s，。：；（])(\/[a-z][a-z0-9_]{0,31})(?![\w/])/g;

// `chat` is what a bubble may do: say(text), tap(message, button, element), look(file).
export function bubble(group, chat) {
  const [first] = group;
  const words = group.find((message) => message.html) || first;
  const body = make("div", { class: "bubble" });
  if (first.sender) body.append(make("p", { class: "origin" }, first.sender));
  if (first.origin) body.append(make("p", { class: "origin" }, `转发自 ${first.origin}`));
  if (first.reply) body.append(make("p", { class: "reply" }, first.reply));
  if (first.photo) body.append(pictures(group, chat));
  if (first.document) body.append(...group.map(paper));
  if (first.location) body.append(place(first));
  if (first.contact) body.append(card(first.contact));
  if (first.sticker) body.append(make("p", { class: "sticker", "aria-label": "贴纸" }, first.sticker));
  if (first.voice != null) body.append(make("p", { class: "voice" }, icon("voice"), `语音 0:${String(first.voice).padStart(2, "0")}`));
  if (words.html) body.append(text(words, chat));
  body.append(make("span", { class: "meta" }, `${first.edited && !first.location ? "已改 " : ""}${timeOf(first.date)}`));
  const row = make("li", { class: first.mine ? "message mine" : "message" }, body);
  row.dataset.id = first.id;
  if (first.buttons.length) row.append(buttons(first, chat));
  return row;
}

export const daySign = (day) => make("li", { class: "day" }, make("span", {}, day));

function text(message, chat) {
  const words = make("div", { class: "words" });
  words.innerHTML = message.html; // made by the server from text and entities, everything else escaped
  for (const link of words.querySelectorAll("a")) { link.target = "_blank"; link.rel = "noopener noreferrer"; }
  for (const spoiler of words.querySelectorAll("tg-spoiler")) spoiler.addEventListener("click", () => spoiler.classList.add("open"));
  if (!message.mine) linkCommands(words, chat);
  return words;
}

function linkCommands(words, chat) {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("a, code, pre")) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const parts = [];
    let from = 0;
    for (const found of node.data.matchAll(COMMAND)) {
      const at = found.index + found[1].length;
      parts.push(node.data.slice(from, at), make("button", { type: "button", class: "command", onclick: () => chat.say(found[2]) }, found[2]));
      from = at + found[2].length;
    }
    if (parts.length) node.replaceWith(...parts, node.data.slice(from));
  }
}

function pictures(group, chat) {
  const shots = group.filter((message) => message.photo);
  return make("div", { class: "pictures", "data-count": Math.min(shots.length, 4) }, ...shots.map((message) => {
    const { file, width, height } = message.photo;
    const image = make("img", { src: fileAddress(file), width, height, alt: "照片", loading: "lazy" });
    return make("button", { type: "button", "aria-label": "看大图", onclick: () => chat.look(file) }, image);
  }));
}

function paper(message) {
  const { file, name, size } = message.document;
  return make("a", { class: "paper", href: fileAddress(file, true), download: name },
    make("span", { class: "badge" }, icon("paper")), make("span", { class: "title" }, name, make("small", {}, `${sizeText(size)} · 下载`)));
}

function place(message) {
  const { latitude, longitude, live_period: live } = message.location;
  const caption = live ? "实时位置共享中" : message.edited ? "实时位置已结束" : `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return make("figure", { class: live ? "place live" : "place" }, smallMap(message.location), make("figcaption", {}, caption));
}

const card = (contact) => make("p", { class: "card" }, make("span", { class: "face" }, contact.first_name.slice(0, 1)),
  make("span", { class: "title" }, contact.first_name, make("small", {}, contact.phone_number)));

function buttons(message, chat) {
  return make("div", { class: "inline" }, ...message.buttons.map((row) => make("div", {}, ...row.map((button) => inlineButton(message, button, chat)))));
}

function inlineButton(message, button, chat) {
  if (button.url) {
    const safe = /^(https?|tg):/i.test(button.url);
    return make("a", { href: safe ? button.url : "#", target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  }
  const pressed = (event) => {
    if (button.copy_text) navigator.clipboard?.writeText(button.copy_text.text);
    else chat.tap(message, button, event.currentTarget);
  };
  return make("button", { type: "button", onclick: pressed }, button.text);
}
