// Sample photos, drawn: what people find on a river. Each drawing differs a little, as photos do.

import { make } from "./dom.js";

export const SCENES = ["水面垃圾", "岸边堆放", "排水口", "水色发绿", "正常河面", "清理之后"];

let taken = 0;

const between = (low, high) => low + Math.random() * (high - low);

function river(pen, width, height, water, bank) {
  const sky = pen.createLinearGradient(0, 0, 0, height * 0.4);
  sky.addColorStop(0, "#bcd3dc");
  sky.addColorStop(1, "#e8efe9");
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "#7f9a86";
  pen.beginPath();
  pen.moveTo(0, height * 0.36);
  for (let x = 0; x <= width; x += width / 8) pen.lineTo(x, height * between(0.2, 0.34));
  pen.lineTo(width, height * 0.45);
  pen.lineTo(0, height * 0.45);
  pen.fill();
  pen.fillStyle = bank;
  pen.fillRect(0, height * 0.38, width, height);
  pen.fillStyle = water;
  pen.beginPath();
  pen.moveTo(width * between(0.45, 0.6), height * 0.4);
  pen.bezierCurveTo(width * 0.7, height * 0.55, width * between(0.1, 0.3), height * 0.7, -width * 0.1, height);
  pen.lineTo(width * between(0.7, 0.95), height);
  pen.bezierCurveTo(width * 0.75, height * 0.75, width * 0.9, height * 0.55, width * between(0.62, 0.7), height * 0.4);
  pen.fill();
  pen.strokeStyle = "rgba(255,255,255,.35)";
  pen.lineWidth = 3;
  for (let row = 0; row < 9; row += 1) {
    const y = height * between(0.55, 0.95), x = width * between(0.25, 0.6);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(x + 30, y - 8, x + 70, y);
    pen.stroke();
  }
}

function litter(pen, width, height, count, left, right, low, high) {
  const colours = ["#f4f4f0", "#d9483b", "#3d6fb6", "#e8c547", "#4d4d4d", "#9fc4d8"];
  for (let piece = 0; piece < count; piece += 1) {
    pen.save();
    pen.translate(width * between(left, right), height * between(low, high));
    pen.rotate(between(0, 3));
    pen.fillStyle = colours[Math.floor(between(0, colours.length))];
    pen.fillRect(0, 0, between(14, 44), between(8, 26));
    pen.restore();
  }
}

function outfall(pen, width, height) {
  pen.fillStyle = "#9a9c97";
  pen.fillRect(0, height * 0.5, width * 0.34, height * 0.22);
  pen.fillStyle = "#2e2f2d";
  pen.beginPath();
  pen.arc(width * 0.3, height * 0.61, height * 0.085, 0, 7);
  pen.fill();
  pen.fillStyle = "rgba(95,84,60,.85)";
  pen.beginPath();
  pen.moveTo(width * 0.25, height * 0.64);
  pen.bezierCurveTo(width * 0.42, height * 0.62, width * 0.4, height * 0.8, width * between(0.5, 0.6), height * 0.92);
  pen.lineTo(width * 0.24, height * 0.94);
  pen.fill();
}

// A canvas with the scene of this number, 960 by 720.
export function paint(number) {
  const canvas = make("canvas", { width: 960, height: 720 });
  const pen = canvas.getContext("2d");
  const water = ["#6f9fa8", "#7aa6a4", "#6d8f8c", "#6b9a3f", "#6aa5b5", "#69a9bb"][number];
  river(pen, 960, 720, water, number === 5 ? "#8fb07a" : "#a7a384");
  if (number === 0) litter(pen, 960, 720, 34, 0.2, 0.65, 0.6, 0.95);
  if (number === 1) litter(pen, 960, 720, 60, 0.68, 0.98, 0.5, 0.9);
  if (number === 2) outfall(pen, 960, 720);
  pen.fillStyle = "rgba(255,255,255,.85)";
  pen.font = "22px sans-serif";
  pen.fillText(`示例照片 · ${SCENES[number]}`, 24, 696);
  return canvas;
}

export function asFile(canvas) {
  taken += 1;
  return new Promise((resolve) => canvas.toBlob(
    (blob) => resolve(new File([blob], `示例${taken}.jpg`, { type: "image/jpeg" })), "image/jpeg", 0.86,
  ));
}
