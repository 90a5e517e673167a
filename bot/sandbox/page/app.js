// The page: follows the news, keeps the phones, the clock and the line's state.

import { county, news, post } from "./api.js";
import { confirm, troubles } from "./dialogs.js";
import { make, nowText, write } from "./dom.js";
import { unfold } from "./map.js";
import { Phone, face } from "./phone.js";

const phones = new Map();
const desk = document.getElementById("desk");
const people = document.getElementById("people");
const notice = document.getElementById("notice");
const LINE = { none: "线路正常", weak: "弱网", too_many: "429", offline: "断网" };
let revision = 0, ahead = 0, chosen = null;

const app = { people: () => [...phones.values()].map((phone) => phone.person), badges };

function badges() {
  for (const tab of people.children) {
    const phone = phones.get(Number(tab.dataset.id));
    const badge = tab.querySelector(".unread");
    badge.hidden = !phone.unread;
    write(badge, String(phone.unread));
    badge.setAttribute("aria-label", `${phone.unread} 条新消息`);
  }
}

function choose(id) {
  chosen = id;
  for (const tab of people.children) tab.setAttribute("aria-pressed", String(Number(tab.dataset.id) === id));
  for (const phone of phones.values()) phone.element.classList.toggle("chosen", phone.person.id === id);
  const phone = phones.get(id);
  phone.element.scrollIntoView({ inline: "center", block: "nearest" });
  phone.list.scrollTop = phone.list.scrollHeight;
  phone.read();
}

function seat(person) {
  const phone = new Phone(person, app);
  phones.set(person.id, phone);
  desk.append(phone.element);
  people.append(make("button", { type: "button", "data-id": person.id, "aria-pressed": "false", onclick: () => choose(person.id) },
    face(person), make("span", { class: "tab-name" }, person.name, make("small", {}, person.role)), make("span", { class: "unread", hidden: true })));
}

function take(told) {
  if (told.revision < revision) return location.reload(); // the sandbox began anew
  const first = revision === 0;
  revision = told.revision;
  ahead = new Date(told.now).getTime() - Date.now();
  for (const person of told.phones) if (!phones.has(person.id)) seat(person);
  const persons = new Map(told.phones.map((person) => [person.id, person]));
  const changed = [...phones.values()].filter(({ person: { id } }) => persons.has(id) || told.messages.some((message) => message.chat === id));
  // First all are looked at, then all drawn, then all scrolled: in turns, each would lay the whole page out anew.
  for (const phone of changed) phone.measure();
  for (const phone of changed) {
    const { id } = phone.person;
    phone.update(persons.get(id) || phone.person, told.messages.filter((message) => message.chat === id));
  }
  for (const phone of changed) phone.settle();
  for (const toast of told.toasts) phones.get(toast.chat)?.answer(toast);
  if (first && told.phones.length) choose(told.phones[0].id);
  else if (narrow.matches) phones.get(chosen)?.read();
  badges();
  tick();
  line(told.trouble);
}

const narrow = matchMedia("(max-width: 760px)");

function line({ now, left }) {
  const button = document.getElementById("line");
  button.dataset.now = now;
  write(document.getElementById("line-state"), now === "too_many" ? `429 · 还有 ${left} 次` : LINE[now]);
  for (const choice of document.querySelectorAll("[data-trouble]")) choice.setAttribute("aria-pressed", String(choice.dataset.trouble === now));
}

function tick() {
  write(document.getElementById("now"), nowText(new Date(Date.now() + ahead)));
}

document.querySelector(".leaps").addEventListener("click", async (event) => {
  const button = event.target.closest("[data-leap]");
  if (!button) return;
  const all = [...document.querySelectorAll("[data-leap]")];
  for (const each of all) each.disabled = true;
  let meanwhile = "";
  try { ({ meanwhile } = await post("clock", { leap: button.dataset.leap })); } catch (fault) { tell(fault.message); }
  for (const each of all) each.disabled = false;
  if (meanwhile) confirm(meanwhile, "知道了", "");
});

function tell(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

async function follow() {
  for (let wait = 0; ; wait = 20) {
    try {
      take(await news(revision, wait));
      tell("");
    } catch {
      tell("体验台没有应答，正在重新连接…");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

troubles(line);
setInterval(tick, 1000);
county().then(unfold).catch(() => tell("地图没有读到")).finally(follow);
