// Small things for building the page.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// Sets a text that mostly is the same as before: what is set again is laid out and painted again.
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Makes `rows` the children of a list. Who stays is not touched: what is put in again is laid out again.
export function arrange(list, rows) {
  const staying = new Set(rows);
  for (const row of [...list.children]) if (!staying.has(row)) row.remove();
  let next = list.firstChild;
  for (const row of rows) {
    if (row === next) next = next.nextSibling;
    else list.insertBefore(row, next);
  }
}

const SVG = "http://www.w3.org/2000/svg";

export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const ICONS = {
  attach: "M20 11.5 12.3 19a5 5 0 0 1-7-7l8.2-8a3.3 3.3 0 0 1 4.7 4.700l-8.2 8a1.7 1.7 0 0 1-2.4-2.400l7.4-7.2",
  send: "M4 12 20 4l-5 16-3.5-6.500z",
  keys: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  menu: "M4 7h16M4 12h16M4 17h10",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9h6v6H9z",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  paper: "M6 3h8l4 4v14H6zM14 3v4h4",
  voice: "M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM6 11a6 6 0 0 0 12 0M12 17v4",
};

export const icon = (name) => draw("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, draw("path", { d: ICONS[name] }));

// Opens a <dialog>; resolves with the value of the button that closed it ("" when it was dismissed).
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

const WEEKDAYS = "日一二三四五六";
const two = (number) => String(number).padStart(2, "0");

// The parts of an instant as a clock in China shows them, wherever the page is read.
function chinese(instant) {
  const shifted = new Date(instant.getTime() + 8 * 3600_000);
  return {
    year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate(),
    weekday: WEEKDAYS[shifted.getUTCDay()], time: `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`,
  };
}

export const timeOf = (seconds) => chinese(new Date(seconds * 1000)).time;

export function dayOf(seconds) {
  const at = chinese(new Date(seconds * 1000));
  return `${at.month}月${at.day}日 周${at.weekday}`;
}

export function nowText(instant) {
  const at = chinese(instant);
  return `${at.year}-${two(at.month)}-${two(at.day)} 周${at.weekday} ${at.time}`;
}

export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
