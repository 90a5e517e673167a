// One phone: its chat with the bot, the keyboard below, and what its owner does.

import { act } from "./api.js";
import { attach, confirm, look, place } from "./dialogs.js";
import { arrange, dayOf, icon, make, write } from "./dom.js";
import { bubble, daySign } from "./messages.js";

const SHOWN = 120;
const WAIT_MS = 6000;

export class Phone {
  constructor(person, app) {
    this.person = person;
    this.app = app;
    this.messages = new Map();
    this.drawn = new Map();
    this.unread = 0;
    this.build();
  }

  build() {
    const { name, role, group } = this.person;
    this.list = make("ol", { class: "messages", role: "log", "aria-label": group ? `${name}里的消息` : `${name}与河长助手的对话`, tabindex: "0" });
    this.toast = make("p", { class: "toast", role: "status", hidden: true });
    this.strip = make("div", { class: "strip", hidden: true },
      make("span", {}, "正在共享实时位置"), make("button", { type: "button", onclick: () => this.do("stop") }, "停止共享"));
    this.keys = make("div", { class: "keys", role: "group", "aria-label": "快捷键盘" });
    this.menu = make("ul", { class: "commands", hidden: true });
    this.foot = make("footer", {}, this.menu, this.composer(), this.keys);
    this.more = make("button", { type: "button", class: "round", "aria-label": `${name}的更多操作`, onclick: () => this.toggleBlock() }, icon("more"));
    this.element = make("section", { class: "phone", "aria-label": group ? `${name}（${role}）` : `${name}（${role}）的手机`, id: `phone-${this.person.id}` },
      make("header", {}, face(this.person), make("div", { class: "who" }, make("h2", {}, name), make("p", {}, role)), this.scan(), this.more),
      this.strip, make("div", { class: "screen" }, this.list, this.toast), this.foot);
    for (const event of ["pointerdown", "focusin"]) this.element.addEventListener(event, () => this.read());
    this.element.addEventListener("pointerenter", () => this.read());
  }

  // The QR code of a sign board that stands on this person's way, read as a phone's camera would.
  scan() {
    const { name, scans } = this.person;
    return make("button", { type: "button", class: "round", hidden: !scans, title: "扫公示牌上的二维码", "aria-label": `${name}扫公示牌上的二维码`,
      onclick: () => this.do("start", { payload: this.person.scans }) }, icon("scan"));
  }

  composer() {
    this.input = make("textarea", { rows: "1", "aria-label": `${this.person.name}要说的话`, placeholder: "输入消息", maxlength: "4096" });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    });
    this.input.addEventListener("input", () => this.fit());
    this.keysButton = make("button", { type: "button", class: "round", "aria-label": "显示或收起快捷键盘", onclick: () => this.toggleKeys() }, icon("keys"));
    this.menuButton = make("button", { type: "button", class: "round", "aria-label": "命令菜单", onclick: () => { this.menu.hidden = !this.menu.hidden; } }, icon("menu"));
    const clip = make("button", { type: "button", class: "round", "aria-label": "发照片、文件、位置", onclick: () => this.try(attach(this.person, this.app.people())) }, icon("attach"));
    const sendButton = make("button", { type: "submit", class: "round send", "aria-label": "发送" }, icon("send"));
    this.start = make("button", { type: "button", class: "primary", onclick: () => this.do(this.person.blocked ? "unblock" : "start") }, "开始");
    this.form = make("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.menuButton, clip, this.input, this.keysButton, sendButton);
    if (this.person.group) clip.hidden = true; // what somebody sends to a group does not reach the bot
    return make("div", {}, this.form, this.start);
  }

  // Before news is drawn: is the end of the chat in sight?
  measure() {
    this.follows = !this.ready || this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 160;
  }

  // Takes over what the server tells of this phone, and the messages that are new or changed.
  update(person, messages) {
    const before = JSON.stringify([this.person.keyboard, this.person.commands]);
    this.person = person;
    for (const message of messages) this.keep(message);
    this.strip.hidden = !person.sharing;
    write(this.strip.firstChild, person.walking ? "正在沿河行走，共享实时位置" : "正在共享实时位置");
    const asleep = !person.started || person.blocked;
    this.form.hidden = asleep;
    this.start.hidden = !asleep;
    write(this.start, !person.blocked ? "开始" : person.group ? "重新拉机器人进群" : "解除屏蔽");
    if (before !== JSON.stringify([person.keyboard, person.commands]) || !this.ready) this.drawKeys();
    if (messages.length || !this.ready) this.drawMessages();
    this.ready = true;
  }

  // When all is drawn: who saw the end, or said something, sees the end.
  settle() {
    if (this.follows) this.list.scrollTop = this.list.scrollHeight;
  }

  keep(message) {
    const known = this.messages.has(message.id);
    if (message.deleted) this.messages.delete(message.id);
    else this.messages.set(message.id, message);
    if (!message.mine && !known && !message.deleted && this.ready) this.unread += 1;
  }

  drawMessages() {
    const shown = [...this.messages.values()].sort((a, b) => a.id - b.id).slice(-SHOWN);
    const rows = new Map(); // by what they show: what did not change keeps its row
    const put = (key, draw) => rows.set(key, this.drawn.get(key) || draw());
    let day = "";
    for (const group of albums(shown)) {
      const on = dayOf(group[0].date);
      if (on !== day) put(on, () => daySign(on));
      day = on;
      put(group.map((message) => `${message.id}.${message.revision}`).join("+"), () => this.bubble(group));
    }
    if (!rows.size) put("welcome", () => this.welcome());
    arrange(this.list, [...rows.values()]);
    this.drawn = rows;
    this.follows ||= Boolean(shown.at(-1)?.mine);
  }

  bubble(group) {
    return bubble(group, { say: (text) => this.say(text), tap: (...press) => this.tap(...press), look });
  }

  welcome() {
    const { hint, phone } = this.person;
    return make("li", { class: "welcome" }, face(this.person), make("p", {}, hint), make("p", { class: "number" }, phone));
  }

  drawKeys() {
    const rows = this.person.keyboard?.keyboard || [];
    this.keys.replaceChildren(...rows.map((row) => make("div", {}, ...row.map((key) => this.key(typeof key === "string" ? { text: key } : key)))));
    this.keys.hidden = !rows.length;
    this.keysButton.hidden = !rows.length;
    this.input.placeholder = this.person.keyboard?.input_field_placeholder || "输入消息";
    this.menu.replaceChildren(...this.person.commands.map(({ command, description }) => make("li", {}, make("button", {
      type: "button", onclick: () => { this.menu.hidden = true; this.say(`/${command}`); },
    }, make("b", {}, `/${command}`), description))));
    this.menuButton.hidden = !this.person.commands.length;
  }

  key(key) {
    return make("button", { type: "button", onclick: () => this.press(key) }, key.text);
  }

  async press(key) {
    if (key.request_contact) {
      if (await confirm(`把 ${this.person.name} 的手机号 ${this.person.phone} 发给机器人？`, "发送")) this.do("contact");
    } else if (key.request_location) this.try(place(this.person));
    else this.say(key.text);
    if (this.person.keyboard?.one_time_keyboard) this.keys.hidden = true;
  }

  toggleKeys() {
    this.keys.hidden = !this.keys.hidden;
    this.list.scrollTop = this.list.scrollHeight;
  }

  async toggleBlock() {
    const { blocked, name, group } = this.person;
    const [text, yes] = group ? groupChoice(blocked, name) : personChoice(blocked, name);
    if (await confirm(text, yes)) this.do(blocked ? "unblock" : "block");
  }

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.fit();
    this.say(text);
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
  }

  say(text) { return this.do("say", { text }); }

  tap(message, button, element) {
    element.classList.add("waiting");
    setTimeout(() => element.classList.remove("waiting"), WAIT_MS);
    return this.do("tap", { message: message.id, data: button.callback_data });
  }

  do(what, fields) { return this.try(act(what, this.person.id, fields)); }

  async try(promise) {
    try { await promise; } catch (fault) { this.show(fault.message); }
  }

  answer({ text, alert }) {
    for (const button of this.list.querySelectorAll(".waiting")) button.classList.remove("waiting");
    if (!text) return;
    if (alert) confirm(text, "知道了", "");
    else this.show(text);
  }

  show(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.toast.hidden = true; }, 3500);
  }

  read() {
    if (!this.unread) return;
    this.unread = 0;
    this.app.badges();
  }
}

const personChoice = (blocked, name) => (blocked ? [`${name} 重新接收机器人的消息？`, "解除屏蔽"] : [`${name} 屏蔽机器人？屏蔽后收不到任何消息。`, "屏蔽"]);
const groupChoice = (out, name) => (out ? [`把机器人重新拉进「${name}」？`, "拉进群"] : [`把机器人移出「${name}」？移出后发不到群里。`, "移出"]);

export const face = (person) => make("span", { class: "face", style: `--tint:${tint(person.id)}`, "aria-hidden": "true" }, person.name.slice(0, 1));

const TINTS = ["#0f766e", "#3b6ea5", "#8a5a9e", "#a8632b", "#5c7a2e", "#b04a5a", "#4a6072"];
const tint = (id) => TINTS[Math.abs(id) % TINTS.length];

// Neighbouring messages of one album together, every other message alone.
function albums(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.album && last?.[0].album === message.album) last.push(message);
    else groups.push([message]);
  }
  return groups;
}
