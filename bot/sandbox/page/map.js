// The county's map: metres east and south of a middle, drawn as SVG, and a picker of places and walks.

import { draw } from "./dom.js";

const METRES = 111195;
let middle = [0, 0], squeeze = 1, frame = [0, 0, 1000, 1000], names = [];
export let reaches = [];

export const project = (lon, lat) => [(lon - middle[0]) * squeeze * METRES, (middle[1] - lat) * METRES];
export const unproject = (x, y) => ({ lon: middle[0] + x / METRES / squeeze, lat: middle[1] - y / METRES });

function linesOf(geometry) {
  const depth = { Point: 0, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[geometry.type];
  if (depth === 0) return [[geometry.coordinates]];
  if (depth === 1) return [geometry.coordinates];
  return depth === 2 ? geometry.coordinates : geometry.coordinates.flat();
}

const path = (lines, end = "") => lines.map((line) => `M${line.map(([lon, lat]) => project(lon, lat).map((n) => n.toFixed(1)).join(" ")).join("L")}${end}`).join("");

// Draws the layers into the shared symbol, for the big map and all small ones. Read again before each choice of a
// place: who looks after which reach changes as people bind their accounts.
export function unfold(layers) {
  const features = layers.features || [];
  const all = features.flatMap((feature) => linesOf(feature.geometry).flat());
  if (!all.length) return;
  const lons = all.map((at) => at[0]), lats = all.map((at) => at[1]);
  const [west, east, south, north] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b)), lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))];
  middle = [(west + east) / 2, (south + north) / 2];
  squeeze = Math.cos((middle[1] * Math.PI) / 180);
  const [right, low] = project(east, south);
  const margin = Math.max(right, low) * 0.08 + 50;
  frame = [-right - margin, -low - margin, 2 * (right + margin), 2 * (low + margin)];
  const county = document.getElementById("county");
  county.replaceChildren();
  for (const kind of ["region", "river", "reach", "point"]) {
    for (const feature of features.filter((each) => each.properties.kind === kind)) county.append(...shapes(kind, feature));
  }
  names = features.filter((each) => ["region", "river"].includes(each.properties.kind))
    .map((each) => label(each.properties.kind, each)).sort((a, b) => b.weight - a.weight);
  reaches = features.filter((each) => each.properties.kind === "reach").concat(features.filter((each) => each.properties.kind === "river"))
    .map((each) => ({ name: each.properties.name, people: each.properties.people || [], line: linesOf(each.geometry)[0] }));
}

function shapes(kind, feature) {
  const lines = linesOf(feature.geometry);
  if (kind === "point") {
    const [x, y] = project(...lines[0][0]);
    return [draw("circle", { cx: x, cy: y, r: 40, class: "point" })];
  }
  return [draw("path", { d: path(lines, kind === "region" ? "Z" : ""), class: kind })];
}

function label(kind, feature) {
  const line = linesOf(feature.geometry)[0];
  const at = kind === "region" ? line.reduce(([a, b], [lon, lat]) => [a + lon / line.length, b + lat / line.length], [0, 0]) : line[Math.floor(line.length / 2)];
  const [x, y] = project(...at);
  return { x, y, kind, name: feature.properties.name || "", weight: kind === "region" ? 1e9 : lengthOf(line) };
}

// The names that find room, the weightiest first; `box` is what is seen, in metres, `unit` the metres a pixel.
function namesIn([left, top, width, height], unit) {
  const taken = [];
  const free = ({ x, y, name }) => {
    const half = (name.length * 7 + 8) * unit, tall = 12 * unit;
    if (x < left || x > left + width || y < top || y > top + height) return false;
    if (taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 2 * tall)) return false;
    return taken.push({ x, y, half });
  };
  return names.filter(free).map(({ x, y, kind, name }) => {
    const text = draw("text", { x, y, class: `name of-${kind}` });
    text.textContent = name;
    return text;
  });
}

// A small map around a place, as it stands in a message.
export function smallMap({ latitude, longitude }) {
  const [x, y] = project(longitude, latitude);
  const svg = draw("svg", { viewBox: `${x - 600} ${y - 330} 1200 660`, class: "small-map", style: "--u:4.6", role: "img", "aria-label": "位置" });
  svg.append(draw("rect", { x: x - 600, y: y - 330, width: 1200, height: 660, class: "ground" }), draw("use", { href: "#county" }), pin(x, y));
  return svg;
}

const pin = (x, y) => draw("g", { class: "pin", transform: `translate(${x} ${y})` }, draw("path", { d: "M0 0C-3-7-9-11-9-18a9 9 0 1 1 18 0C9-11 3-7 0 0zM-3.4-18a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z" }));

export class BigMap {
  constructor(svg, picked) {
    this.svg = svg;
    this.picked = picked;
    this.marks = draw("g");
    this.names = draw("g");
    svg.append(draw("rect", { x: -1e6, y: -1e6, width: 2e6, height: 2e6, class: "ground" }), draw("use", { href: "#county" }), this.names, this.marks);
    svg.addEventListener("pointerdown", (event) => this.hold(event));
    svg.addEventListener("wheel", (event) => { event.preventDefault(); this.zoom(event.deltaY < 0 ? 0.8 : 1.25); }, { passive: false });
  }

  show([x, y, width, height]) {
    const box = this.svg.getBoundingClientRect();
    const tall = box.width ? (width * box.height) / box.width : height;
    const [w, h] = tall >= height ? [width, tall] : [(height * box.width) / box.height, height];
    this.view = [x + width / 2 - w / 2, y + height / 2 - h / 2, w, h];
    this.apply();
  }

  all() { this.show(frame); }

  around(line) {
    const points = line.map(([lon, lat]) => project(lon, lat));
    const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
    const margin = Math.max(width, height) * 0.25 + 120;
    this.show([left - margin, top - margin, width + 2 * margin, height + 2 * margin]);
  }

  zoom(factor) {
    const [x, y, w, h] = this.view;
    const size = Math.min(Math.max(w * factor, 200), frame[2] * 3) / w;
    this.view = [x + (w - w * size) / 2, y + (h - h * size) / 2, w * size, h * size];
    this.apply();
  }

  apply() {
    this.svg.setAttribute("viewBox", this.view.join(" "));
    const unit = this.view[2] / (this.svg.getBoundingClientRect().width || 360);
    this.svg.style.setProperty("--u", unit);
    this.names.replaceChildren(...namesIn(this.view, unit));
  }

  hold(event) {
    const start = [event.clientX, event.clientY], from = [...this.view];
    const scale = this.view[2] / this.svg.getBoundingClientRect().width;
    let dragged = false;
    this.svg.setPointerCapture(event.pointerId);
    const move = (to) => {
      const [dx, dy] = [to.clientX - start[0], to.clientY - start[1]];
      dragged ||= Math.hypot(dx, dy) > 6;
      if (dragged) { this.view = [from[0] - dx * scale, from[1] - dy * scale, from[2], from[3]]; this.apply(); }
    };
    const drop = (at) => {
      this.svg.removeEventListener("pointermove", move);
      if (dragged || at.type === "pointercancel") return;
      const box = this.svg.getBoundingClientRect();
      this.picked(unproject(this.view[0] + (at.clientX - box.left) * scale, this.view[1] + (at.clientY - box.top) * scale));
    };
    this.svg.addEventListener("pointermove", move);
    this.svg.addEventListener("pointerup", drop, { once: true });
    this.svg.addEventListener("pointercancel", drop, { once: true });
  }

  mark({ lon, lat }) { this.marks.replaceChildren(pin(...project(lon, lat))); }

  markLine(line, name) {
    const [x, y] = project(...line[Math.floor(line.length / 2)]);
    const label = draw("text", { x, y, class: "chosen-name" });
    label.textContent = name;
    this.marks.replaceChildren(draw("path", { d: path([line]), class: "chosen" }), label);
  }

  clear() { this.marks.replaceChildren(); }
}

export function lengthOf(line) {
  const points = line.map(([lon, lat]) => project(lon, lat));
  return points.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - points[index][0], y - points[index][1]), 0);
}

// The first part of a line, by its share of the length.
export function beginning(line, share) {
  if (share >= 1) return line;
  let left = lengthOf(line) * share;
  const part = [line[0]];
  for (let leg = 1; leg < line.length; leg += 1) {
    const length = lengthOf([line[leg - 1], line[leg]]);
    if (length >= left) {
      const [a, b] = [line[leg - 1], line[leg]];
      part.push([a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length]);
      return part;
    }
    part.push(line[leg]);
    left -= length;
  }
  return part;
}
