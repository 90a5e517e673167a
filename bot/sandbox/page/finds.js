// What lies about on the painted river: rubbish, an outfall, algae, and the bin that stands there afterwards.

import { edge, mist, oval, scaleAt } from "./scenery.js";

const PLASTIC = ["#f2f3ee", "#e9ebe6", "#c9362b", "#2f62a8", "#2b2d2e", "#e2b93a", "#d8dcd8"];

function bag(pen, roll, size) {
  const colour = PLASTIC[Math.floor(roll(0, PLASTIC.length))];
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(-size, size * 0.45);
  pen.bezierCurveTo(-size * 1.2, -size * 0.5, -size * 0.5, -size * 0.9, -size * 0.1, -size * 0.75);
  pen.lineTo(size * roll(-0.1, 0.1), -size * 1.15);
  pen.lineTo(size * 0.25, -size * 0.75);
  pen.bezierCurveTo(size * 0.9, -size * 0.8, size * 1.2, 0, size * 0.95, size * 0.45);
  pen.closePath();
  pen.fill();
  pen.fillStyle = "rgba(0,0,0,.14)";
  oval(pen, size * 0.35, size * 0.1, size * 0.5, size * 0.34, 0.5);
  pen.fillStyle = "rgba(255,255,255,.4)";
  oval(pen, -size * 0.4, -size * 0.3, size * 0.3, size * 0.1, -0.7);
}

function bottle(pen, roll, size) {
  pen.rotate(roll(-1.2, 1.2));
  pen.fillStyle = roll() < 0.5 ? "rgba(190,222,226,.92)" : "rgba(120,170,120,.92)";
  pen.beginPath();
  pen.roundRect(-size * 0.9, -size * 0.28, size * 1.4, size * 0.56, size * 0.2);
  pen.roundRect(size * 0.45, -size * 0.12, size * 0.36, size * 0.24, size * 0.05);
  pen.fill();
  pen.fillStyle = "#c8402f";
  pen.fillRect(size * 0.76, -size * 0.15, size * 0.16, size * 0.3);
  pen.fillStyle = "rgba(255,255,255,.6)";
  pen.fillRect(-size * 0.7, -size * 0.16, size, size * 0.08);
}

function box(pen, roll, size, face = "#f4f4ef", side = "#c9cbc4") {
  pen.rotate(roll(-0.25, 0.25));
  pen.fillStyle = face;
  pen.fillRect(-size, -size * 0.5, size * 1.5, size);
  pen.fillStyle = side;
  pen.beginPath();
  pen.moveTo(size * 0.5, -size * 0.5);
  pen.lineTo(size, -size * 0.8);
  pen.lineTo(size, size * 0.2);
  pen.lineTo(size * 0.5, size * 0.5);
  pen.fill();
  pen.fillStyle = "rgba(255,255,255,.75)";
  pen.beginPath();
  pen.moveTo(-size, -size * 0.5);
  pen.lineTo(-size * 0.5, -size * 0.8);
  pen.lineTo(size, -size * 0.8);
  pen.lineTo(size * 0.5, -size * 0.5);
  pen.fill();
}

const carton = (pen, roll, size) => box(pen, roll, size, "#b08656", "#8a673f");
const KINDS = [bag, bag, bag, bottle, bottle, box, carton];

function piece(pen, roll, x, y, size, afloat) {
  pen.save();
  pen.translate(x, y);
  pen.fillStyle = afloat ? "rgba(255,255,255,.35)" : "rgba(20,30,20,.35)";
  oval(pen, 0, size * 0.5, size * 1.35, size * 0.3);
  if (afloat) { pen.beginPath(); pen.rect(-size * 3, -size * 3, size * 6, size * 3.35); pen.clip(); }
  KINDS[Math.floor(roll(0, KINDS.length))](pen, roll, size);
  pen.restore();
}

// Far things first, so that near ones lie over them.
function strew(pen, roll, count, place, size, afloat = false) {
  const spots = Array.from({ length: count }, place).sort((a, b) => a[1] - b[1]);
  for (const [x, y] of spots) piece(pen, roll, x, y, roll(0.6, 1.2) * size * scaleAt(y), afloat);
}

export function heap(pen, roll) {
  const round = () => {
    const turn = roll(0, 6.3), out = Math.sqrt(roll());
    return [730 + Math.cos(turn) * out * 200, 560 + Math.sin(turn) * out * 96 - (1 - out) * 40];
  };
  pen.fillStyle = "rgba(70,62,48,.75)";
  oval(pen, 730, 580, 225, 84);
  strew(pen, roll, 110, round, 32);
  strew(pen, roll, 16, () => { const y = roll(480, 700); return [edge(y) + roll(-70, 30), y]; }, 24);
}

export function floating(pen, roll) {
  for (let patch = 0; patch < 14; patch += 1) mist(pen, roll(300, 490), 440 + patch * 20, 190, 22, "214,208,176", 0.6);
  const shore = () => { const y = 400 + 290 * roll(); return [edge(y) - 20 - Math.abs(roll(-1, 1) * roll()) * 340 * scaleAt(y), y]; };
  strew(pen, roll, 58, shore, 26, true);
}

export function outfall(pen, roll) {
  const [x, y] = [470, 520];
  for (let step = 0; step < 9; step += 1) mist(pen, x - 60 - step * 52, y + 112 + step * roll(0, 6), 190, 60 + step * 4, "84,68,40", 0.5);
  pen.fillStyle = "#a5a49c";
  pen.fillRect(x - 70, y - 120, 300, 190);
  pen.fillStyle = "#86857d";
  pen.fillRect(x - 76, y + 58, 312, 18);
  pen.fillStyle = "#c0bfb7";
  pen.fillRect(x - 82, y - 136, 324, 22);
  for (let streak = 0; streak < 26; streak += 1) {
    pen.fillStyle = `rgba(70,72,62,${roll(0.05, 0.17)})`;
    pen.fillRect(x + roll(-66, 224), y - 112, roll(2, 12), roll(60, 176));
  }
  pen.fillStyle = "#77766f";
  oval(pen, x + 60, y - 20, 66, 66);
  pen.fillStyle = "#22221f";
  oval(pen, x + 60, y - 20, 52, 52);
  pen.fillStyle = "rgba(96,80,48,.95)";
  pen.beginPath();
  pen.moveTo(x + 18, y + 6);
  pen.quadraticCurveTo(x + 60, y + 26, x + 102, y + 6);
  pen.bezierCurveTo(x + 96, y + 70, x + 60, y + 60, x + 30, y + 110);
  pen.lineTo(x - 110, y + 104);
  pen.bezierCurveTo(x - 20, y + 70, x + 10, y + 60, x + 18, y + 6);
  pen.fill();
  pen.strokeStyle = "rgba(220,210,180,.5)";
  pen.lineWidth = 3;
  for (let line = 0; line < 7; line += 1) {
    pen.beginPath();
    pen.moveTo(x + 28 + line * 10, y + 14);
    pen.quadraticCurveTo(x + 30 + line * 6, y + 64, x - 60 + line * 14, y + 100);
    pen.stroke();
  }
}

export function algae(pen, roll) {
  pen.save();
  pen.beginPath();
  pen.moveTo(-80, 312);
  for (let y = 312; y <= 780; y += 12) pen.lineTo(edge(y) - 6, y);
  pen.lineTo(-80, 780);
  pen.clip();
  for (let patch = 0; patch < 420; patch += 1) {
    const y = 330 + 400 * roll(), scale = scaleAt(y);
    pen.fillStyle = `hsla(${roll(72, 96)} 58% ${roll(34, 50)}% / ${roll(0.14, 0.5)})`;
    oval(pen, edge(y) - Math.abs(roll(-1, 1) * roll()) * 700, y, roll(10, 74) * scale, roll(3, 11) * scale);
  }
  pen.restore();
}

export function bin(pen) {
  pen.save();
  pen.translate(760, 470);
  pen.scale(0.62, 0.62);
  pen.fillStyle = "rgba(20,30,20,.3)";
  oval(pen, 6, 0, 74, 16);
  pen.fillStyle = "#2e7d5b";
  pen.beginPath();
  for (const [x, y] of [[-50, -126], [50, -126], [38, 0], [-38, 0]]) pen.lineTo(x, y);
  pen.fill();
  pen.fillStyle = "#24664a";
  pen.beginPath();
  pen.roundRect(-58, -144, 116, 22, 8);
  pen.fill();
  pen.fillStyle = "#f1f5ee";
  pen.beginPath();
  pen.roundRect(-26, -90, 52, 40, 4);
  pen.fill();
  pen.restore();
}
